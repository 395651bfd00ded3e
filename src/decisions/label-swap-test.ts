import type { RandomSource } from '../statistics/random-source.js';
import { monteCarloP } from '../statistics/sign-flip-test.js';
import type { TotalsFunctional } from '../statistics/totals-functional.js';

const TOLERANCE = 1e-12;
/** All swaps of so many clusters are tried; beyond that they are drawn. */
const MAX_ENUMERATED = 12;
/** Additions that a test may cost: about half a second. */
const MAX_COST = 2e8;
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
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  const difference = (swapped: (cluster: number) => boolean): number | null => {
    first.fill(0);
    second.fill(0);
    for (let cluster = 0; cluster < clusters; cluster++) {
      const [one, two] = swapped(cluster) ? [second, first] : [first, second];
      for (let j = 0; j < size; j++) {
        one[j] = (one[j] ?? 0) + (columns[j]?.[cluster] ?? 0);
        two[j] = (two[j] ?? 0) + (columns[size + j]?.[cluster] ?? 0);
      }
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
  const draws = Math.max(MIN_DRAWS, Math.min(input.draws, Math.floor(MAX_COST / (clusters * 2 * size))));
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
