import { describe, expect, test } from 'vitest';
import { nonInferiority } from '../../src/statistics/non-inferiority.js';
import { expectClose, goldAbsent, goldCases } from './gold-cases.js';

interface Input {
  readonly k_cand: number;
  readonly n_cand: number;
  readonly k_base: number;
  readonly n_base: number;
  readonly margin: number;
  readonly alpha: number;
}

interface Expected {
  readonly diff: number;
  readonly newcombe_upper95_one_sided: number;
  readonly newcombe_lower95_one_sided: number;
  readonly wald_z: number;
  readonly wald_p: number;
  readonly verdict: string;
}

describe.skipIf(goldAbsent)('nonInferiority against equivalence.json', () => {
  test.each(goldCases<Input, Expected>('equivalence', 'nonInferiorityHarmRate'))(
    '$id',
    ({ input, expected, tol }) => {
      const result = nonInferiority({
        candidate: { successes: input.k_cand, trials: input.n_cand },
        baseline: { successes: input.k_base, trials: input.n_base },
        margin: input.margin,
        alpha: input.alpha,
      });
      expectClose(result.difference, expected.diff, tol);
      expectClose(result.interval.high, expected.newcombe_upper95_one_sided, tol);
      expectClose(result.interval.low, expected.newcombe_lower95_one_sided, tol);
      expectClose(result.waldZ, expected.wald_z, tol);
      expectClose(result.waldP, expected.wald_p, tol);
      expect(result.verdict).toBe(expected.verdict);
    },
  );
});

test('two rates of 0 have no Wald statistic, yet the interval decides', () => {
  const none = (trials: number) => ({ successes: 0, trials });
  const base = { margin: 0.05, alpha: 0.05 };
  const small = nonInferiority({ ...base, candidate: none(20), baseline: none(20) });
  expect(small).toMatchObject({ waldZ: null, waldP: null, verdict: 'inconclusive' });
  const large = nonInferiority({ ...base, candidate: none(500), baseline: none(500) });
  expect(large.verdict).toBe('pass');
});
