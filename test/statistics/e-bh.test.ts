import { describe, expect, test } from 'vitest';
import { eBh } from '../../src/statistics/e-bh.js';
import { expectClose, goldAbsent, goldCases } from './gold-cases.js';

interface Expected {
  readonly k_star: number;
  readonly threshold: number | null;
  readonly reject: readonly boolean[];
}

describe.skipIf(goldAbsent)('eBh against multiplicity.json', () => {
  test.each(goldCases<{ e: number[]; alpha: number }, Expected>('multiplicity', 'eBH'))(
    '$id',
    ({ input, expected, tol }) => {
      const result = eBh(input.e, input.alpha);
      expect(result.rejections).toBe(expected.k_star);
      expectClose(result.threshold, expected.threshold, tol);
      expect(result.rejected).toEqual(expected.reject);
    },
  );
});

test('no e-values, no rejections; a negative one is refused', () => {
  expect(eBh([], 0.05)).toEqual({ rejections: 0, threshold: null, rejected: [] });
  expect(() => eBh([-1], 0.05)).toThrow('expected every e-value to be a finite number from 0 up, got -1');
});
