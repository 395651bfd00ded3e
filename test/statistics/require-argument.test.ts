import { expect, test } from 'vitest';
import {
  requireCount,
  requireFinite,
  requireFraction,
  requireNonNegative,
  requirePositive,
  requireProperFraction,
  requireSameLength,
} from '../../src/statistics/require-argument.js';

test('a count is a whole number from its minimum up', () => {
  requireCount('n', 0);
  requireCount('n', 3, 3);
  expect(() => requireCount('n', 2, 3)).toThrow('expected n to be an integer from 3 up, got 2');
  expect(() => requireCount('n', 2.5)).toThrow(RangeError);
});

test('fractions include their ends, proper fractions do not', () => {
  requireFraction('p', 0);
  requireFraction('p', 1);
  requireProperFraction('p', 0.5);
  expect(() => requireFraction('p', Number.NaN)).toThrow('expected p to be a fraction from 0 to 1, got NaN');
  expect(() => requireProperFraction('p', 1)).toThrow('expected p to lie strictly between 0 and 1, got 1');
});

test('positive excludes 0, non-negative includes it, neither infinity', () => {
  requirePositive('x', 1e-300);
  requireNonNegative('x', 0);
  expect(() => requirePositive('x', 0)).toThrow('expected x to be a finite number above 0, got 0');
  expect(() => requireNonNegative('x', Number.POSITIVE_INFINITY)).toThrow(RangeError);
});

test('the first value that is not finite is named with its index', () => {
  requireFinite('x', []);
  expect(() => requireFinite('x', [1, Number.NaN])).toThrow(
    'expected every value of x to be finite, got NaN at index 1',
  );
});

test('lengths are compared by name', () => {
  requireSameLength('a', [1], 'b', [2]);
  expect(() => requireSameLength('a', [1], 'b', [])).toThrow(
    'expected a and b to have the same length, got 1 and 0',
  );
});
