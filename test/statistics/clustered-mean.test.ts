import { describe, expect, test } from 'vitest';
import { clusteredMean } from '../../src/statistics/clustered-mean.js';
import { normalQuantile } from '../../src/statistics/normal-distribution.js';
import { mulberry32 } from '../../src/statistics/random-source.js';
import { normalInterval, tInterval } from '../../src/statistics/t-interval.js';
import { expectAllClose, expectClose, goldAbsent, goldCases } from './gold-cases.js';

interface Expected {
  readonly mean: number;
  readonly se_iid: number;
  readonly se_cluster_CR0: number;
  readonly se_cluster_CR1: number;
  readonly design_effect: number;
  readonly ci95_normal_CR0: readonly number[];
  readonly ci95_t_Gminus1_CR1: readonly number[];
}

describe.skipIf(goldAbsent)('clusteredMean against clustered_paired_se.json', () => {
  test.each(goldCases<{ x: number[]; clusters: number[] }, Expected>('clustered_paired_se', 'clusteredSE'))(
    '$id',
    ({ input, expected, tol }) => {
      const result = clusteredMean(input.x, input.clusters);
      expectClose(result.mean, expected.mean, tol);
      expectClose(result.standardErrorIid, expected.se_iid, tol);
      expectClose(result.standardErrorCr0, expected.se_cluster_CR0, tol);
      expectClose(result.standardErrorCr1, expected.se_cluster_CR1, tol);
      expectClose(result.designEffect, expected.design_effect, tol);
      const estimate = result.mean ?? Number.NaN;
      const normal = normalInterval({
        estimate,
        standardError: result.standardErrorCr0 ?? Number.NaN,
        level: 0.95,
      });
      expectAllClose([normal.low, normal.high], expected.ci95_normal_CR0, tol);
      const t = tInterval({
        estimate,
        standardError: result.standardErrorCr1 ?? Number.NaN,
        df: result.clusters - 1,
        level: 0.95,
      });
      expectAllClose([t.low, t.high], expected.ci95_t_Gminus1_CR1, tol);
    },
  );
});

test('with one item a cluster the clustered error is the independent one', () => {
  const result = clusteredMean([0.1, 0.5, 0.9, 0.2], ['a', 'b', 'c', 'd']);
  expect(result.standardErrorCr1).toBeCloseTo(result.standardErrorIid ?? 0, 14);
  expect(result.designEffect).toBeCloseTo(3 / 4, 12);
});

test('undefined parts are null with a reason', () => {
  expect(clusteredMean([], [])).toMatchObject({ mean: null, standardErrorIid: null, reason: 'no_items' });
  expect(clusteredMean([1, 0], ['a', 'a'])).toMatchObject({
    mean: 0.5,
    standardErrorIid: 0.5,
    standardErrorCr1: null,
    designEffect: null,
    reason: 'single_cluster',
  });
  expect(clusteredMean([1, 1], ['a', 'b'])).toMatchObject({
    mean: 1,
    standardErrorCr1: 0,
    designEffect: null,
    reason: 'degenerate',
  });
});

test('lists of different lengths are refused', () => {
  expect(() => clusteredMean([1], [])).toThrow(
    'expected values and clusters to have the same length, got 1 and 0',
  );
});

test('with template effects, 95% CR1 t intervals cover in 93 to 97% of 1,000 runs and naive ones do not', () => {
  const random = mulberry32(41);
  const noise = () => normalQuantile(Math.max(random(), 1e-12));
  const clusters = Array.from({ length: 25 * 8 }, (_, item) => Math.floor(item / 8));
  let covered = 0;
  let naive = 0;
  for (let run = 0; run < 1000; run += 1) {
    const effects = Array.from({ length: 25 }, noise);
    const values = clusters.map((cluster) => (effects[cluster] ?? Number.NaN) + noise());
    const { mean, standardErrorCr1, standardErrorIid } = clusteredMean(values, clusters);
    const estimate = mean ?? Number.NaN;
    const interval = tInterval({
      estimate,
      standardError: standardErrorCr1 ?? Number.NaN,
      df: 24,
      level: 0.95,
    });
    covered += interval.low <= 0 && interval.high >= 0 ? 1 : 0;
    naive += Math.abs(estimate) <= 1.96 * (standardErrorIid ?? Number.NaN) ? 1 : 0;
  }
  expect(covered / 1000).toBeGreaterThanOrEqual(0.93);
  expect(covered / 1000).toBeLessThanOrEqual(0.97);
  expect(naive / 1000).toBeLessThan(0.75);
});
