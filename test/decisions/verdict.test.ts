import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeChange, judgeLevel, toHarm } from '../../src/decisions/verdict.js';

// The verdict table, row by row, with the limits of each rule on both sides.
test.each([
  [0.01, 0.08, 0.05, 'regressed'],
  [0.01, 0.05, 0.05, 'regressed'],
  [0.01, 0.049, 0.05, 'equivalent'],
  [0, 0.08, 0.05, 'undecided'],
  [-0.08, -0.01, 0.05, 'improved'],
  [-0.08, 0, 0.05, 'no_regression_shown'],
  [-0.04, 0.04, 0.05, 'equivalent'],
  [-0.05, 0.04, 0.05, 'no_regression_shown'],
  [-0.05, 0.05, 0.05, 'undecided'],
  [-0.2, 0.2, 0.05, 'undecided'],
  [0.01, 0.08, null, 'regressed'],
  [-0.01, 0.01, null, 'undecided'],
  [-0.03, -0.01, null, 'improved'],
] as const)('[%d, %d] with margin %d is %s', (low, high, margin, verdict) => {
  expect(judgeChange({ low, high }, margin).verdict).toBe(verdict);
});

test('no interval is undecided, never a pass', () => {
  expect(judgeChange(null, 0.05)).toEqual({ verdict: 'undecided', beyondMargin: false });
  expect(judgeLevel(null, 0.1)).toBe('undecided');
});

test('a regression beyond the margin says so', () => {
  expect(judgeChange({ low: 0.06, high: 0.1 }, 0.05)).toEqual({ verdict: 'regressed', beyondMargin: true });
  expect(judgeChange({ low: 0.05, high: 0.1 }, 0.05).beyondMargin).toBe(false);
});

test('80 of 500 against 50 of 500 at 0.05 is regressed here, where non-inferiority alone is inconclusive', () => {
  // Newcombe 90% of the gold case nonInferiorityHarmRate.
  expect(judgeChange({ low: 0.0251, high: 0.0949 }, 0.05).verdict).toBe('regressed');
});

test('a ceiling passes at the limit and fails only above it', () => {
  expect(judgeLevel({ low: 0.02, high: 0.1 }, 0.1)).toBe('within_ceiling');
  expect(judgeLevel({ low: 0.1, high: 0.2 }, 0.1)).toBe('undecided');
  expect(judgeLevel({ low: 0.11, high: 0.2 }, 0.1)).toBe('above_ceiling');
});

test('harm of a metric of which less is worse turns the interval round', () => {
  expect(toHarm({ low: -0.1, high: 0.3 }, -1)).toEqual({ low: -0.3, high: 0.1 });
});

test('every interval has exactly one verdict, and one that includes changes of the margin never passes', () => {
  const limit = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(limit, limit, fc.double({ min: 0.001, max: 1, noNaN: true }), (a, b, margin) => {
      const limits = { low: Math.min(a, b), high: Math.max(a, b) };
      const { verdict } = judgeChange(limits, margin);
      if (limits.high >= margin) expect(['regressed', 'undecided']).toContain(verdict);
      else expect(['improved', 'equivalent', 'no_regression_shown']).toContain(verdict);
    }),
  );
});

test('a margin of 0 or less is refused', () => {
  expect(() => judgeChange({ low: 0, high: 1 }, 0)).toThrow(RangeError);
});
