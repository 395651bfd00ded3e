import fc from 'fast-check';
import { expect, test } from 'vitest';
import { auc, mannWhitneyU } from '../../src/statistics/auc.js';

test('worked value: of four pairs three are won and one is tied', () => {
  expect(auc([0.9, 0.5], [0.5, 0.1])).toBe(0.875);
  expect(mannWhitneyU([0.9, 0.5], [0.5, 0.1])).toBe(3.5);
});

test('it is the share of pairs won, ties half, counted one by one', () => {
  const scores = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(scores, scores, (positives, negatives) => {
      const won = positives.flatMap((p) => negatives.map((n): number => (p > n ? 1 : p === n ? 0.5 : 0)));
      expect(auc(positives, negatives)).toBeCloseTo(won.reduce((sum, w) => sum + w, 0) / won.length, 12);
    }),
    { seed: 10, numRuns: 200 },
  );
});

test('without positives or without negatives there is none', () => {
  expect(auc([], [1])).toBeNull();
  expect(auc([1], [])).toBeNull();
  expect(() => auc([Number.NaN], [1])).toThrow(RangeError);
});
