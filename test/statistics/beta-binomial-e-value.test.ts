import { describe, expect, test } from 'vitest';
import { betaBinomialEValue } from '../../src/statistics/beta-binomial-e-value.js';
import { expectClose, goldAbsent, goldCases } from './gold-cases.js';

interface Input {
  readonly b: number;
  readonly c: number;
  readonly prior_a: number;
  readonly prior_b: number;
  readonly p0: number;
}

describe.skipIf(goldAbsent)('betaBinomialEValue against sequential.json', () => {
  test.each(
    goldCases<Input, { log_e: number; e: number; p_always_valid: number }>('sequential', 'betaBinomialE'),
  )('$id', ({ input, expected, tol }) => {
    const { b, c, p0 } = input;
    const result = betaBinomialEValue({ b, c, prior: [input.prior_a, input.prior_b], nullRate: p0 });
    expectClose(result.logEValue, expected.log_e, tol);
    expectClose(result.eValue, expected.e, tol);
    expectClose(result.pValue, expected.p_always_valid, tol);
  });
});

test('under the null the expected e-value over all outcomes of 12 pairs is 1', () => {
  let expected = 0;
  let ways = 1;
  for (let b = 0; b <= 12; b += 1) {
    const { eValue } = betaBinomialEValue({ b, c: 12 - b, prior: [1, 1], nullRate: 0.3 });
    expected += ways * 0.3 ** b * 0.7 ** (12 - b) * eValue;
    ways = (ways * (12 - b)) / (b + 1);
  }
  expect(expected).toBeCloseTo(1, 12);
});

test('overwhelming evidence stays finite, and a null rate of 0 is refused', () => {
  const prior = [0.5, 0.5] as const;
  expect(betaBinomialEValue({ b: 5000, c: 0, prior, nullRate: 0.5 }).eValue).toBe(Number.MAX_VALUE);
  expect(() => betaBinomialEValue({ b: 1, c: 0, prior, nullRate: 0 })).toThrow(RangeError);
});
