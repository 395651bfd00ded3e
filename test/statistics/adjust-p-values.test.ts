import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Adjustment,
  adjustPValues,
  selectedIntervalLevel,
} from '../../src/statistics/adjust-p-values.js';
import { expectAllClose, goldAbsent, goldCases } from './gold-cases.js';

const ADJUSTMENTS = ['bh', 'by', 'holm', 'bonferroni', 'hochberg'] as const;
type Expected = Record<`${Adjustment}_adj`, number[]> & Record<`${Adjustment}_reject`, boolean[]>;

describe.skipIf(goldAbsent)('adjustPValues against multiplicity.json', () => {
  describe.each(ADJUSTMENTS)('%s', (adjustment) => {
    test.each(goldCases<{ p: number[]; alpha: number }, Expected>('multiplicity', 'adjustP'))(
      '$id',
      ({ input, expected, tol }) => {
        const adjusted = adjustPValues(input.p, adjustment);
        expectAllClose(adjusted, expected[`${adjustment}_adj`], tol);
        expect(adjusted.map((p) => p <= input.alpha)).toEqual(expected[`${adjustment}_reject`]);
      },
    );
  });
});

test('the order of the tests does not matter, and no p gets smaller', () => {
  const cases = fc.tuple(
    fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }),
    fc.constantFrom(...ADJUSTMENTS),
  );
  fc.assert(
    fc.property(cases, ([pValues, adjustment]) => {
      const adjusted = adjustPValues(pValues, adjustment);
      expect(adjustPValues(pValues.toReversed(), adjustment)).toEqual(adjusted.toReversed());
      adjusted.forEach((p, i) => {
        expect(p).toBeGreaterThanOrEqual((pValues[i] ?? 0) * (1 - 1e-12));
        expect(p).toBeLessThanOrEqual(1);
      });
    }),
    { seed: 13, numRuns: 200 },
  );
});

test('an empty family stays empty, and a p above 1 is refused', () => {
  expect(adjustPValues([], 'holm')).toEqual([]);
  expect(() => adjustPValues([1.1], 'bh')).toThrow(
    'expected every p value to be a fraction from 0 to 1, got 1.1',
  );
});

test('intervals of 8 findings among 10 at q = 0.05 are shown at level 0.96', () => {
  expect(selectedIntervalLevel(0.05, 8, 10)).toBeCloseTo(0.96, 14);
  expect(selectedIntervalLevel(0.05, 0, 10)).toBeNull();
  expect(() => selectedIntervalLevel(0.05, 11, 10)).toThrow('expected selected to be from 0 to 10, got 11');
});
