import { expect, test } from 'vitest';
import { betaQuantile } from '../../src/statistics/beta-distribution.js';

/** scipy 1.17.1 special.betaincinv. */
test.each([
  [0.025, 5, 16, 0.08657146910143461],
  [0.975, 323, 66, 0.8659312711444006],
  [0.025, 1, 1000, 2.531748749129404e-5],
  [0.5, 0.5, 0.5, 0.5],
  [0.025, 500_000, 500_001, 0.49901951919531184],
  [1e-8, 3, 9, 0.00039310946084039465],
])('the quantile at %f of Beta(%f, %f) is %f', (probability, a, b, expected) => {
  expect(Math.abs(betaQuantile(probability, a, b) / expected - 1)).toBeLessThan(1e-12);
});

test('the ends are the ends of the range', () => {
  expect(betaQuantile(0, 2, 3)).toBe(0);
  expect(betaQuantile(1, 2, 3)).toBe(1);
  expect(() => betaQuantile(2, 2, 3)).toThrow('expected probability to be a fraction from 0 to 1, got 2');
});
