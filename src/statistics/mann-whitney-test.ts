import { mannWhitneyU } from './auc.js';
import { midRanks } from './mid-ranks.js';
import { normalTwoSidedP } from './normal-distribution.js';
import { requireFinite } from './require-argument.js';
import type { UndefinedReason } from './undefined-reason.js';

/** Rank test of two independent samples; `pValue` in (0, 1]. */
export interface MannWhitney {
  /** Pairs in which the first is larger, ties counted half. */
  readonly u: number | null;
  readonly pValue: number | null;
  readonly exact: boolean;
  readonly reason: UndefinedReason | null;
}

/** Pooled values up to which the permutation distribution is counted out. */
const MAX_EXACT = 60;

/** Two-sided Mann-Whitney test. Up to 60 pooled values the permutation distribution of the rank sum is exact, with
 *  ties too; beyond, the normal approximation with tie and continuity corrections. Two-sided p = twice the smaller
 *  tail, at most 1 (as scipy.stats.mannwhitneyu).
 *  Source: Mann and Whitney 1947, doi:10.1214/aoms/1177730491.
 *  @returns null with `no_items` when a sample is empty, `degenerate` when all values are equal
 *  @throws RangeError when a value is not finite
 *  @example mannWhitneyTest([2.1, 3.4, 1.9, 4], [1, 2.2, 1.5, 2, 0.8]) // U 17, p 0.1111 */
export function mannWhitneyTest(first: readonly number[], second: readonly number[]): MannWhitney {
  requireFinite('first', first);
  requireFinite('second', second);
  if (first.length === 0 || second.length === 0) {
    return { u: null, pValue: null, exact: false, reason: 'no_items' };
  }
  const u = mannWhitneyU(first, second);
  const pooled = [...first, ...second];
  if (pooled.every((value) => value === pooled[0])) {
    return { u, pValue: null, exact: false, reason: 'degenerate' };
  }
  const ranks = midRanks(pooled);
  const exact = pooled.length <= MAX_EXACT;
  const pValue = exact ? exactP(ranks, first.length) : approximateP(u, ranks, first.length);
  return { u, pValue, exact, reason: null };
}

/** Counts, for every size and every doubled rank sum, the subsets of the ranks (doubled mid-ranks are whole). */
function exactP(ranks: Float64Array, size: number): number {
  const doubled = Array.from(ranks, (rank) => Math.round(2 * rank));
  const most = doubled.reduce((sum, rank) => sum + rank, 0);
  const counts = Array.from({ length: size + 1 }, () => new Float64Array(most + 1));
  counts[0]?.fill(1, 0, 1);
  for (const rank of doubled) {
    for (let k = size; k >= 1; k -= 1) {
      const target = counts[k];
      const source = counts[k - 1];
      for (let sum = most; target !== undefined && source !== undefined && sum >= rank; sum -= 1) {
        target[sum] = (target[sum] ?? 0) + (source[sum - rank] ?? 0);
      }
    }
  }
  const observed = doubled.slice(0, size).reduce((sum, rank) => sum + rank, 0);
  let below = 0;
  let above = 0;
  let all = 0;
  counts[size]?.forEach((count, sum) => {
    all += count;
    below += sum <= observed ? count : 0;
    above += sum >= observed ? count : 0;
  });
  return Math.min(1, (2 * Math.min(below, above)) / all);
}

function approximateP(u: number, ranks: Float64Array, size: number): number {
  const total = ranks.length;
  const other = total - size;
  // Variance of the rank sum under permutation, which carries the tie correction in the ranks themselves.
  const centre = (total + 1) / 2;
  const spread = ranks.reduce((sum, rank) => sum + (rank - centre) ** 2, 0);
  const variance = (size * other * spread) / (total * (total - 1));
  const distance = Math.max(0, Math.abs(u - (size * other) / 2) - 0.5);
  return normalTwoSidedP(distance / Math.sqrt(variance));
}
