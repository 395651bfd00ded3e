import type { RandomSource } from '../statistics/random-source.js';
import { monteCarloP } from '../statistics/sign-flip-test.js';
import type { TotalsFunctional } from '../statistics/totals-functional.js';

const TOLERANCE = 1e-12;
/** All swaps of so many clusters are tried; beyond that they are drawn. */
const MAX_ENUMERATED = 12;
/** Additions that a test may cost: about a fifth of a second. */
const MAX_COST = 1e8;
const MIN_DRAWS = 999;

/** Whether two runs differ in a functional that is not a mean: under the null the runs are exchangeable within each
 *  cluster, so p is the share of ways to swap them cluster by cluster whose |difference| is at least the observed one.
 *  For means over the same items this is the sign-flip test. Swaps under which the functional is undefined count in
 *  nothing.
 *  Source: Good 2005, Permutation, Parametric and Bootstrap Tests of Hypotheses, section 3.7 (matched pairs).
 *  @param columns of the first run, then of the second; one entry a cluster
 *  @returns null when the difference itself is undefined
 *  @example two clusters, rates 0/1 and 0/1 against 1/1 and 1/1: 2 of 4 swaps are as extreme // p 0.5 */
export function labelSwapTest(
  columns: readonly Float64Array[],
  functional: TotalsFunctional,
  input: { readonly random: RandomSource; readonly draws: number },
): { readonly p: number; readonly drew: boolean } | null {
  const { size } = functional;
  const { random } = input;
  const clusters = columns[0]?.length ?? 0;
  const base = { first: totalsOf(columns.slice(0, size)), second: totalsOf(columns.slice(size)) };
  // What swapping a cluster moves from one run to the other, column by column.
  const moves = columns
    .slice(0, size)
    .map((column, j) => column.map((value, cluster) => (columns[size + j]?.[cluster] ?? 0) - value));
  /** 1 for a cluster that is swapped, 0 for one that is not: a product costs less than a branch by chance. */
  const swapped = new Float64Array(clusters);
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  const difference = (): number | null => {
    for (const [j, move] of moves.entries()) {
      const moved = sumOfProducts(move, swapped);
      first[j] = (base.first[j] ?? 0) + moved;
      second[j] = (base.second[j] ?? 0) - moved;
    }
    const a = functional.value(first);
    const b = functional.value(second);
    return a === null || b === null ? null : Math.abs(b - a);
  };
  const observed = difference();
  if (observed === null) return null;
  const isEnumerated = clusters <= MAX_ENUMERATED;
  const patterns = isEnumerated
    ? 2 ** clusters
    : Math.max(MIN_DRAWS, Math.min(input.draws, Math.floor(MAX_COST / (clusters * size))));
  let made = 0;
  let extreme = 0;
  for (let pattern = 0; pattern < patterns; pattern++) {
    for (let cluster = 0; cluster < clusters; cluster++)
      swapped[cluster] = isEnumerated ? (pattern >> cluster) & 1 : Number(random() < 0.5);
    const value = difference();
    if (value === null) continue;
    made++;
    if (value >= observed - TOLERANCE) extreme++;
  }
  return isEnumerated ? { p: extreme / made, drew: false } : { p: monteCarloP(extreme, made), drew: true };
}

function sumOfProducts(some: Float64Array, others: Float64Array): number {
  let sum = 0;
  for (let place = 0; place < some.length; place++) sum += (some[place] ?? 0) * (others[place] ?? 0);
  return sum;
}

function totalsOf(columns: readonly Float64Array[]): Float64Array {
  return Float64Array.from(columns, (column) => column.reduce((sum, value) => sum + value, 0));
}
