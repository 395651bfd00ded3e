import { describe, expect, test } from 'vitest';
import { totalsStatistic, weightedStatistic } from '../../src/statistics/bootstrap-statistic.js';
import { clusterBootstrap } from '../../src/statistics/cluster-bootstrap.js';
import { mulberry32 } from '../../src/statistics/random-source.js';
import { ratioOfTotals } from '../../src/statistics/totals-functional.js';
import { expectAllClose, expectClose, goldAbsent, goldCases } from './gold-cases.js';

interface BootstrapInput {
  readonly units: readonly (number | readonly number[])[];
  readonly seed: number;
  readonly B: number;
  readonly alpha: number;
}

interface BootstrapExpected {
  readonly theta: number;
  readonly lo: number;
  readonly hi: number;
  readonly flag?: string;
  readonly z0: number;
  readonly a: number;
  readonly pct_lo: number;
  readonly pct_hi: number;
  readonly boot_se: number;
  readonly first5_reps: readonly number[];
  readonly scipy_bca_200k?: readonly [number, number];
}

function columnsOf(units: BootstrapInput['units']): Float64Array[] {
  const scores = units.map((unit) => [unit].flat());
  return [
    Float64Array.from(scores, (unit) => unit.reduce((sum, value) => sum + value, 0)),
    Float64Array.from(scores, (unit) => unit.length),
  ];
}

describe.skipIf(goldAbsent)('clusterBootstrap against bootstrap_bca.json', () => {
  const cases = goldCases<BootstrapInput, BootstrapExpected>('bootstrap_bca', 'bootstrapBCa');

  test.each(cases)('$id', ({ input, expected, tol }) => {
    const [result] = clusterBootstrap({
      statistics: [totalsStatistic(columnsOf(input.units), ratioOfTotals)],
      resamples: input.B,
      level: 1 - input.alpha,
      random: mulberry32(input.seed),
    });
    expectClose(result?.estimate ?? null, expected.theta, tol);
    expectClose(result?.interval?.low ?? null, expected.lo, tol);
    expectClose(result?.interval?.high ?? null, expected.hi, tol);
    expect(result?.reason).toBe(expected.flag ?? null);
    if (expected.flag === undefined) {
      expectClose(result?.biasCorrection ?? null, expected.z0, tol);
      expectClose(result?.acceleration ?? null, expected.a, tol);
      expectClose(result?.percentileInterval?.low ?? null, expected.pct_lo, tol);
      expectClose(result?.percentileInterval?.high ?? null, expected.pct_hi, tol);
      expectClose(result?.standardError ?? null, expected.boot_se, tol);
      expectAllClose(Array.from(result?.replicates.subarray(0, 5) ?? []), expected.first5_reps, tol);
    }
    if (expected.scipy_bca_200k !== undefined) {
      // scipy.stats.bootstrap with 200,000 resamples: agreement to Monte Carlo error, as the file says.
      expectAllClose(
        [result?.interval?.low ?? null, result?.interval?.high ?? null],
        expected.scipy_bca_200k,
        0.01 + 1e-12,
      );
    }
  });
});

const SUMS = Float64Array.of(3, 1, 2, 0, 2, 2, 1, 1);
const COUNTS = Float64Array.of(3, 3, 3, 3, 3, 2, 4, 1);
const run = (statistics: Parameters<typeof clusterBootstrap>[0]['statistics']) =>
  clusterBootstrap({ statistics, resamples: 2000, level: 0.95, random: mulberry32(7) });

test('the worked value of the docstring is case bca_cluster_mean', () => {
  const [result] = run([totalsStatistic([SUMS, COUNTS], ratioOfTotals)]);
  expect(result?.estimate).toBeCloseTo(0.5454545454545454, 12);
  expect(result?.interval?.low).toBeCloseTo(0.3076923076923077, 12);
  expect(result?.interval?.high).toBeCloseTo(0.8, 12);
});

test('a statistic of totals and the same statistic of weights give the same estimate', () => {
  const dot = (weights: Float64Array, column: Float64Array) =>
    weights.reduce((sum, weight, g) => sum + weight * (column[g] ?? 0), 0);
  const results = run([
    totalsStatistic([SUMS, COUNTS], ratioOfTotals),
    weightedStatistic(8, (weights) => dot(weights, SUMS) / dot(weights, COUNTS)),
  ]);
  expect(results[1]).toEqual(results[0]);
});

test('adding a second statistic does not change the draws of the first', () => {
  const one = totalsStatistic([SUMS, COUNTS], ratioOfTotals);
  const other = totalsStatistic([COUNTS, COUNTS], ratioOfTotals);
  expect(run([one, other])[0]).toEqual(run([one])[0]);
});

test('replicates without value are dropped and counted, and too many leave no interval', () => {
  // The denominator sits in one of eight clusters: about a third of the draws miss it.
  const rare = totalsStatistic([SUMS, Float64Array.of(1, 0, 0, 0, 0, 0, 0, 0)], ratioOfTotals);
  const [result] = run([rare]);
  expect(result?.reason).toBe('too_few_clusters');
  expect(result?.interval).toBeNull();
  expect((result?.dropped ?? 0) / 2000).toBeCloseTo((7 / 8) ** 8, 1);
});

test('a statistic that every draw lowers has replicates but no BCa interval', () => {
  // The number of distinct clusters: 30 for the data, fewer in each of the 2,000 draws.
  const [result] = run([weightedStatistic(30, (weights) => weights.filter((weight) => weight > 0).length)]);
  expect(result).toMatchObject({ estimate: 30, interval: null, reason: 'degenerate', dropped: 0 });
  // Expected number of distinct values among 30 draws from 30: 30 (1 - (29/30)^30) = 19.15.
  const mean = (result?.replicates ?? new Float64Array(0)).reduce((sum, value) => sum + value / 2000, 0);
  expect(mean).toBeCloseTo(19.15, 0);
});

test('one cluster, no cluster and an undefined estimate each say why there is no interval', () => {
  const single = run([totalsStatistic([Float64Array.of(1), Float64Array.of(4)], ratioOfTotals)])[0];
  expect(single).toMatchObject({ estimate: 0.25, interval: null, reason: 'single_cluster' });
  const none = run([totalsStatistic([new Float64Array(0), new Float64Array(0)], ratioOfTotals)])[0];
  expect(none).toMatchObject({ estimate: null, interval: null, reason: 'no_items' });
  const zero = run([totalsStatistic([SUMS, new Float64Array(8)], ratioOfTotals)])[0];
  expect(zero).toMatchObject({ estimate: null, interval: null, reason: 'zero_denominator', dropped: 2000 });
});

test('statistics of different numbers of clusters are refused', () => {
  const eight = totalsStatistic([SUMS, COUNTS], ratioOfTotals);
  const two = totalsStatistic([Float64Array.of(1, 2), Float64Array.of(3, 3)], ratioOfTotals);
  expect(() => run([eight, two])).toThrow('expected every statistic to have 8 clusters, got 2');
});

test('95% BCa intervals of a ratio over 30 clusters cover in 91 to 97.5% of 300 runs', () => {
  const random = mulberry32(51);
  let covered = 0;
  for (let repeat = 0; repeat < 300; repeat += 1) {
    // Every cluster has its own rate, uniform on [0.2, 0.6], and 2 to 9 items independent of it: the truth is 0.4.
    const counts = Float64Array.from({ length: 30 }, () => 2 + Math.floor(random() * 8));
    const sums = counts.map((items) => {
      const rate = 0.2 + 0.4 * random();
      let hits = 0;
      for (let i = 0; i < items; i += 1) hits += random() < rate ? 1 : 0;
      return hits;
    });
    const statistics = [totalsStatistic([sums, counts], ratioOfTotals)];
    const [result] = clusterBootstrap({ statistics, resamples: 1000, level: 0.95, random });
    const { low, high } = result?.interval ?? { low: 1, high: 0 };
    covered += low <= 0.4 && high >= 0.4 ? 1 : 0;
  }
  expect(covered / 300).toBeGreaterThan(0.91);
  expect(covered / 300).toBeLessThan(0.975);
});
