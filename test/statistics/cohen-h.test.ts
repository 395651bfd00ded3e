import { describe, expect, test } from 'vitest';
import { cohenH } from '../../src/statistics/cohen-h.js';
import { expectClose, goldAbsent, goldCases } from './gold-cases.js';

interface Input {
  readonly k1: number;
  readonly n1: number;
  readonly k2: number;
  readonly n2: number;
}

describe.skipIf(goldAbsent)('cohenH against proportions.json', () => {
  test.each(goldCases<Input, { cohens_h: number }>('proportions', 'newcombeDiff'))(
    '$id',
    ({ input, expected, tol }) => {
      expectClose(cohenH(input.k1 / input.n1, input.k2 / input.n2), expected.cohens_h, tol);
    },
  );
});

test('the extremes are pi apart, and a rate outside [0, 1] is refused', () => {
  expect(cohenH(1, 0)).toBeCloseTo(Math.PI, 14);
  expect(cohenH(0.3, 0.3)).toBe(0);
  expect(() => cohenH(75, 60)).toThrow('expected first to be a fraction from 0 to 1, got 75');
});
