import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wasserstein1 } from '../../src/statistics/wasserstein-1.js';

test('worked value 0.125 (scipy.stats.wasserstein_distance, case cf_sentiment)', () => {
  expect(wasserstein1([0.1, 0.4, 0.35, 0.8], [0.2, 0.5, 0.3, 0.55])).toBeCloseTo(0.125, 12);
});

test('unequal sizes: 3.4 3.9 7.5 7.8 against 4.5 1.4 gives 2.7 by hand', () => {
  // Quantile functions differ by 2, 2.5, 3, 3.3 on quarters.
  expect(wasserstein1([3.4, 3.9, 7.5, 7.8], [4.5, 1.4])).toBeCloseTo((2 + 2.5 + 3 + 3.3) / 4, 12);
});

test('for equal sizes it is the mean distance of sorted values', () => {
  const value = fc.integer({ min: -10, max: 10 });
  const samples = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(samples, (pairs) => {
      const a = pairs.map(([x]) => x).sort((x, y) => x - y);
      const b = pairs.map(([, y]) => y).sort((x, y) => x - y);
      const expected = a.reduce((sum, x, i) => sum + Math.abs(x - (b[i] ?? 0)), 0) / a.length;
      expect(wasserstein1(a, b)).toBeCloseTo(expected, 10);
    }),
    { seed: 14, numRuns: 200 },
  );
});

test('an empty sample has no distance', () => {
  expect(wasserstein1([], [1])).toBeNull();
});
