import { describe, expect, test } from 'vitest';
import { wilsonInterval } from '../../src/statistics/wilson-interval.js';
import { expectClose, goldAbsent, goldCases } from './gold-cases.js';

describe.skipIf(goldAbsent)('wilsonInterval against proportions.json', () => {
  test.each(
    goldCases<{ k: number; n: number; alpha: number }, { lo: number; hi: number }>(
      'proportions',
      'wilsonInterval',
    ),
  )('$id', ({ input, expected, tol }) => {
    const interval = wilsonInterval(input.k, input.n, 1 - input.alpha);
    expectClose(interval.low, expected.lo, tol);
    expectClose(interval.high, expected.hi, tol);
  });
});

test('8 of 10 gives 0.4902 to 0.9433 (Wilson 1927; statsmodels proportion_confint)', () => {
  const interval = wilsonInterval(8, 10, 0.95);
  expect(interval.low).toBeCloseTo(0.4901624715, 9);
  expect(interval.high).toBeCloseTo(0.9433178485, 9);
  expect(interval.level).toBe(0.95);
});

test('no success gives exactly 0 below, nothing but successes exactly 1 above', () => {
  expect(wilsonInterval(0, 20, 0.95).low).toBe(0);
  expect(wilsonInterval(20, 20, 0.95).high).toBe(1);
});

test('an effective sample size need not be whole', () => {
  const whole = wilsonInterval(5, 20, 0.95);
  const fractional = wilsonInterval(2.6, 10.4, 0.95);
  expect(fractional.high - fractional.low).toBeGreaterThan(whole.high - whole.low);
});

test('more successes than trials, or no trials, is refused', () => {
  expect(() => wilsonInterval(3, 2, 0.95)).toThrow('expected successes to be at most trials (2), got 3');
  expect(() => wilsonInterval(0, 0, 0.95)).toThrow('expected trials to be a finite number above 0, got 0');
  expect(() => wilsonInterval(1, 2, 95)).toThrow('expected level to lie strictly between 0 and 1, got 95');
});
