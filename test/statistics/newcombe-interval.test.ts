import { describe, expect, test } from 'vitest';
import { newcombeInterval } from '../../src/statistics/newcombe-interval.js';
import { expectClose, goldAbsent, goldCases } from './gold-cases.js';

interface Input {
  readonly k1: number;
  readonly n1: number;
  readonly k2: number;
  readonly n2: number;
  readonly alpha: number;
}

describe.skipIf(goldAbsent)('newcombeInterval against proportions.json', () => {
  test.each(goldCases<Input, { diff: number; lo: number; hi: number }>('proportions', 'newcombeDiff'))(
    '$id',
    ({ input, expected, tol }) => {
      const { difference, interval } = newcombeInterval(
        { successes: input.k1, trials: input.n1 },
        { successes: input.k2, trials: input.n2 },
        1 - input.alpha,
      );
      expectClose(difference, expected.diff, tol);
      expectClose(interval.low, expected.lo, tol);
      expectClose(interval.high, expected.hi, tol);
    },
  );
});

test('swapping the samples mirrors the interval', () => {
  const a = { successes: 45, trials: 60 };
  const b = { successes: 36, trials: 60 };
  const forward = newcombeInterval(a, b, 0.95);
  const backward = newcombeInterval(b, a, 0.95);
  expect(backward.difference).toBe(-forward.difference);
  expect(backward.interval.low).toBeCloseTo(-forward.interval.high, 14);
});

test('a sample without trials is refused', () => {
  expect(() => newcombeInterval({ successes: 0, trials: 0 }, { successes: 1, trials: 2 }, 0.95)).toThrow(
    RangeError,
  );
});
