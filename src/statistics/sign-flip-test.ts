import type { RandomSource } from './random-source.js';
import { requireCount, requireFinite } from './require-argument.js';
import type { UndefinedReason } from './undefined-reason.js';

/** Result of a sign-flip test. `pValue` is in (0, 1]; null when there are no clusters. */
export interface SignFlipResult {
  /** Sum of all cluster sums. */
  readonly statistic: number;
  readonly pValue: number | null;
  readonly method: 'enumeration' | 'convolution' | 'monte_carlo';
  /** Sign patterns the p value rests on: 2^clusters when exact, else the draws made. */
  readonly patterns: number;
  readonly reason: UndefinedReason | null;
}

/** Sums at least this close to the observed one count as equal to it. */
const TOLERANCE = 1e-12;
const MAX_ENUMERATED = 20;
/** Additions that a convolution may cost: about 0.1 s. */
const MAX_CONVOLUTION_COST = 1e8;
/** Cluster sums are often means of a few presentations or samples: multiples of 1/d with small d. */
const MAX_LATTICE_DENOMINATOR = 60;

/** Two-sided sign-flip permutation test that clustered differences centre on 0, e.g. two models on the same items:
 *  under the null each cluster *sum* is as likely as its negative. p is the share of sign patterns whose |sum| is at
 *  least the observed one. Exact by enumeration for up to 20 clusters that are not 0, exact by convolution when the
 *  sums lie on a lattice (integers, or multiples of a simple fraction), else p = (1 + exceed) / (1 + draws).
 *  With k clusters that are not 0 the smallest possible p is 2^(1-k).
 *  Source: Fisher 1935, The Design of Experiments; Phipson and Smyth 2010, doi:10.2202/1544-6115.1585.
 *  @param clusterSums the sum of the differences of each cluster
 *  @param input.draws Monte Carlo draws if it comes to that, at least 9,999
 *  @returns null p with `no_items` for no clusters; p = 1 when every sum is 0
 *  @throws RangeError when a sum is not finite or draws is below 1
 *  @example signFlipTest([1, 0, 0, 1, -1, 1, 1, 0], { random: mulberry32(1), draws: 9999 }) // p 0.375 */
export function signFlipTest(
  clusterSums: readonly number[],
  input: { readonly random: RandomSource; readonly draws: number },
): SignFlipResult {
  requireFinite('clusterSums', clusterSums);
  requireCount('draws', input.draws, 1);
  const statistic = clusterSums.reduce((sum, value) => sum + value, 0);
  const exactPatterns = 2 ** clusterSums.length;
  if (clusterSums.length === 0) {
    return { statistic, pValue: null, method: 'enumeration', patterns: 1, reason: 'no_items' };
  }
  const sizes = clusterSums.filter((value) => value !== 0).map(Math.abs);
  const threshold = Math.abs(statistic) - TOLERANCE;
  if (sizes.length <= MAX_ENUMERATED) {
    const pValue = enumeratedShare(sizes, threshold);
    return { statistic, pValue, method: 'enumeration', patterns: exactPatterns, reason: null };
  }
  const lattice = latticeSizes(sizes);
  if (lattice !== null) {
    const pValue = convolvedShare(lattice.sizes, threshold * lattice.denominator);
    return { statistic, pValue, method: 'convolution', patterns: exactPatterns, reason: null };
  }
  const pValue = simulatedShare(sizes, threshold, input.random, input.draws);
  return { statistic, pValue, method: 'monte_carlo', patterns: input.draws, reason: null };
}

/** p value of a Monte Carlo test, (1 + exceed) / (1 + draws): never 0, and valid at any number of draws.
 *  Source: Phipson and Smyth 2010, doi:10.2202/1544-6115.1585.
 *  @param exceed draws at least as extreme as the observation
 *  @throws RangeError unless 0 <= exceed <= draws are integers
 *  @example monteCarloP(0, 9999) // 0.0001 */
export function monteCarloP(exceed: number, draws: number): number {
  requireCount('draws', draws);
  requireCount('exceed', exceed);
  if (exceed > draws) {
    throw new RangeError(`expected exceed to be at most draws (${draws}), got ${exceed}`);
  }
  return (1 + exceed) / (1 + draws);
}

/** All 2^k signed sums as pairs of the sums of two halves: one half sorted and searched, so that k = 20 costs
 *  thousands of steps instead of a million, and each sum is formed afresh rather than by accumulating updates. */
function enumeratedShare(sizes: readonly number[], threshold: number): number {
  const middle = sizes.length >> 1;
  const left = signedSums(sizes.slice(0, middle));
  const right = signedSums(sizes.slice(middle)).sort();
  let extreme = 0;
  for (const sum of left) {
    const fromHigh = right.length - firstIndexFrom(right, threshold - sum);
    // Signed sums are symmetric about 0: those at or below -threshold mirror those of -sum.
    const fromLow = right.length - firstIndexFrom(right, threshold + sum);
    extreme += threshold <= 0 ? right.length : fromHigh + fromLow;
  }
  return extreme / (left.length * right.length);
}

function signedSums(sizes: readonly number[]): Float64Array {
  let sums = Float64Array.of(0);
  for (const size of sizes) {
    const next = new Float64Array(sums.length * 2);
    next.set(sums.map((sum) => sum + size));
    next.set(
      sums.map((sum) => sum - size),
      sums.length,
    );
    sums = next;
  }
  return sums;
}

/** Index of the first sorted value that is at least `bound`. */
function firstIndexFrom(sorted: Float64Array, bound: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) >= bound) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/** The sizes as integers over a common denominator; null when there is none, or the convolution would be too long. */
function latticeSizes(
  sizes: readonly number[],
): { readonly sizes: readonly number[]; readonly denominator: number } | null {
  for (let denominator = 1; denominator <= MAX_LATTICE_DENOMINATOR; denominator += 1) {
    const scaled = sizes.map((size) => size * denominator);
    const whole = scaled.map(Math.round);
    if (scaled.every((value, i) => Math.abs(value - (whole[i] ?? 0)) <= 1e-11 * Math.max(1, value))) {
      const range = whole.reduce((sum, value) => sum + value, 0);
      return range * whole.length <= MAX_CONVOLUTION_COST ? { sizes: whole, denominator } : null;
    }
  }
  return null;
}

/** Distribution of the sum of the sizes with plus sign, `chosen`; the signed sum is 2 * chosen - range. */
function convolvedShare(sizes: readonly number[], threshold: number): number {
  const range = sizes.reduce((sum, size) => sum + size, 0);
  const probability = new Float64Array(range + 1);
  probability[0] = 1;
  let reach = 0;
  for (const size of sizes) {
    reach += size;
    for (let chosen = reach; chosen >= size; chosen -= 1) {
      probability[chosen] = ((probability[chosen] ?? 0) + (probability[chosen - size] ?? 0)) / 2;
    }
    for (let chosen = Math.min(size, reach + 1) - 1; chosen >= 0; chosen -= 1) {
      probability[chosen] = (probability[chosen] ?? 0) / 2;
    }
  }
  let share = 0;
  // Scaling by the denominator left the threshold with rounding error; lattice points are 1 apart.
  const bound = threshold - 1e-6;
  for (let chosen = 0; 2 * chosen - range < 0; chosen += 1) {
    if (range - 2 * chosen >= bound) {
      share += 2 * (probability[chosen] ?? 0);
    }
  }
  if (range % 2 === 0 && bound <= 0) {
    share += probability[range / 2] ?? 0;
  }
  // Beyond about 1,070 clusters the smallest probabilities underflow; p is still never 0.
  return Math.min(1, Math.max(Number.MIN_VALUE, share));
}

function simulatedShare(
  sizes: readonly number[],
  threshold: number,
  random: RandomSource,
  draws: number,
): number {
  let exceed = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    let sum = 0;
    for (const size of sizes) {
      sum += random() < 0.5 ? size : -size;
    }
    if (Math.abs(sum) >= threshold) {
      exceed += 1;
    }
  }
  return monteCarloP(exceed, draws);
}
