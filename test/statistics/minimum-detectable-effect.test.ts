import { describe, expect, test } from 'vitest';
import { minimumDetectableEffect } from '../../src/statistics/minimum-detectable-effect.js';
import { expectClose, goldAbsent, goldCases } from './gold-cases.js';

interface Input {
  readonly sd_diff: number;
  readonly n: number;
  readonly alpha: number;
  readonly power: number;
}

describe.skipIf(goldAbsent)('minimumDetectableEffect against power.json', () => {
  test.each(goldCases<Input, { mde: number; mde_one_sided: number }>('power', 'mdePaired'))(
    '$id',
    ({ input, expected, tol }) => {
      const { alpha, power } = input;
      const standardError = input.sd_diff / Math.sqrt(input.n);
      expectClose(minimumDetectableEffect(standardError, { alpha, power, sides: 2 }), expected.mde, tol);
      expectClose(
        minimumDetectableEffect(standardError, { alpha, power, sides: 1 }),
        expected.mde_one_sided,
        tol,
      );
    },
  );
});

test('the paired error 0.0398 of two models on 25 BBQ templates gives an MDE of 0.112 (worked case of the protocol)', () => {
  expect(minimumDetectableEffect(0.0398, { alpha: 0.05, power: 0.8, sides: 2 })).toBeCloseTo(0.112, 3);
});

test('a negative error is refused', () => {
  expect(() => minimumDetectableEffect(-1, { alpha: 0.05, power: 0.8, sides: 2 })).toThrow(RangeError);
});
