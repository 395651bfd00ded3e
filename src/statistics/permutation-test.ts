import { exactMean } from './exact-sum.js';
import type { RandomSource } from './random-source.js';
import { requireCount, requireFinite } from './require-argument.js';
import { shuffledOrder } from './shuffled-order.js';
import { monteCarloP } from './sign-flip-test.js';
import type { UndefinedReason } from './undefined-reason.js';

/** Result of a two-sample permutation test; `pValue` is in (0, 1], null when a sample is empty. */
export interface PermutationResult {
  /** Mean of the first sample minus mean of the second. */
  readonly difference: number | null;
  readonly pValue: number | null;
  readonly exact: boolean;
  /** Splits the p value rests on: all of them when exact, else the draws made. */
  readonly splits: number;
  readonly reason: UndefinedReason | null;
}

const TOLERANCE = 1e-12;
/** Splits that are enumerated: about 0.2 s. */
const MAX_ENUMERATED = 1_000_000;

/** Two-sided two-sample permutation test on the absolute difference of means, for samples of unequal sizes too.
 *  p is the share of splits of the pooled values whose difference is at least the observed one: exact up to a million
 *  splits, else (1 + exceed) / (1 + draws). Values must be exchangeable under the null: with clusters pass one value
 *  a cluster.
 *  Source: Pitman 1937, doi:10.2307/2984124; Phipson and Smyth 2010, doi:10.2202/1544-6115.1585.
 *  @param input.draws Monte Carlo draws if it comes to that, at least 9,999
 *  @throws RangeError when a value is not finite or draws is below 1
 *  @example permutationTest([2.1, 3.4, 1.9, 4], [1, 2.2, 1.5, 2, 0.8], { random: mulberry32(1), draws: 9999 })
 *  // difference 1.35, p 8/126 = 0.0635 */
export function permutationTest(
  first: readonly number[],
  second: readonly number[],
  input: { readonly random: RandomSource; readonly draws: number },
): PermutationResult {
  requireFinite('first', first);
  requireFinite('second', second);
  requireCount('draws', input.draws, 1);
  const meanFirst = exactMean(first);
  const meanSecond = exactMean(second);
  if (meanFirst === null || meanSecond === null) {
    return { difference: null, pValue: null, exact: true, splits: 0, reason: 'no_items' };
  }
  const difference = meanFirst - meanSecond;
  const pooled = [...first, ...second];
  const total = pooled.reduce((sum, value) => sum + value, 0);
  const extreme = (sum: number) => {
    const split = sum / first.length - (total - sum) / second.length;
    return Math.abs(split) >= Math.abs(difference) - TOLERANCE;
  };
  const splits = numberOfSplits(pooled.length, first.length);
  if (splits <= MAX_ENUMERATED) {
    const pValue = countExtreme(pooled, first.length, extreme) / splits;
    return { difference, pValue, exact: true, splits, reason: null };
  }
  let exceed = 0;
  for (let draw = 0; draw < input.draws; draw += 1) {
    const order = shuffledOrder(pooled.length, input.random);
    let sum = 0;
    for (let i = 0; i < first.length; i += 1) {
      sum += pooled[order[i] ?? 0] ?? 0;
    }
    exceed += extreme(sum) ? 1 : 0;
  }
  const pValue = monteCarloP(exceed, input.draws);
  return { difference, pValue, exact: false, splits: input.draws, reason: null };
}

function numberOfSplits(total: number, chosen: number): number {
  let splits = 1;
  for (let i = 1; i <= Math.min(chosen, total - chosen); i += 1) {
    splits = (splits * (total - i + 1)) / i;
    if (splits > MAX_ENUMERATED) {
      return Number.POSITIVE_INFINITY;
    }
  }
  return Math.round(splits);
}

function countExtreme(pooled: readonly number[], size: number, extreme: (sum: number) => boolean): number {
  const choose = (from: number, wanted: number, sum: number): number => {
    if (wanted === 0) {
      return extreme(sum) ? 1 : 0;
    }
    let count = 0;
    for (let i = from; i <= pooled.length - wanted; i += 1) {
      count += choose(i + 1, wanted - 1, sum + (pooled[i] ?? 0));
    }
    return count;
  };
  return choose(0, size, 0);
}
