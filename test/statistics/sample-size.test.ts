import { describe, expect, test } from 'vitest';
import { cohenH } from '../../src/statistics/cohen-h.js';
import {
  mcnemarSampleSize,
  pairedSampleSize,
  repeatedSampleSize,
  twoProportionSampleSize,
  twoProportionSampleSizeByH,
} from '../../src/statistics/sample-size.js';
import { expectClose, goldAbsent, goldCases } from './gold-cases.js';

interface Target {
  readonly alpha: number;
  readonly power: number;
}

const target = ({ alpha, power }: Target) => ({ alpha, power, sides: 2 }) as const;

describe.skipIf(goldAbsent)('sample sizes against power.json', () => {
  test.each(
    goldCases<Target & { delta: number; sd_diff: number }, { n: number; n_exact: number }>(
      'power',
      'nPaired',
    ),
  )('pairedSampleSize: $id', ({ input, expected, tol }) => {
    const n = pairedSampleSize({ delta: input.delta, sd: input.sd_diff }, target(input));
    expectClose(n, expected.n_exact, tol);
    expect(Math.ceil(n)).toBe(expected.n);
  });

  test.each(goldCases<Target & { p1: number; p2: number }, Record<string, number>>('power', 'nTwoProp'))(
    'twoProportionSampleSize, pooled and by h: $id',
    ({ input, expected, tol }) => {
      const pooled = twoProportionSampleSize(input.p1, input.p2, target(input));
      const byH = twoProportionSampleSizeByH(input.p1, input.p2, target(input));
      expectClose(cohenH(input.p1, input.p2), expected.cohens_h ?? null, tol);
      expectClose(pooled, expected.n_per_arm_pooled_exact ?? null, tol);
      expectClose(byH, expected.n_per_arm_h_exact ?? null, tol);
      expect(Math.ceil(pooled)).toBe(expected.n_per_arm_pooled);
      expect(Math.ceil(byH)).toBe(expected.n_per_arm_h);
    },
  );

  test.each(
    goldCases<Target & { p10: number; p01: number }, { n_pairs: number; n_exact: number }>(
      'power',
      'nMcNemar',
    ),
  )('mcnemarSampleSize: $id', ({ input, expected, tol }) => {
    const n = mcnemarSampleSize(input.p10, input.p01, target(input));
    expectClose(n, expected.n_exact, tol);
    expect(Math.ceil(n)).toBe(expected.n_pairs);
  });

  interface MillerInput extends Target {
    readonly between_var_of_diff: number;
    readonly within_var_A: number;
    readonly within_var_B: number;
    readonly K_A: number;
    readonly K_B: number;
    readonly delta: number;
  }

  test.each(goldCases<MillerInput, { n: number }>('power', 'nMiller'))(
    'repeatedSampleSize: $id',
    ({ input, expected }) => {
      const n = repeatedSampleSize(
        { delta: input.delta, betweenVariance: input.between_var_of_diff },
        [
          { withinVariance: input.within_var_A, samples: input.K_A },
          { withinVariance: input.within_var_B, samples: input.K_B },
        ],
        target(input),
      );
      expect(Math.ceil(n)).toBe(expected.n);
    },
  );
});

const USUAL = { alpha: 0.05, power: 0.8, sides: 2 } as const;

test('the size by h counts both tails: the one-tail closed form is a little larger', () => {
  const closedForm = 2 * ((1.959963984540054 + 0.8416212335729143) / cohenH(0.5, 0.55)) ** 2;
  const exact = twoProportionSampleSizeByH(0.5, 0.55, USUAL);
  expect(closedForm).toBeGreaterThan(exact);
  expect(closedForm - exact).toBeLessThan(1e-2);
});

test('a one-sided test needs fewer', () => {
  const oneSided = { ...USUAL, sides: 1 } as const;
  expect(twoProportionSampleSizeByH(0.5, 0.6, oneSided)).toBeLessThan(
    twoProportionSampleSizeByH(0.5, 0.6, USUAL),
  );
});

test('equal rates, no effect and impossible rates are refused', () => {
  expect(() => twoProportionSampleSize(0.5, 0.5, USUAL)).toThrow(
    'expected two different rates, got 0.5 twice',
  );
  expect(() => pairedSampleSize({ delta: 0, sd: 1 }, USUAL)).toThrow(RangeError);
  expect(() => mcnemarSampleSize(0.8, 0.4, USUAL)).toThrow('expected p10 + p01 to be a fraction');
  expect(() => twoProportionSampleSizeByH(0.5, 0.6, { ...USUAL, power: 0.05 })).toThrow(RangeError);
});
