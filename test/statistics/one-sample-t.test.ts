import { describe, expect, test } from 'vitest';
import { oneSampleT } from '../../src/statistics/one-sample-t.js';
import { expectClose, goldAbsent, goldCases } from './gold-cases.js';

interface Expected {
  readonly mean: number;
  readonly t: number;
  readonly p_t: number;
  readonly cohens_dz: number;
}

describe.skipIf(goldAbsent)('oneSampleT against paired_tests.json', () => {
  test.each(goldCases<{ d: number[] }, Expected>('paired_tests', 'signFlipPermutation'))(
    '$id',
    ({ input, expected, tol }) => {
      const result = oneSampleT(input.d, 0.95);
      expectClose(result.mean, expected.mean, tol);
      expectClose(result.t, expected.t, tol);
      expectClose(result.pValue, expected.p_t, tol);
      expectClose(result.cohenDz, expected.cohens_dz, tol);
    },
  );
});

test('what does not exist is null with a reason', () => {
  expect(oneSampleT([], 0.95)).toMatchObject({ mean: null, reason: 'no_items' });
  expect(oneSampleT([3], 0.95)).toMatchObject({ mean: 3, standardError: null, reason: 'single_cluster' });
  expect(oneSampleT([2, 2, 2], 0.95)).toMatchObject({
    mean: 2,
    standardError: 0,
    interval: { low: 2, high: 2 },
    t: null,
    pValue: null,
    reason: 'degenerate',
  });
});
