import { midRanks } from './mid-ranks.js';
import { requireFinite } from './require-argument.js';

/** Area under the ROC curve, P(positive > negative) + P(equal)/2, in [0, 1]; 0.5 = the scores do not separate.
 *  Equal to the Mann-Whitney U of the positives over the number of pairs.
 *  Source: Hanley and McNeil 1982, doi:10.1148/radiology.143.1.7063747.
 *  @returns null when either list is empty
 *  @throws RangeError when a score is not finite
 *  @example auc([0.9, 0.5], [0.5, 0.1]) // 0.875 */
export function auc(positives: readonly number[], negatives: readonly number[]): number | null {
  requireFinite('positives', positives);
  requireFinite('negatives', negatives);
  const pairs = positives.length * negatives.length;
  return pairs === 0 ? null : mannWhitneyU(positives, negatives) / pairs;
}

/** Number of pairs in which the first is larger, ties counted half. */
export function mannWhitneyU(first: readonly number[], second: readonly number[]): number {
  const ranks = midRanks([...first, ...second]);
  const rankSum = ranks.subarray(0, first.length).reduce((sum, rank) => sum + rank, 0);
  return rankSum - (first.length * (first.length + 1)) / 2;
}
