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
  const clusters = columns[0]?.length ?? 0;
  const base = { first: totalsOf(columns.slice(0, size)), second: totalsOf(columns.slice(size)) };
  // What swapping a cluster moves from one run to the other, cluster by cluster.
  const moves = Float64Array.from({ length: clusters * size }, (_, place) => {
    const cluster = Math.floor(place / size);
    const j = place % size;
    return (columns[size + j]?.[cluster] ?? 0) - (columns[j]?.[cluster] ?? 0);
  });
  const moved = new Float64Array(size);
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  const difference = (swapped: (cluster: number) => boolean): number | null => {
    moved.fill(0);
    for (let cluster = 0; cluster < clusters; cluster++) {
      if (!swapped(cluster)) continue;
      for (let j = 0; j < size; j++) moved[j] = (moved[j] ?? 0) + (moves[cluster * size + j] ?? 0);
    }
    for (let j = 0; j < size; j++) {
      first[j] = (base.first[j] ?? 0) + (moved[j] ?? 0);
      second[j] = (base.second[j] ?? 0) - (moved[j] ?? 0);
    }
    const a = functional.value(first);
    const b = functional.value(second);
    return a === null || b === null ? null : Math.abs(b - a);
  };
  const observed = difference(() => false);
  if (observed === null) return null;
  const isExtreme = (value: number) => value >= observed - TOLERANCE;
  if (clusters <= MAX_ENUMERATED) {
    let made = 0;
    let extreme = 0;
    for (let pattern = 0; pattern < 2 ** clusters; pattern++) {
      const value = difference((cluster) => ((pattern >> cluster) & 1) === 1);
      if (value === null) continue;
      made++;
      if (isExtreme(value)) extreme++;
    }
    return { p: extreme / made, drew: false };
  }
  const draws = Math.max(MIN_DRAWS, Math.min(input.draws, Math.floor(MAX_COST / (clusters * size))));
  let made = 0;
  let extreme = 0;
  for (let draw = 0; draw < draws; draw++) {
    const value = difference(() => input.random() < 0.5);
    if (value === null) continue;
    made++;
    if (isExtreme(value)) extreme++;
  }
  return { p: monteCarloP(extreme, made), drew: true };
}

function totalsOf(columns: readonly Float64Array[]): Float64Array {
  return Float64Array.from(columns, (column) => column.reduce((sum, value) => sum + value, 0));
}
