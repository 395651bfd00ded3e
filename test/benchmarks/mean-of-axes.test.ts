import { describe, expect, test } from 'vitest';
import { type Estimate, noCalls } from '../../src/metrics/estimate.js';
import { meansOfAxes } from '../../src/metrics/mean-of-axes.js';

function row(
  axis: string,
  estimate: number | null,
  standardError: number | null,
  change: Partial<Estimate> = {},
): Estimate {
  return {
    ...{ metric: 'm', metricVersion: '1', scorer: 's@1', language: 'en', denominator: 'conditional' },
    ...{ axis, condition: 'ambig', group: null, reference: null, ciLevel: 0.95 },
    ...{
      estimate,
      standardError,
      ciLow: standardError === null ? null : -1,
      ciHigh: standardError === null ? null : 1,
    },
    ...{ items: 10, clusters: 10, samples: 1, calls: { ...noCalls(), answer: 10 }, designEffect: 1, p: 0.5 },
    ...{ shrunkEstimate: null, shrunkSd: null, nullMean: null, excess: null, pMethod: 'x', seed: null },
    ...{ method: 'cr1_t', flags: [], reasonIfNull: estimate === null ? 'no_commit' : null },
    ...change,
  };
}

describe('the unweighted mean over axes', () => {
  const names = new Set(['m']);

  test('weighs axes alike, adds variances, and uses Welch-Satterthwaite degrees of freedom', () => {
    const [mean, ...more] = meansOfAxes([row('a', 0.1, 0.03), row('b', 0.3, 0.04, { items: 1000 })], names);
    expect(more).toEqual([]);
    expect(mean).toMatchObject({ axis: null, condition: 'ambig', items: 1010, clusters: 20, p: null });
    expect(mean?.estimate).toBeCloseTo(0.2, 12);
    expect(mean?.standardError).toBeCloseTo(0.025, 12);
    // df = 0.0025^2 / ((0.03^4 + 0.04^4) / 9) = 16.69, t = 2.1128 (scipy.stats.t.ppf(0.975, 16.69)).
    expect(((mean?.ciHigh ?? 0) - 0.2) / 0.025).toBeCloseTo(2.1128, 3);
  });

  test('is null with the reason of the axis that is', () => {
    const [mean] = meansOfAxes([row('a', 0.1, 0.03), row('b', null, null)], names);
    expect(mean).toMatchObject({ estimate: null, ciLow: null, reasonIfNull: 'no_commit' });
  });

  test('without an interval of one axis has none, and says why', () => {
    const few = row('b', 0.3, 0.04, { ciLow: null, ciHigh: null, reasonIfNull: 'too_few_clusters' });
    const [mean] = meansOfAxes([row('a', 0.1, 0.03), few], names);
    expect(mean).toMatchObject({ ciLow: null, reasonIfNull: 'too_few_clusters' });
    expect(mean?.estimate).toBeCloseTo(0.2, 12);
  });

  test('takes the only form of an axis with nothing missing for all of them', () => {
    const low = row('b', -1, 0.04, { denominator: 'bound_low' });
    const means = meansOfAxes([row('a', 0.1, 0.03), row('b', 0.3, 0.04), low], names);
    expect(means.map(({ denominator, estimate }) => [denominator, estimate])).toEqual([
      ['conditional', 0.2],
      ['bound_low', -0.45],
    ]);
  });

  test('is not made of one axis, nor of other metrics', () => {
    expect(meansOfAxes([row('a', 0.1, 0.03)], names)).toEqual([]);
    expect(meansOfAxes([row('a', 0.1, 0.03), row('b', 0.2, 0.03)], new Set())).toEqual([]);
  });
});
