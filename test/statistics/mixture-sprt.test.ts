import { describe, expect, test } from 'vitest';
import { mixtureSprt, mixtureSprtRadius } from '../../src/statistics/mixture-sprt.js';
import { expectClose, goldAbsent, goldCases } from './gold-cases.js';

interface Input {
  readonly n: number;
  readonly mean: number;
  readonly sigma2: number;
  readonly tau2: number;
  readonly theta0: number;
  readonly alpha: number;
}

interface Expected {
  readonly e: number;
  readonly p_always_valid: number;
  readonly cs_radius: number;
  readonly reject: boolean;
}

describe.skipIf(goldAbsent)('mixtureSprt against sequential.json', () => {
  test.each(goldCases<Input, Expected>('sequential', 'msprtNormal'))('$id', ({ input, expected, tol }) => {
    const running = { count: input.n, mean: input.mean, variance: input.sigma2, mixingVariance: input.tau2 };
    const result = mixtureSprt(running, input.theta0);
    expectClose(result.eValue, expected.e, tol);
    expectClose(result.pValue, expected.p_always_valid, tol);
    expectClose(mixtureSprtRadius(running, 1 - input.alpha), expected.cs_radius, tol);
    expect(result.eValue >= 1 / input.alpha).toBe(expected.reject);
  });
});

const START = { count: 0, mean: 0, variance: 0.25, mixingVariance: 0.01 };

test('before the first value E is 1 and there is no interval', () => {
  expect(mixtureSprt(START, 0)).toEqual({ logEValue: 0, eValue: 1, pValue: 1 });
  expect(mixtureSprtRadius(START, 0.95)).toBeNull();
});

test('the edge of the confidence sequence is where E reaches 1/alpha', () => {
  const running = { ...START, count: 77, mean: 0.3 };
  const radius = mixtureSprtRadius(running, 0.95) ?? Number.NaN;
  expect(mixtureSprt(running, 0.3 - radius).eValue).toBeCloseTo(20, 9);
});

test('overwhelming evidence stays finite, with p above 0', () => {
  const result = mixtureSprt({ ...START, count: 1e6, mean: 1 }, 0);
  expect(result.eValue).toBe(Number.MAX_VALUE);
  expect(result.pValue).toBeGreaterThan(0);
});

test('a variance of 0 is refused', () => {
  expect(() => mixtureSprt({ ...START, variance: 0 }, 0)).toThrow(
    'expected variance to be a finite number above 0',
  );
});
