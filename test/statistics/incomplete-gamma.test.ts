import { expect, test } from 'vitest';
import { upperIncompleteGamma } from '../../src/statistics/incomplete-gamma.js';

test('for a = 1 it is exp(-x), near and far', () => {
  for (const x of [0, 1e-9, 0.3, 1.9, 2, 2.1, 50, 700]) {
    expect(Math.abs(upperIncompleteGamma(1, x) / Math.exp(-x) - 1)).toBeLessThan(1e-12);
  }
});

test('for whole a it is a Poisson sum', () => {
  const poisson = Array.from({ length: 5 }, (_, k) => (3 ** k / ([1, 1, 2, 6, 24][k] ?? 1)) * Math.exp(-3));
  expect(upperIncompleteGamma(5, 3)).toBeCloseTo(
    poisson.reduce((sum, p) => sum + p, 0),
    13,
  );
});

test('negative arguments are refused', () => {
  expect(() => upperIncompleteGamma(0, 1)).toThrow('expected a to be a finite number above 0, got 0');
  expect(() => upperIncompleteGamma(1, -1)).toThrow(RangeError);
});
