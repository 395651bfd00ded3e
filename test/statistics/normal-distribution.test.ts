import { describe, expect, test } from 'vitest';
import { normalCdf, normalQuantile, normalTwoSidedP } from '../../src/statistics/normal-distribution.js';

/** mpmath 1.3.0 with 40 digits: ncdf(z). */
test.each([
  [-38, 2.88542835e-316],
  [-20, 2.7536241186062337e-89],
  [-8, 6.220960574271784e-16],
  [-3.3, 0.0004834241423837775],
  [-1.96, 0.024997895148220435],
  [-1e-9, 0.49999999960105773],
  [0, 0.5],
  [0.3, 0.6179114221889527],
  [1, 0.8413447460685429],
  [2.5, 0.9937903346742238],
  [6, 0.9999999990134123],
])('P(Z <= %f) is %f to 13 digits', (z, expected) => {
  expect(Math.abs(normalCdf(z) / expected - 1)).toBeLessThan(1e-13);
});

/** mpmath 1.3.0: sqrt(2) erfinv(2p - 1); below 1e-12 scipy 1.17.1 norm.ppf. */
test.each([
  [1e-300, -37.0470962993612],
  [1e-50, -14.933337534788487],
  [1e-12, -7.034483825301131],
  [1e-6, -4.753424308822899],
  [0.001, -3.0902323061678136],
  [0.025, -1.9599639845400543],
  [0.3, -0.5244005127080408],
  [0.49, -0.025068908258711057],
  [0.975, 1.9599639845400538],
  [0.999999, 4.753424308817087],
])('the quantile at %f is %f to 13 digits', (probability, expected) => {
  expect(Math.abs(normalQuantile(probability) / expected - 1)).toBeLessThan(1e-13);
});

describe('limits', () => {
  test('the median is exactly 0 and infinite z have probability 0 and 1', () => {
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalCdf(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(normalCdf(Number.POSITIVE_INFINITY)).toBe(1);
  });

  test('a p value is never 0', () => {
    expect(normalTwoSidedP(1.96)).toBeCloseTo(0.04999579029644087, 14);
    expect(normalTwoSidedP(100)).toBeGreaterThan(0);
  });

  test('a z that is no number and a probability of 0 or 1 are refused', () => {
    expect(() => normalCdf(Number.NaN)).toThrow('expected z to be a number, got NaN');
    expect(() => normalQuantile(0)).toThrow('expected probability to lie strictly between 0 and 1, got 0');
    expect(() => normalQuantile(1)).toThrow(RangeError);
  });
});
