import { describe, expect, test } from 'vitest';
import { welchTTest } from '../../src/statistics/welch-t-test.js';
import { expectClose, goldAbsent, goldCases } from './gold-cases.js';

describe.skipIf(goldAbsent)('welchTTest against paired_tests.json', () => {
  test.each(
    goldCases<{ x: number[]; y: number[] }, { diff: number; welch_t: number; welch_p: number }>(
      'paired_tests',
      'twoSamplePermutation',
    ),
  )('$id', ({ input, expected, tol }) => {
    const result = welchTTest(input.x, input.y);
    expectClose(result.difference, expected.diff, tol);
    expectClose(result.t, expected.welch_t, tol);
    expectClose(result.pValue, expected.welch_p, tol);
  });
});

test('what does not exist is null with a reason', () => {
  expect(welchTTest([], [1, 2])).toMatchObject({ difference: null, reason: 'no_items' });
  expect(welchTTest([1], [1, 2])).toMatchObject({ difference: -0.5, t: null, reason: 'single_cluster' });
  expect(welchTTest([1, 1], [2, 2])).toMatchObject({ difference: -1, t: null, reason: 'degenerate' });
});
