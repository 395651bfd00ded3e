import { expect, test } from 'vitest';
import { powerOfT } from '../../src/statistics/power-of-t.js';

// Upper tail of the noncentral t beyond the 95% quantile of t, by Simpson's rule over the chi distribution of the
// standard deviation (40,000 steps, in Python).
test.each([
  [9, 2, 0.5801],
  [9, 2.8, 0.8254],
  [15, 2.8, 0.8474],
  [24, 2, 0.6173],
  [24, 3.2, 0.9283],
])('df %d, effect of %d standard errors: %d', (df, effect, expected) => {
  expect(Math.abs(powerOfT({ effect, standardError: 1, df, alpha: 0.05 }) - expected)).toBeLessThan(0.001);
});

test('without an effect it is the error rate', () => {
  expect(powerOfT({ effect: 0, standardError: 0.3, df: 30, alpha: 0.05 })).toBeCloseTo(0.05, 2);
});

test('a standard error of 0 is refused', () => {
  expect(() => powerOfT({ effect: 1, standardError: 0, df: 9, alpha: 0.05 })).toThrow(RangeError);
});
