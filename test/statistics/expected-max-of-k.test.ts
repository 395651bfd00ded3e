import { describe, expect, test } from 'vitest';
import { expectedMaxOfK } from '../../src/statistics/expected-max-of-k.js';
import { expectClose, goldAbsent, goldCases } from './gold-cases.js';

describe.skipIf(goldAbsent)('expectedMaxOfK against bias_metrics.json', () => {
  test.each(
    goldCases<{ scores: number[]; k: number[] }, { values: number[] }>('bias_metrics', 'expectedMaxOfK'),
  )('$id', ({ input, expected, tol }) => {
    input.k.forEach((k, i) => {
      expectClose(expectedMaxOfK(input.scores, k), expected.values[i] ?? null, tol);
    });
  });
});

test('it is the mean maximum over all subsets: 1 2 4, two at a time, gives 10/3 in any order', () => {
  expect(expectedMaxOfK([4, 1, 2], 2)).toBeCloseTo((2 + 4 + 4) / 3, 12);
});

test('fewer scores than k have none, and k = 0 is refused', () => {
  expect(expectedMaxOfK([0.5], 2)).toBeNull();
  expect(() => expectedMaxOfK([0.5], 0)).toThrow('expected k to be an integer from 1 up, got 0');
});
