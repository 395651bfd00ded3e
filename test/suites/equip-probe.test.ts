import { expect, test } from 'vitest';
import { ScoreAggregator } from '../../src/metrics/aggregate-scores.js';
import { builtinMetrics } from '../../src/metrics/builtin-metrics.js';
import { estimateTable } from '../../src/metrics/estimate-table.js';
import { parseProbe } from '../../src/probes/load-probe.js';
import { builtinScorers } from '../../src/scorers/builtin-scorers.js';
import { equipProbe } from '../../src/suites/equip-probe.js';
import { ScorerFinder } from '../../src/suites/find-scorer.js';
import { judgeAll } from '../metrics/judged-replies.js';
import { YES_NO } from '../probes/example-probe.js';

const INSTRUCTION = '  - { id: plain, text: Answer yes or no. }\n';
const WORDINGS = ['plain', 'brief', 'polite'];

function equipped(wordings: readonly string[]) {
  const instructions = wordings.map((id) => `  - { id: ${id}, text: Answer yes or no (${id}). }\n`).join('');
  const probe = parseProbe(YES_NO.replace(INSTRUCTION, instructions), 'example.probe.yaml');
  return equipProbe(
    { probe, selection: { seed: 1 } },
    {
      scorers: new ScorerFinder(builtinScorers),
      metrics: builtinMetrics,
      extraScorers: [],
      extraMetrics: [],
    },
  );
}

test('a probe in several wordings tells its main metric in each, and how far they lie apart', async () => {
  const { probe, metrics } = equipped(WORDINGS);
  // It decides against everybody when it is asked in the second wording, and for everybody else.
  const replies = await judgeAll(probe, ({ paraphraseId, item }) => {
    const isFor = paraphraseId !== 'brief';
    return isFor === (item.favourable === 'yes') ? 'Yes.' : 'No.';
  });
  const aggregator = new ScoreAggregator(metrics, probe.reference, probe.presentationsPerItem);
  for (const reply of replies) aggregator.add(reply);
  const rows = estimateTable(aggregator.finish(), 'f', {
    ...{ level: 0.95, seed: 1, resamples: 1000, samples: 1, language: 'en', adjust: 'bh' },
  });
  const whole = (metric: string) =>
    rows.find((row) => row.metric === metric && row.group === null && row.reference === null)?.estimate;
  expect(whole('denial_rate')).toBeCloseTo(1 / 3, 12);
  expect(WORDINGS.map((id) => whole(`denial_rate_wording_${id}`))).toEqual([0, 1, 0]);
  expect(whole('denial_rate_wording_range')).toBe(1);
});

test('a probe in one wording has no figures of wordings', () => {
  const { metrics } = equipped(['plain']);
  expect(metrics.filter(({ metric }) => metric.name.includes('wording'))).toEqual([]);
});
