import { expect, test } from 'vitest';
import { pearsonCorrelation } from '../../src/statistics/pearson-correlation.js';

test('worked values: 0.5, and 1 for a line', () => {
  expect(pearsonCorrelation([1, 2, 3], [1, 3, 2])).toBeCloseTo(0.5, 14);
  expect(pearsonCorrelation([1, 2, 3], [3, 5, 7])).toBeCloseTo(1, 14);
});

test("Anscombe's first data set has r = 0.81642 (Anscombe 1973, doi:10.1080/00031305.1973.10478966)", () => {
  const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
  const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
  expect(pearsonCorrelation(x, y)).toBeCloseTo(0.81642051634484, 12);
});

test('a constant side, or fewer than two pairs, has no correlation', () => {
  expect(pearsonCorrelation([0.1, 0.1, 0.1], [1, 2, 3])).toBeNull();
  expect(pearsonCorrelation([1], [2])).toBeNull();
  expect(pearsonCorrelation([], [])).toBeNull();
});
