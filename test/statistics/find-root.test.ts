import { expect, test } from 'vitest';
import { findRoot } from '../../src/statistics/find-root.js';

test('the square root of 2, and a root at either end', () => {
  expect(findRoot((x) => x * x - 2, 0, 2)).toBeCloseTo(Math.SQRT2, 15);
  expect(findRoot((x) => x, 0, 5)).toBe(0);
  expect(findRoot((x) => x - 5, 0, 5)).toBe(5);
});

test('flat and steep functions converge too', () => {
  expect(findRoot((x) => (x - 0.3) ** 9, -1, 1)).toBeCloseTo(0.3, 1);
  expect(findRoot((x) => Math.tanh(1e6 * (x - 0.123)), 0, 1)).toBeCloseTo(0.123, 12);
});

test('the same sign at both ends is refused', () => {
  expect(() => findRoot((x) => x * x + 1, -1, 1)).toThrow(
    'expected a change of sign between -1 and 1, got 2 and 2',
  );
});
