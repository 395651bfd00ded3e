import { expect, test } from 'vitest';
import { chiSquareUpperTail } from '../../src/statistics/chi-square-distribution.js';

/** mpmath 1.3.0 with 40 digits: gammainc(df/2, x/2, regularized). */
test.each([
  [4.083333333333333, 1, 0.04330814281079198],
  [0.01, 1, 0.920344325445942],
  [30, 2, 3.059023205018258e-7],
  [200, 3, 4.2185411071920426e-43],
  [100, 100, 0.48119168452795674],
  [50, 120.5, 0.9999999983120803],
])('P(X >= %f) with %f degrees of freedom is %f', (x, df, expected) => {
  expect(Math.abs(chiSquareUpperTail(x, df) / expected - 1)).toBeLessThan(1e-12);
});

test('0 has probability 1, a negative statistic is refused', () => {
  expect(chiSquareUpperTail(0, 3)).toBe(1);
  expect(() => chiSquareUpperTail(-1, 3)).toThrow(RangeError);
});
