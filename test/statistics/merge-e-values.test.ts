import { describe, expect, test } from 'vitest';
import { mergeEValues } from '../../src/statistics/merge-e-values.js';
import { expectClose, goldAbsent, goldCases } from './gold-cases.js';

describe.skipIf(goldAbsent)('mergeEValues against sequential.json', () => {
  test.each(goldCases<{ e: number[] }, { average: number; product: number }>('sequential', 'mergeE'))(
    '$id',
    ({ input, expected, tol }) => {
      expectClose(mergeEValues(input.e, 'average'), expected.average, tol);
      expectClose(mergeEValues(input.e, 'product'), expected.product, tol);
    },
  );
});

test('nothing merges to null, and a negative e-value is refused', () => {
  expect(mergeEValues([], 'product')).toBeNull();
  expect(() => mergeEValues([-1], 'average')).toThrow(RangeError);
});
