import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mulberry32 } from '../../src/statistics/random-source.js';
import { monteCarloP, signFlipTest } from '../../src/statistics/sign-flip-test.js';
import { expectClose, goldAbsent, goldCases } from './gold-cases.js';

const run = (sums: readonly number[], seed = 1) =>
  signFlipTest(sums, { random: mulberry32(seed), draws: 9999 });

describe.skipIf(goldAbsent)('signFlipTest against paired_tests.json', () => {
  test.each(
    goldCases<{ d: number[] }, { p_two_sided_exact: number; n_perm: number }>(
      'paired_tests',
      'signFlipPermutation',
    ),
  )('$id', ({ input, expected, tol }) => {
    const result = run(input.d);
    expectClose(result.pValue, expected.p_two_sided_exact, tol);
    expect(result.patterns).toBe(expected.n_perm);
  });

  test.each(goldCases<{ exceed: number; B: number }, { p: number }>('paired_tests', 'monteCarloP'))(
    '$id',
    ({ input, expected, tol }) => {
      expectClose(monteCarloP(input.exceed, input.B), expected.p, tol);
    },
  );
});

/** All 2^k sign patterns one by one, straight from the definition. */
function fullEnumeration(sums: readonly number[]): number {
  const observed = Math.abs(sums.reduce((sum, value) => sum + value, 0));
  const extremeFrom = (cluster: number, total: number): number => {
    const size = sums[cluster];
    if (size === undefined) return Math.abs(total) >= observed - 1e-12 ? 1 : 0;
    return extremeFrom(cluster + 1, total + size) + extremeFrom(cluster + 1, total - size);
  };
  return extremeFrom(0, 0) / 2 ** sums.length;
}

test('the exact p is the share of all sign patterns, counted one by one', () => {
  const value = fc.oneof(fc.integer({ min: -6, max: 6 }), fc.double({ min: -1, max: 1, noNaN: true }));
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 9 }), (sums) => {
      expectClose(run(sums).pValue, fullEnumeration(sums), 1e-12);
    }),
    { seed: 7, numRuns: 300 },
  );
});

test('convolution, enumeration and lattice scaling agree where each applies', () => {
  // 21 clusters: one more than the function enumerates.
  const random = mulberry32(3);
  const sums = Array.from({ length: 21 }, () => Math.floor(random() * 7) + 1).map((v, i) =>
    i % 3 === 0 ? -v : v,
  );
  const convolved = run(sums);
  expect(convolved.method).toBe('convolution');
  expectClose(convolved.pValue, fullEnumeration(sums), 1e-12);
  const thirds = run(sums.map((value) => value / 3));
  expect(thirds.method).toBe('convolution');
  expectClose(thirds.pValue, convolved.pValue, 1e-12);
});

test('clusters whose sum is 0 change nothing', () => {
  const sums = [3, -1, 2, 5];
  expectClose(run([...sums, ...Array.from({ length: 100 }, () => 0)]).pValue, run(sums).pValue, 1e-15);
});

test('200 clusters of equal sign reach the smallest possible p, 2^(1-200)', () => {
  const result = run(Array.from({ length: 200 }, () => 3));
  expect(result.method).toBe('convolution');
  expect((result.pValue ?? 0) / 2 ** -199).toBeCloseTo(1, 9);
});

test('p stays above 0 where the probabilities underflow', () => {
  expect(run(Array.from({ length: 1500 }, () => 1)).pValue).toBeGreaterThan(0);
});

test('many sums off every lattice are sampled, close to the exact answer', () => {
  const random = mulberry32(11);
  const sums = Array.from({ length: 21 }, () => random() - 0.3);
  const result = run(sums, 12);
  expect(result).toMatchObject({ method: 'monte_carlo', patterns: 9999 });
  // Four Monte Carlo standard errors of a p near 0.03 are about 0.007.
  expectClose(result.pValue, fullEnumeration(sums), 0.02);
});

test('a true null is rejected at 5% in at most 8% of 500 runs, three standard errors above', () => {
  const random = mulberry32(13);
  let rejected = 0;
  for (let repeat = 0; repeat < 500; repeat += 1) {
    const sums = Array.from({ length: 18 }, () => (random() + random() - 1) * 5);
    rejected += (run(sums).pValue ?? 1) <= 0.05 ? 1 : 0;
  }
  expect(rejected / 500).toBeLessThanOrEqual(0.08);
  expect(rejected / 500).toBeGreaterThan(0.02);
});

test('no clusters have no p, and sums that are all 0 have p = 1', () => {
  expect(run([])).toMatchObject({ pValue: null, reason: 'no_items' });
  expect(run([0, 0, 0]).pValue).toBe(1);
});

test('a sum that is not finite, or more exceedances than draws, is refused', () => {
  expect(() => run([1, Number.NaN])).toThrow(
    'expected every value of clusterSums to be finite, got NaN at index 1',
  );
  expect(() => monteCarloP(11, 10)).toThrow('expected exceed to be at most draws (10), got 11');
});
