import { describe, expect, test } from 'vitest';
import { nestedVariance } from '../../src/statistics/nested-variance.js';
import { expectClose, goldAbsent, goldCases } from './gold-cases.js';

interface Expected {
  readonly mean: number;
  readonly se_item_means: number;
  readonly within_var: number;
  readonly between_var_unbiased: number;
  readonly wrong_se_pooled: number;
}

describe.skipIf(goldAbsent)('nestedVariance against clustered_paired_se.json', () => {
  test.each(goldCases<{ scores_by_item: number[][] }, Expected>('clustered_paired_se', 'nestedVariance'))(
    '$id',
    ({ input, expected, tol }) => {
      const result = nestedVariance(input.scores_by_item);
      expectClose(result.mean, expected.mean, tol);
      expectClose(result.standardError, expected.se_item_means, tol);
      expectClose(result.within, expected.within_var, tol);
      expectClose(result.between, expected.between_var_unbiased, tol);
      expect(result.standardError).toBeGreaterThan(expected.wrong_se_pooled);
      // By hand: sqrt(sum of s_i^2 / 4) / 6.
      expectClose(result.standardErrorFixedSuite, Math.sqrt((6 * expected.within_var) / 4) / 6, tol);
    },
  );
});

test('worked value', () => {
  expect(
    nestedVariance([
      [1, 1, 0, 1],
      [0, 0, 0, 1],
    ]),
  ).toMatchObject({ mean: 0.5, within: 0.25, between: 0.0625 });
});

test('items that differ less than their samples have a between variance of 0, flagged', () => {
  const result = nestedVariance([
    [0, 1],
    [1, 0],
    [0, 1],
  ]);
  expect(result).toMatchObject({ between: 0, betweenFloored: true, standardError: 0, reason: null });
});

test('single samples leave nothing to split, but items still vary', () => {
  const result = nestedVariance([[0], [1], [1, 0]]);
  expect(result).toMatchObject({
    within: null,
    between: null,
    standardErrorFixedSuite: null,
    reason: 'degenerate',
  });
  expect(result.standardError).toBeCloseTo(0.5 / Math.sqrt(3), 12);
});

test('one item has no error over items; no items have nothing', () => {
  expect(nestedVariance([[0, 1]])).toMatchObject({
    mean: 0.5,
    standardError: null,
    within: 0.5,
    reason: 'single_cluster',
  });
  expect(nestedVariance([])).toMatchObject({ mean: null, reason: 'no_items' });
  expect(() => nestedVariance([[]])).toThrow('expected every item to have a score, got an item with none');
});
