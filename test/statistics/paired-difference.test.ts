import { describe, expect, test } from 'vitest';
import { oneSampleT } from '../../src/statistics/one-sample-t.js';
import { pairedDifference } from '../../src/statistics/paired-difference.js';
import { expectClose, goldAbsent, goldCases } from './gold-cases.js';

interface Expected {
  readonly diff: number;
  readonly se_unpaired: number;
  readonly se_paired: number;
  readonly corr: number;
}

describe.skipIf(goldAbsent)('pairedDifference against the gold files', () => {
  test.each(goldCases<{ a: number[]; b: number[] }, Expected>('clustered_paired_se', 'pairedSE'))(
    '$id',
    ({ input, expected, tol }) => {
      const result = pairedDifference(
        input.a,
        input.b,
        input.a.map((_, i) => i),
      );
      expectClose(result.difference, expected.diff, tol);
      expectClose(result.standardErrorUnpaired, expected.se_unpaired, tol);
      expectClose(result.standardErrorPaired, expected.se_paired, tol);
      expectClose(result.correlation, expected.corr, tol);
    },
  );

  test.each(
    goldCases<{ template_diffs_g1_minus_base: number[] }, { mean: number; se: number }>(
      'mixed_effects',
      'pairedByTemplate',
    ),
  )('$id: one difference a template', ({ input, expected, tol }) => {
    const result = oneSampleT(input.template_diffs_g1_minus_base, 0.95);
    expectClose(result.mean, expected.mean, tol);
    expectClose(result.standardError, expected.se, tol);
  });
});

test('the clustered error of the difference is that of case cluster_A_minus_B', () => {
  const first = [1, 1, 1, 0, 0, 1, 1, 0, 1, 0, 0, 0, 1, 1, 0];
  const second = [1, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0];
  const clusters = first.map((_, i) => Math.floor(i / 3));
  expect(pairedDifference(first, second, clusters).standardErrorClustered).toBeCloseTo(
    0.08164965809277264,
    12,
  );
});

test('worked value, and no items', () => {
  expect(pairedDifference([1, 1, 0], [1, 0, 0], ['a', 'b', 'c']).difference).toBeCloseTo(1 / 3, 14);
  expect(pairedDifference([], [], [])).toMatchObject({
    difference: null,
    correlation: null,
    reason: 'no_items',
  });
});

test('equal answers have a difference of 0 with error 0', () => {
  expect(pairedDifference([1, 0], [1, 0], ['a', 'b'])).toMatchObject({
    difference: 0,
    standardErrorClustered: 0,
    reason: null,
  });
});

test('lists of different lengths are refused', () => {
  expect(() => pairedDifference([1], [], ['a'])).toThrow('expected first and second to have the same length');
});
