import { describe, expect, test } from 'vitest';
import { equivalenceTest } from '../../src/statistics/equivalence-test.js';
import { oneSampleT } from '../../src/statistics/one-sample-t.js';
import { expectAllClose, expectClose, goldAbsent, goldCases } from './gold-cases.js';

interface Expected {
  readonly mean: number;
  readonly se: number;
  readonly p_lower: number;
  readonly p_upper: number;
  readonly p_tost: number;
  readonly equivalent: boolean;
  readonly ci90: readonly number[];
}

describe.skipIf(goldAbsent)('equivalenceTest against equivalence.json', () => {
  test.each(goldCases<{ d: number[]; margin: number; alpha: number }, Expected>('equivalence', 'tostPaired'))(
    '$id',
    ({ input, expected, tol }) => {
      const differences = oneSampleT(input.d, 0.9);
      const estimate = differences.mean ?? Number.NaN;
      const standardError = differences.standardError ?? Number.NaN;
      expectClose(estimate, expected.mean, tol);
      expectClose(standardError, expected.se, tol);
      const { margin, alpha } = input;
      const result = equivalenceTest({ estimate, standardError, df: differences.df, margin, alpha });
      expectClose(result.pLower, expected.p_lower, tol);
      expectClose(result.pUpper, expected.p_upper, tol);
      expectClose(result.pValue, expected.p_tost, tol);
      expect(result.equivalent).toBe(expected.equivalent);
      expectAllClose([result.interval.low, result.interval.high], expected.ci90, tol);
    },
  );
});

test('p below alpha and the interval inside the margins are one decision', () => {
  for (let estimate = -0.05; estimate <= 0.05; estimate += 0.001) {
    const result = equivalenceTest({ estimate, standardError: 0.01, df: 24, margin: 0.03, alpha: 0.05 });
    expect(result.equivalent).toBe(result.pValue < 0.05);
  }
});

test('without a margin, or with an error of 0, the question is refused', () => {
  const base = { estimate: 0, standardError: 0.01, df: 11, margin: 0.03, alpha: 0.05 };
  expect(() => equivalenceTest({ ...base, margin: 0 })).toThrow(
    'expected margin to be a finite number above 0, got 0',
  );
  expect(() => equivalenceTest({ ...base, standardError: 0 })).toThrow(RangeError);
  expect(() => equivalenceTest({ ...base, alpha: 0.5 })).toThrow(RangeError);
});
