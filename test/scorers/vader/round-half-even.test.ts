import { describe, expect, test } from 'vitest';
import { roundHalfEven } from '../../../src/scorers/vader/round-half-even.js';

/** Expected: Python 3.11, round(value, digits). */
const CASES: readonly (readonly [value: number, digits: number, expected: number])[] = [
  [0.0625, 3, 0.062],
  [0.1875, 3, 0.188],
  [0.9375, 3, 0.938],
  [0.3125, 3, 0.312],
  [0.03125, 4, 0.0312],
  [0.09375, 4, 0.0938],
  [-0.03125, 4, -0.0312],
  [-0.09375, 4, -0.0938],
  // No ties: the binary values lie just beside the decimal halves.
  [0.0005, 3, 0.001],
  [0.0015, 3, 0.002],
  [0.0025, 3, 0.003],
  [0.00005, 4, 0.0001],
  [0.12345, 4, 0.1235],
  [1, 4, 1],
  [-1, 4, -1],
];

describe('roundHalfEven', () => {
  test.each(CASES)('%d to %d decimals is %d', (value, digits, expected) => {
    expect(roundHalfEven(value, digits)).toBe(expected);
  });

  test('differs from toFixed on the exact tie of the docstring', () => {
    expect((0.0625).toFixed(3)).toBe('0.063');
  });

  test('is never -0, and NaN stays NaN', () => {
    expect(roundHalfEven(-0.00001, 4)).toBe(0);
    expect(roundHalfEven(Number.NaN, 4)).toBeNaN();
  });
});
