import { expect, test } from 'vitest';
import { quantile } from '../../src/statistics/quantile.js';

test('type 7 interpolates between order statistics (R: quantile(1:4, c(0, 0.25, 0.5, 1)))', () => {
  expect([0, 0.25, 0.5, 1].map((p) => quantile([1, 2, 3, 4], p))).toEqual([1, 1.75, 2.5, 4]);
});

test('one value is every quantile, no value has none', () => {
  expect(quantile([7], 0.3)).toBe(7);
  expect(quantile([], 0.3)).toBeNull();
});

test('a probability in percent is refused', () => {
  expect(() => quantile([1], 25)).toThrow('expected probability to be a fraction from 0 to 1, got 25');
});
