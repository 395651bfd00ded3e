import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { permutationTest } from '../../src/statistics/permutation-test.js';
import { mulberry32 } from '../../src/statistics/random-source.js';
import { expectClose, goldAbsent, goldCases } from './gold-cases.js';

const run = (first: readonly number[], second: readonly number[]) =>
  permutationTest(first, second, { random: mulberry32(1), draws: 9999 });

interface Expected {
  readonly diff: number;
  readonly p_two_sided_abs: number;
  readonly n_perm: number;
}

describe.skipIf(goldAbsent)('permutationTest against paired_tests.json', () => {
  test.each(goldCases<{ x: number[]; y: number[] }, Expected>('paired_tests', 'twoSamplePermutation'))(
    '$id',
    ({ input, expected, tol }) => {
      const result = run(input.x, input.y);
      expectClose(result.difference, expected.diff, tol);
      expectClose(result.pValue, expected.p_two_sided_abs, tol);
      expect(result.splits).toBe(expected.n_perm);
    },
  );
});

test('groups of 2 and 8, fully separated, give 1/45 and not 0', () => {
  const result = run([20, 30], [1, 2, 3, 4, 5, 6, 7, 8]);
  expect(result).toMatchObject({ exact: true, splits: 45 });
  expect(result.pValue).toBeCloseTo(1 / 45, 14);
});

test('unequal sizes agree with enumerating every assignment of labels', () => {
  const values = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(values, values, (first, second) => {
      const pooled = [...first, ...second];
      const mean = (chosen: readonly number[]) => chosen.reduce((sum, v) => sum + v, 0) / chosen.length;
      const observed = Math.abs(mean(first) - mean(second));
      let all = 0;
      let extreme = 0;
      for (let labels = 0; labels < 2 ** pooled.length; labels += 1) {
        const one = pooled.filter((_, i) => (labels >> i) & 1);
        const two = pooled.filter((_, i) => !((labels >> i) & 1));
        if (one.length === first.length) {
          all += 1;
          extreme += Math.abs(mean(one) - mean(two)) >= observed - 1e-12 ? 1 : 0;
        }
      }
      expectClose(run(first, second).pValue, extreme / all, 1e-12);
    }),
    { seed: 9, numRuns: 100 },
  );
});

test('large samples are drawn: shifted ones give the smallest p, equal ones a large p', () => {
  const low = Array.from({ length: 30 }, (_, i) => i);
  const high = low.map((value) => value + 100);
  const shifted = run(high, low);
  expect(shifted).toMatchObject({ difference: 100, exact: false, splits: 9999 });
  expect(shifted.pValue).toBeCloseTo(1 / 10_000, 12);
  expect(run(low, low).pValue).toBe(1);
});

test('an empty sample has no p', () => {
  expect(run([], [1])).toMatchObject({ difference: null, pValue: null, reason: 'no_items' });
});
