import { expect, test } from 'vitest';
import { linearRegressionSlope } from '../../src/statistics/linear-regression-slope.js';

test("Anscombe's first data set: y = 3.0001 + 0.5001 x, error 0.1179 (Anscombe 1973; R lm)", () => {
  const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
  const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
  const line = linearRegressionSlope(x, y);
  expect(line?.slope).toBeCloseTo(0.50009090909, 10);
  expect(line?.intercept).toBeCloseTo(3.00009090909, 10);
  expect(line?.standardError).toBeCloseTo(0.1179055, 6);
});

test('the worked value of the docstring', () => {
  const line = linearRegressionSlope([0, 1, 2], [1, 3, 4]);
  expect(line?.slope).toBeCloseTo(1.5, 14);
  expect(line?.intercept).toBeCloseTo(7 / 6, 14);
  expect(line?.standardError).toBeCloseTo(Math.sqrt(1 / 12), 14);
});

test('two points have a line without error; a constant x has none', () => {
  expect(linearRegressionSlope([0, 1], [0, 2])).toEqual({ slope: 2, intercept: 0, standardError: null });
  expect(linearRegressionSlope([1, 1], [0, 2])).toBeNull();
  expect(linearRegressionSlope([], [])).toBeNull();
});
