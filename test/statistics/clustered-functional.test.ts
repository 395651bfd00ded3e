import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clusterIndex, clusterTotals } from '../../src/statistics/cluster-index.js';
import {
  clusteredFunctional,
  sumColumns,
  twoWayClusteredFunctional,
} from '../../src/statistics/clustered-functional.js';
import { clusteredRatio } from '../../src/statistics/clustered-ratio.js';
import {
  affineFunctional,
  differenceOfRatios,
  ratioOfTotals,
} from '../../src/statistics/totals-functional.js';
import { expectClose, goldAbsent, goldCases } from './gold-cases.js';

describe.skipIf(goldAbsent)('clusteredFunctional of a mean against clustered_paired_se.json', () => {
  test.each(
    goldCases<{ x: number[]; clusters: number[] }, { mean: number; se_cluster_CR1: number }>(
      'clustered_paired_se',
      'clusteredSE',
    ),
  )('$id', ({ input, expected, tol }) => {
    const index = clusterIndex(input.clusters);
    const counts = clusterTotals(
      input.x.map(() => 1),
      index,
    );
    const result = clusteredFunctional([clusterTotals(input.x, index), counts], ratioOfTotals);
    expectClose(result.estimate, expected.mean, tol);
    expectClose(result.standardError, expected.se_cluster_CR1, tol);
    expect(result.clusters).toBe(5);
  });
});

const SUMS = Float64Array.of(3, 1, 2, 0, 2);
const COUNTS = Float64Array.of(3, 3, 3, 3, 3);

test('sums 3 1 2 0 2 over 15 items: 0.5333 with standard error 0.16997 (case cluster_A)', () => {
  const result = clusteredFunctional([SUMS, COUNTS], ratioOfTotals);
  expect(result.estimate).toBeCloseTo(0.5333333333333333, 12);
  expect(result.standardError).toBeCloseTo(0.16996731711975954, 12);
});

test('a paired contrast equals the mean of the differences (cases cluster_A, cluster_B, cluster_A_minus_B)', () => {
  const second = Float64Array.of(2, 0, 2, 0, 1);
  const result = clusteredFunctional([SUMS, COUNTS, second, COUNTS], differenceOfRatios);
  expect(result.estimate).toBeCloseTo(0.2, 12);
  expect(result.standardError).toBeCloseTo(0.08164965809277264, 12);
});

test('an affine change of the functional scales the standard error', () => {
  const plain = clusteredFunctional([SUMS, COUNTS], ratioOfTotals);
  const scaled = clusteredFunctional([SUMS, COUNTS], affineFunctional(ratioOfTotals, 2, -1));
  expect(scaled.estimate).toBeCloseTo(2 * (plain.estimate ?? 0) - 1, 12);
  expect(scaled.standardError).toBeCloseTo(2 * (plain.standardError ?? 0), 12);
});

test('the linearised error equals the textbook ratio formula on any data', () => {
  const cluster = fc.record({ b: fc.nat(20), extra: fc.nat(20) });
  fc.assert(
    fc.property(fc.array(cluster, { minLength: 2, maxLength: 20 }), (drawn) => {
      const numerators = drawn.map((d) => d.b);
      const denominators = drawn.map((d) => d.b + d.extra + 1);
      const total = denominators.reduce((sum, n) => sum + n, 0);
      const ratio = numerators.reduce((sum, b) => sum + b, 0) / total;
      const squares = numerators.reduce((sum, b, g) => sum + (b - ratio * (denominators[g] ?? 0)) ** 2, 0);
      const expected = Math.sqrt((drawn.length / (drawn.length - 1)) * squares) / total;
      const result = clusteredRatio(
        numerators,
        denominators,
        drawn.map((_, g) => g),
      );
      expectClose(result.estimate, ratio, 1e-12);
      expectClose(result.standardError, expected, 1e-9);
    }),
    { seed: 4, numRuns: 200 },
  );
});

test('a denominator of 0 has no estimate; one cluster has an estimate but no error; no cluster has neither', () => {
  expect(clusteredFunctional([Float64Array.of(0, 0), Float64Array.of(0, 0)], ratioOfTotals)).toEqual({
    estimate: null,
    standardError: null,
    clusters: 2,
    reason: 'zero_denominator',
  });
  expect(clusteredFunctional([Float64Array.of(1), Float64Array.of(4)], ratioOfTotals)).toEqual({
    estimate: 0.25,
    standardError: null,
    clusters: 1,
    reason: 'single_cluster',
  });
  expect(clusteredFunctional([new Float64Array(0), new Float64Array(0)], ratioOfTotals).reason).toBe(
    'no_items',
  );
});

test('columns that do not fit are refused', () => {
  expect(() => clusteredFunctional([SUMS], ratioOfTotals)).toThrow('expected 2 columns of totals, got 1');
  expect(() => clusteredFunctional([SUMS, Float64Array.of(1)], ratioOfTotals)).toThrow(RangeError);
  expect(() => clusteredFunctional([Float64Array.of(Number.NaN), Float64Array.of(1)], ratioOfTotals)).toThrow(
    RangeError,
  );
});

test('two-way clustering combines the variances of three summings of the same items', () => {
  const one = Float64Array.of(2, 2);
  const both = Float64Array.of(1, 1, 1, 1);
  const result = twoWayClusteredFunctional(
    {
      first: [Float64Array.of(1, 0), one],
      second: [Float64Array.of(1, 0), one],
      cell: [Float64Array.of(1, 0, 0, 0), both],
    },
    ratioOfTotals,
  );
  // By hand: V_first = V_second = V_cell = 1/16.
  expect(result).toEqual({ estimate: 0.25, standardError: 0.25, clusters: 2, reason: null, fellBack: false });
});

test('sums of columns do not depend on the order of the clusters', () => {
  expect(sumColumns([Float64Array.of(1e100, 1, -1e100)])).toEqual(Float64Array.of(1));
});
