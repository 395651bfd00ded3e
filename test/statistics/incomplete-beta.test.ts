import { expect, test } from 'vitest';
import { incompleteBeta } from '../../src/statistics/incomplete-beta.js';

/** mpmath 1.3.0 with 40 digits: betainc(a, b, 0, x, regularized); the last row scipy 1.17.1 special.betainc. */
test.each([
  [0.5, 2, 3, 0.6875],
  [0.1, 0.5, 0.5, 0.20483276469913345],
  [0.9, 0.5, 12, 0.9999999999998308],
  [1e-6, 3, 4, 1.9999955000035998e-17],
  [0.3, 300, 500, 2.9984629869497886e-6],
  [0.52, 2000, 1900, 0.8151266571813202],
  [0.001, 1, 1000, 0.6323045752290359],
  [0.99, 50, 0.7, 0.44190140734246686],
  [0.2, 15, 9.5, 4.562647452817821e-6],
  [0.5, 5e5, 5e5, 0.5],
  [0.501, 5e5, 5e5, 0.9772499490383677],
])('I_%f(%f, %f) is %f', (x, a, b, expected) => {
  expect(Math.abs(incompleteBeta(x, a, b) / expected - 1)).toBeLessThan(1e-12);
  expect(incompleteBeta(1 - x, b, a)).toBeCloseTo(1 - expected, 12);
});

test('the ends are exact and points outside are refused', () => {
  expect(incompleteBeta(0, 2, 3)).toBe(0);
  expect(incompleteBeta(1, 2, 3)).toBe(1);
  expect(() => incompleteBeta(1.5, 2, 3)).toThrow('expected x to be a fraction from 0 to 1, got 1.5');
});
