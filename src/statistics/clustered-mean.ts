import { clusterIndex, clusterTotals } from './cluster-index.js';
import { clusteredFunctional } from './clustered-functional.js';
import { exactMean, exactSum } from './exact-sum.js';
import { requireFinite, requireSameLength } from './require-argument.js';
import { ratioOfTotals } from './totals-functional.js';
import type { UndefinedReason } from './undefined-reason.js';

/** A mean with its standard errors, all in the unit of the values; those that do not exist are null. */
export interface ClusteredMean {
  readonly mean: number | null;
  /** As if the items were independent; null for fewer than 2 items. */
  readonly standardErrorIid: number | null;
  /** Clustered, without small-sample factor (Miller 2024, arXiv:2411.00640). */
  readonly standardErrorCr0: number | null;
  /** Clustered, with G/(G-1): the default, used with t(G-1). */
  readonly standardErrorCr1: number | null;
  /** (CR0 / iid)^2: above 1 when items of a cluster are alike, below 1 when they are contrasted; not floored. */
  readonly designEffect: number | null;
  readonly items: number;
  readonly clusters: number;
  readonly reason: UndefinedReason | null;
}

/** Mean of items that share clusters (templates, entities, names), with cluster-robust standard errors.
 *  Source: Liang and Zeger 1986, doi:10.1093/biomet/73.1.13; Cameron and Miller 2015, doi:10.3368/jhr.50.2.317.
 *  @returns all null with `no_items`; clustered errors null with `single_cluster`; designEffect null with
 *  `degenerate` when all values are equal
 *  @throws RangeError when the lists differ in length or a value is not finite
 *  @example clusteredMean([0,1,0, 0,0,1, 0,0,0, 0,0,0, 0,1,0], [1,1,1, 2,2,2, 3,3,3, 4,4,4, 5,5,5])
 *  // mean 0.2, CR0 0.07303, CR1 0.08165, designEffect 0.4667 */
export function clusteredMean(
  values: readonly number[],
  clusters: readonly (string | number)[],
): ClusteredMean {
  requireSameLength('values', values, 'clusters', clusters);
  requireFinite('values', values);
  const index = clusterIndex(clusters);
  const counts = clusterTotals(new Float64Array(values.length).fill(1), index);
  const clustered = clusteredFunctional([clusterTotals(values, index), counts], ratioOfTotals);
  const mean = exactMean(values);
  const standardErrorIid = mean === null ? null : independentError(values, mean);
  const cr1 = clustered.standardError;
  const cr0 = cr1 === null ? null : cr1 * Math.sqrt((index.count - 1) / index.count);
  const hasSpread = standardErrorIid !== null && standardErrorIid > 0;
  return {
    mean,
    standardErrorIid,
    standardErrorCr0: cr0,
    standardErrorCr1: cr1,
    designEffect: cr0 !== null && hasSpread ? (cr0 / standardErrorIid) ** 2 : null,
    items: values.length,
    clusters: index.count,
    reason: clustered.reason ?? (hasSpread ? null : 'degenerate'),
  };
}

function independentError(values: readonly number[], mean: number): number | null {
  if (values.length < 2) {
    return null;
  }
  const squares = exactSum(values.map((value) => (value - mean) ** 2));
  return Math.sqrt(squares / (values.length - 1) / values.length);
}
