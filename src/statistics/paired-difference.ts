import { clusteredMean } from './clustered-mean.js';
import { pearsonCorrelation } from './pearson-correlation.js';
import { requireSameLength } from './require-argument.js';
import type { UndefinedReason } from './undefined-reason.js';

/** Difference of two sets of answers to the same items. Errors are in the unit of the scores. */
export interface PairedDifference {
  /** Mean of first - second. */
  readonly difference: number | null;
  /** Clustered (CR1) error of the difference. */
  readonly standardErrorClustered: number | null;
  /** Error if items were independent: SE^2 = SE_a^2 + SE_b^2 - 2 cov / n. */
  readonly standardErrorPaired: number | null;
  /** Error if the pairing were ignored, to show what pairing saves. */
  readonly standardErrorUnpaired: number | null;
  readonly correlation: number | null;
  readonly items: number;
  readonly clusters: number;
  readonly reason: UndefinedReason | null;
}

/** Two models, or two groups, on the same items: differences are formed within each item, then clustered.
 *  Source: Miller 2024, Adding Error Bars to Evals, arXiv:2411.00640, sections 4.1 and 4.2.
 *  @returns null difference with `no_items`; errors null with `single_cluster`; correlation null when a side is constant
 *  @throws RangeError when the lists differ in length or a value is not finite
 *  @example pairedDifference([1, 1, 0], [1, 0, 0], ['a', 'b', 'c']).difference // 0.3333 */
export function pairedDifference(
  first: readonly number[],
  second: readonly number[],
  clusters: readonly (string | number)[],
): PairedDifference {
  requireSameLength('first', first, 'second', second);
  const differences = clusteredMean(
    first.map((value, i) => value - (second[i] ?? 0)),
    clusters,
  );
  const errorFirst = clusteredMean(first, clusters).standardErrorIid;
  const errorSecond = clusteredMean(second, clusters).standardErrorIid;
  const unpaired = errorFirst === null || errorSecond === null ? null : Math.hypot(errorFirst, errorSecond);
  return {
    difference: differences.mean,
    standardErrorClustered: differences.standardErrorCr1,
    standardErrorPaired: differences.standardErrorIid,
    standardErrorUnpaired: unpaired,
    correlation: pearsonCorrelation(first, second),
    items: differences.items,
    clusters: differences.clusters,
    reason: differences.reason === 'degenerate' ? null : differences.reason,
  };
}
