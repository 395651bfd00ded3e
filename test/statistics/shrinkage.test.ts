import { describe, expect, test } from 'vitest';
import { shrinkage } from '../../src/statistics/shrinkage.js';
import { expectAllClose, expectClose, goldAbsent, goldCases } from './gold-cases.js';

interface Input {
  readonly y: number[];
  readonly v: number[];
  readonly tau2_method: 'DL' | 'PM';
}

interface Expected {
  readonly tau2: number;
  readonly mu: number;
  readonly shrunk: readonly number[];
  readonly Q: number;
  readonly se_mu?: number;
  readonly posterior_sd?: readonly number[];
  readonly B?: readonly number[];
  readonly I2?: number;
}

describe.skipIf(goldAbsent)('shrinkage against shrinkage.json', () => {
  test.each(goldCases<Input, Expected>('shrinkage', 'empiricalBayes'))('$id', ({ input, expected, tol }) => {
    const method = input.tau2_method === 'DL' ? 'dersimonian_laird' : 'paule_mandel';
    const { value } = shrinkage(input.y, input.v, method);
    const groups = value?.groups ?? [];
    expectClose(value?.tau2 ?? null, expected.tau2, tol);
    expectClose(value?.mu ?? null, expected.mu, tol);
    expectClose(value?.q ?? null, expected.Q, tol);
    expectAllClose(
      groups.map((group) => group.shrunk),
      expected.shrunk,
      tol,
    );
    // The third case leaves these out.
    expectClose(value?.standardErrorMu ?? null, expected.se_mu ?? value?.standardErrorMu ?? null, tol);
    expectClose(value?.i2 ?? null, expected.I2 ?? 0, tol);
    const weights = groups.map((group) => group.weight);
    const spreads = groups.map((group) => group.posteriorSd);
    expectAllClose(weights, expected.B ?? input.y.map(() => 1), tol);
    expectAllClose(spreads, expected.posterior_sd ?? input.y.map(() => 0), tol);
  });
});

test('Paule-Mandel gives 0 when the groups differ less than their errors', () => {
  expect(shrinkage([0.01, 0.02, 0], [0.01, 0.01, 0.01], 'paule_mandel').value?.tau2).toBe(0);
});

test('Paule-Mandel satisfies its own equation, also far from 0', () => {
  const estimates = [0, 10, -10, 3];
  const variances = [0.01, 0.02, 0.01, 0.03];
  const { value } = shrinkage(estimates, variances, 'paule_mandel');
  const q = estimates.reduce(
    (sum, y, g) => sum + (y - (value?.mu ?? 0)) ** 2 / ((variances[g] ?? 0) + (value?.tau2 ?? 0)),
    0,
  );
  expect(q).toBeCloseTo(3, 9);
});

test('one group cannot be shrunk; a variance of 0 is refused', () => {
  expect(shrinkage([0.1], [0.01], 'dersimonian_laird')).toEqual({ value: null, reason: 'too_few_clusters' });
  expect(() => shrinkage([0.1, 0.2], [0.01, 0], 'dersimonian_laird')).toThrow('expected every variance');
});
