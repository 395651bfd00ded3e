import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  affineFunctional,
  differenceOfRatios,
  ratioOfTotals,
  type TotalsFunctional,
} from '../../src/statistics/totals-functional.js';

const FUNCTIONALS: readonly (readonly [string, TotalsFunctional])[] = [
  ['ratioOfTotals', ratioOfTotals],
  ['differenceOfRatios', differenceOfRatios],
  ['affineFunctional', affineFunctional(ratioOfTotals, 2, -1)],
];

const total = fc.double({ min: 0.5, max: 100, noNaN: true });

describe.each(FUNCTIONALS)('%s', (_, functional) => {
  const totals = fc.array(total, { minLength: functional.size, maxLength: functional.size });

  test('the gradient agrees with finite differences', () => {
    fc.assert(
      fc.property(totals, (values) => {
        const gradient = functional.gradient(Float64Array.from(values));
        values.forEach((value, j) => {
          const step = value * 1e-6;
          const at = (shift: number) =>
            functional.value(Float64Array.from(values, (v, i) => (i === j ? v + shift : v))) ?? Number.NaN;
          expect(gradient[j]).toBeCloseTo((at(step) - at(-step)) / (2 * step), 3);
        });
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  test('doubling every total leaves the value as it is', () => {
    fc.assert(
      fc.property(totals, (values) => {
        const doubled = functional.value(Float64Array.from(values, (value) => 2 * value));
        expect(doubled).toBe(functional.value(Float64Array.from(values)));
      }),
      { seed: 6, numRuns: 100 },
    );
  });

  test('a denominator of 0 has no value', () => {
    expect(functional.value(new Float64Array(functional.size))).toBeNull();
  });
});

test('worked values of the docstrings', () => {
  expect(ratioOfTotals.value(Float64Array.of(8, 15))).toBeCloseTo(0.5333, 4);
  expect(differenceOfRatios.value(Float64Array.of(8, 15, 5, 15))).toBeCloseTo(0.2, 12);
  expect(affineFunctional(ratioOfTotals, 2, -1).value(Float64Array.of(30, 40))).toBe(0.5);
});
