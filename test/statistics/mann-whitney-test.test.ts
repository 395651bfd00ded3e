import { describe, expect, test } from 'vitest';
import { mannWhitneyTest } from '../../src/statistics/mann-whitney-test.js';
import { expectClose, goldAbsent, goldCases } from './gold-cases.js';

describe.skipIf(goldAbsent)('mannWhitneyTest against paired_tests.json', () => {
  test.each(
    goldCases<{ x: number[]; y: number[] }, { mannwhitney_p: number }>(
      'paired_tests',
      'twoSamplePermutation',
    ),
  )('$id', ({ input, expected, tol }) => {
    const result = mannWhitneyTest(input.x, input.y);
    expectClose(result.pValue, expected.mannwhitney_p, tol);
    expect(result).toMatchObject({ u: 17, exact: true });
  });
});

test('with ties the exact p counts every split: 1 1 2 against 2 3 by hand', () => {
  // Mid-ranks 1.5 1.5 3.5 | 3.5 5: rank sum 6.5 is the smallest of the 10 splits and occurs twice.
  expect(mannWhitneyTest([1, 1, 2], [2, 3]).pValue).toBeCloseTo(0.4, 12);
});

test('large samples use the normal approximation with ties and continuity (scipy 1.17.1 mannwhitneyu)', () => {
  const first = Array.from({ length: 40 }, (_, i) => i % 10);
  const second = Array.from({ length: 40 }, (_, i) => (i % 10) + 1);
  const result = mannWhitneyTest(first, second);
  expect(result.exact).toBe(false);
  expect(result.u).toBe(648);
  expect(result.pValue).toBeCloseTo(0.14306161215911414, 12);
});

test('an empty sample, and values that are all equal, have no p', () => {
  expect(mannWhitneyTest([], [1])).toMatchObject({ u: null, pValue: null, reason: 'no_items' });
  expect(mannWhitneyTest([1, 1], [1])).toMatchObject({ u: 1, pValue: null, reason: 'degenerate' });
});
