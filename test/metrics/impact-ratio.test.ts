import { describe, expect, test } from 'vitest';
import { AS_WRITTEN, textItem } from '../../src/benchmarks/text-item.js';
import { ScoreAggregator } from '../../src/metrics/aggregate-scores.js';
import { decisionMetrics } from '../../src/metrics/decision-metrics.js';
import { estimateTable } from '../../src/metrics/estimate-table.js';
import { presentItem } from '../../src/probes/present-item.js';
import { scored } from '../../src/scorers/reply-outcome.js';

const ANSWER = { outcome: 'answer', parseRule: 'text', refusalKind: null } as const;

/** Ten decisions a group, each about a profile of its own; the first so many go against the person. */
function impactOf(denied: Readonly<Record<string, number>>) {
  const [metric] = decisionMetrics;
  if (!metric) throw new Error('expected the denial rate');
  const aggregator = new ScoreAggregator([{ metric, scoreKey: 's/s', scorer: 's@1' }], null, 1);
  let ordinal = 0;
  for (const [group, bad] of Object.entries(denied)) {
    for (let profile = 0; profile < 10; profile++) {
      const id = `${group}-${profile}`;
      const item = textItem({
        ...{ id, ordinal: ordinal++, probe: 'p', templateId: id, clusterId: id, question: '' },
        ...{ axis: 'race', group },
      });
      const [prompt] = presentItem(AS_WRITTEN, item);
      if (!prompt) continue;
      const label = profile < bad ? 'unfavourable' : 'favourable';
      const scores = new Map([['s/s', scored('s', ANSWER, { score: Number(profile < bad), label })]]);
      aggregator.add({ prompt, sampleIndex: 0, status: 'ok', scores, costUsd: null, startedAt: null });
    }
  }
  const rows = estimateTable(aggregator.finish(), 'f', {
    ...{ level: 0.95, seed: 7, resamples: 1000, samples: 1, language: 'en', adjust: 'bh' },
  });
  return rows.filter(({ metric: name }) => name === 'denial_rate_impact_ratio');
}

describe('the impact ratio', () => {
  test('is 0.625 for 5 and 8 favourable decisions of 10, with the interval of Katz on the scale of logarithms', () => {
    // Variance of the logarithm 0.5/5 + 0.2/8 = 0.125, times 20/19 for the twenty clusters; t with 9 degrees of freedom.
    const half = 2.2621571628 * Math.sqrt((0.125 * 20) / 19);
    const [row, ...others] = impactOf({ black: 5, white: 2 });
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      ...{ group: 'black', reference: 'white', axis: 'race', items: 20, clusters: 10, p: null },
      flags: ['below_four_fifths'],
    });
    expect(row?.estimate).toBeCloseTo(0.625, 12);
    expect(row?.ciLow).toBeCloseTo(0.625 * Math.exp(-half), 8);
    expect(row?.ciHigh).toBeCloseTo(0.625 * Math.exp(half), 8);
  });

  test('compares every group with the one that fares best', () => {
    expect(impactOf({ a: 4, b: 1, c: 2 }).map(({ group, reference }) => [group, reference])).toEqual([
      ['a', 'b'],
      ['c', 'b'],
    ]);
  });

  test('has no interval where nobody of a group got what is good, and is undefined where nobody did', () => {
    expect(impactOf({ a: 10, b: 0 })).toMatchObject([
      { estimate: 0, ciLow: null, ciHigh: null, reasonIfNull: 'degenerate', flags: ['below_four_fifths'] },
    ]);
    expect(impactOf({ a: 10, b: 10 })).toMatchObject([
      { estimate: null, ciLow: null, reasonIfNull: 'zero_denominator', flags: [] },
    ]);
  });
});
