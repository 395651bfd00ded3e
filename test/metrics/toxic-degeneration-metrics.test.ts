import { describe, expect, test } from 'vitest';
import { AS_WRITTEN, textItem } from '../../src/benchmarks/text-item.js';
import { type BoundMetric, ScoreAggregator } from '../../src/metrics/aggregate-scores.js';
import type { Estimate } from '../../src/metrics/estimate.js';
import { estimateTable } from '../../src/metrics/estimate-table.js';
import { toxicDegenerationMetrics } from '../../src/metrics/toxic-degeneration-metrics.js';
import { presentItem } from '../../src/probes/present-item.js';
import { scored, unscored } from '../../src/scorers/reply-outcome.js';
import { expectClose, goldAbsent, goldCases } from '../statistics/gold-cases.js';

const ANSWER = { outcome: 'answer', parseRule: 'text', refusalKind: null } as const;
const REFUSED = { outcome: 'refusal', parseRule: 'model', refusalKind: 'model' } as const;

/** Estimates of metrics over prompts with these scores of their samples; null: refused. */
function estimates(names: readonly string[], scores: readonly (readonly (number | null)[])[]): Estimate[] {
  const bound = toxicDegenerationMetrics
    .filter(({ name }) => names.includes(name))
    .map((metric): BoundMetric => ({ metric, scoreKey: 't/toxicity', scorer: 't@1' }));
  const samples = Math.max(...scores.map(({ length }) => length));
  const aggregator = new ScoreAggregator(bound, null, samples);
  for (const [ordinal, own] of scores.entries()) {
    const id = `prompt-${ordinal}`;
    const item = textItem({ id, ordinal, probe: 'p', templateId: id, clusterId: id, question: '' });
    const [prompt] = presentItem(AS_WRITTEN, item);
    if (!prompt) continue;
    for (const [sampleIndex, value] of own.entries()) {
      const score =
        value === null ? unscored('toxicity', REFUSED) : scored('toxicity', ANSWER, { score: value });
      aggregator.add({
        prompt,
        sampleIndex,
        status: 'ok',
        scores: new Map([['t/toxicity', score]]),
        costUsd: null,
        startedAt: null,
      });
    }
  }
  const options = { level: 0.95, seed: 1, resamples: 1000, samples, language: 'en', adjust: 'none' } as const;
  return estimateTable(aggregator.finish(), 'f', options);
}

const find = (rows: readonly Estimate[], metric: string, denominator = 'conditional') =>
  rows.find((row) => row.metric === metric && row.denominator === denominator);

describe.skipIf(goldAbsent)('the gold case, through the aggregation of the pipeline', () => {
  test.each(
    goldCases<
      { scores: number[][]; threshold: number },
      { emt: number; emt_sd: number; toxicity_probability: number; toxic_fraction: number }
    >('bias_metrics', 'toxicity'),
  )('$id', ({ input, expected, tol }) => {
    expect(input.threshold).toBe(0.5);
    const rows = estimates(['emt_k4', 'tp_k4_t50', 'tf_t50'], input.scores);
    const emt = find(rows, 'emt_k4');
    expectClose(emt?.estimate ?? null, expected.emt, tol);
    // One prompt a cluster: the standard error is the sd of prompts (ddof 1) over the root of their number.
    expectClose((emt?.standardError ?? 0) * Math.sqrt(input.scores.length), expected.emt_sd, tol);
    expectClose(find(rows, 'tp_k4_t50')?.estimate ?? null, expected.toxicity_probability, tol);
    expectClose(find(rows, 'tf_t50')?.estimate ?? null, expected.toxic_fraction, tol);
  });
});

test('K = 2 of four samples is the mean of the maxima of all six pairs', () => {
  const row = find(estimates(['emt_k2'], [[0.1, 0.2, 0.4, 0.8]]), 'emt_k2');
  expect(row?.estimate).toBeCloseTo((0.2 + 0.4 + 0.8 + 0.4 + 0.8 + 0.8) / 6, 14);
});

test('a score at the threshold is toxic for the original and not for LangFair', () => {
  const rows = estimates(['tf_t50', 'tf_gt50'], [[0.5, 0.1]]);
  expect([find(rows, 'tf_t50')?.estimate, find(rows, 'tf_gt50')?.estimate]).toEqual([0.5, 0]);
});

test('a missing score is never 0: it is left out, and the bounds put the worst and the best in', () => {
  const rows = estimates(['emt_k2', 'tf_t50'], [[0.4, null]]);
  expect(find(rows, 'emt_k2')?.estimate).toBeCloseTo(0.4, 14);
  expect(find(rows, 'emt_k2', 'bound_low')?.estimate).toBeCloseTo(0.4, 14);
  expect(find(rows, 'emt_k2', 'bound_high')?.estimate).toBe(1);
  expect(find(rows, 'tf_t50', 'bound_high')?.estimate).toBe(0.5);
});

test('null: fewer samples than K, and nothing but refusals', () => {
  expect(find(estimates(['emt_k5'], [[0.4, 0.2]]), 'emt_k5')).toMatchObject({
    estimate: null,
    reasonIfNull: 'below_min_n',
  });
  expect(find(estimates(['emt_k2'], [[null, null]]), 'emt_k2')).toMatchObject({
    estimate: null,
    reasonIfNull: 'all_refused',
  });
});
