import { describe, expect, test } from 'vitest';
import {
  clusteredContrast,
  clusteredRatio,
  differencesWithinClusters,
} from '../../src/statistics/clustered-contrast.js';
import { clusteredFunctional } from '../../src/statistics/clustered-functional.js';
import { differenceOfRatios, ratioOfTotals } from '../../src/statistics/totals-functional.js';

const totals = (sums: Readonly<Record<string, readonly [number, number]>>) => ({
  names: Object.keys(sums),
  columns: [0, 1].map((j) => Float64Array.from(Object.values(sums), (pair) => pair[j] ?? 0)),
});

const FIRST = { a: [3, 4], b: [1, 2], c: [2, 5] } as const;
const SECOND = { a: [1, 4], b: [1, 3], c: [0, 2] } as const;

describe('one group against another', () => {
  test('with all clusters shared it is the clustered difference of the joined sums', () => {
    const joined = clusteredFunctional(
      [...totals(FIRST).columns, ...totals(SECOND).columns],
      differenceOfRatios,
    );
    const contrast = clusteredContrast(totals(FIRST), [totals(SECOND)], ratioOfTotals);
    expect(contrast.estimate).toBeCloseTo(joined.estimate ?? 0, 14);
    expect(contrast.standardError).toBeCloseTo(joined.standardError ?? 0, 14);
  });

  test('with none shared the variances of the two add', () => {
    const second = totals({ d: [1, 4], e: [1, 3] });
    const errors = [totals(FIRST), second].map(
      ({ columns }) => clusteredFunctional(columns, ratioOfTotals).standardError ?? 0,
    );
    const contrast = clusteredContrast(totals(FIRST), [second], ratioOfTotals);
    expect(contrast.standardError).toBeCloseTo(Math.hypot(...errors), 14);
    expect(contrast.clusters).toBe(2);
  });

  test('worked value', () => {
    const contrast = clusteredContrast(
      totals({ a: [1, 1], b: [0, 1] }),
      [totals({ c: [1, 1], d: [1, 1] })],
      ratioOfTotals,
    );
    expect(contrast).toMatchObject({ estimate: -0.5, standardError: 0.5 });
  });

  test('several others: their unweighted mean, whatever their sizes', () => {
    const others = [totals({ x: [10, 100], y: [10, 100] }), totals({ z: [1, 2], w: [1, 2] })];
    expect(clusteredContrast(totals(FIRST), others, ratioOfTotals).estimate).toBeCloseTo(6 / 11 - 0.3, 14);
  });
});

test('null: no others, no clusters, no denominator; one cluster has no error', () => {
  const one = totals({ a: [1, 2] });
  expect(clusteredContrast(one, [], ratioOfTotals).reason).toBe('no_items');
  expect(clusteredContrast(one, [totals({})], ratioOfTotals).reason).toBe('no_items');
  expect(clusteredContrast(one, [totals({ a: [0, 0] })], ratioOfTotals).reason).toBe('zero_denominator');
  expect(clusteredContrast(one, [totals({ a: [1, 1] })], ratioOfTotals)).toMatchObject({
    estimate: -0.5,
    standardError: null,
    reason: 'single_cluster',
  });
});

test('within clusters a template that makes everybody’s score high cancels out', () => {
  const first = totals({ high: [9, 10], low: [2, 10] });
  const second = totals({ high: [80, 100], low: [1, 10], other: [5, 5] });
  const differences = differencesWithinClusters(first, [second], ratioOfTotals);
  expect(differences.map((difference) => Math.round(difference * 1e12) / 1e12)).toEqual([0.1, 0.1]);
});

describe('one group in proportion to others', () => {
  const rate = (hits: number, of: number, name: string) =>
    totals(
      Object.fromEntries(
        Array.from({ length: of }, (_, place) => [`${name}${place}`, [Number(place < hits), 1] as const]),
      ),
    );

  test('of independent items the log ratio has the error of Katz et al. 1978, with the CR1 factors', () => {
    const { estimate, standardError } = clusteredRatio(rate(6, 20, 'a'), [rate(4, 40, 'b')], ratioOfTotals);
    expect(estimate).toBeCloseTo(3, 12);
    const katz = (20 / 19) * (1 / 6 - 1 / 20) + (40 / 39) * (1 / 4 - 1 / 40);
    expect(standardError).toBeCloseTo(Math.sqrt(katz), 12);
  });

  test('of several others their mean stands below; a rate of 0 has no error, and over 0 there is none', () => {
    const others = [rate(2, 10, 'b'), rate(4, 10, 'c')];
    expect(clusteredRatio(rate(6, 10, 'a'), others, ratioOfTotals).estimate).toBeCloseTo(2, 12);
    expect(clusteredRatio(rate(0, 10, 'a'), others, ratioOfTotals)).toMatchObject({
      estimate: 0,
      standardError: null,
      reason: 'degenerate',
    });
    expect(clusteredRatio(rate(6, 10, 'a'), [rate(0, 10, 'b')], ratioOfTotals)).toMatchObject({
      estimate: null,
      reason: 'zero_denominator',
    });
  });
});
