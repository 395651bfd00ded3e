import { expect, test } from 'vitest';
import { clusteredFunctional } from '../../src/statistics/clustered-functional.js';
import { isRounding } from '../../src/statistics/is-rounding.js';
import { ratioOfTotals } from '../../src/statistics/totals-functional.js';

test('an error far below the estimate is rounding, one that shows in the tenth digit is not', () => {
  expect(isRounding(0, 0)).toBe(true);
  expect(isRounding(3e-17, 0.2)).toBe(true);
  expect(isRounding(1e-10, 0.2)).toBe(false);
  expect(isRounding(0.001, 0.2)).toBe(false);
});

test('clusters that all have the same value have no more than rounding for an error', () => {
  const values = [0.1, 0.7, 1 / 3, 0.1 + 0.2];
  const errors = values.map((value) => {
    const count = Float64Array.of(1, 2, 3, 4, 5, 6, 7);
    const { estimate, standardError } = clusteredFunctional(
      [count.map((n) => n * value), count],
      ratioOfTotals,
    );
    return { estimate: estimate ?? Number.NaN, standardError: standardError ?? Number.NaN };
  });
  expect(errors.some(({ standardError }) => standardError > 0)).toBe(true);
  expect(errors.filter(({ standardError, estimate }) => !isRounding(standardError, estimate))).toEqual([]);
});
