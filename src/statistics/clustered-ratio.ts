import { clusterIndex, clusterTotals } from './cluster-index.js';
import { type ClusteredEstimate, clusteredFunctional } from './clustered-functional.js';
import { requireSameLength } from './require-argument.js';
import { ratioOfTotals } from './totals-functional.js';

/** Ratio of two sums over clustered items (biased answers over committed answers), with its linearised standard
 *  error: e_g = B_g - R * N_g, SE = sqrt(G/(G-1) * sum of e_g^2) / N.
 *  Source: Cochran 1977, Sampling Techniques, chapter 6.
 *  @returns null with `no_items` or `zero_denominator`; null error with `single_cluster`
 *  @throws RangeError when the lists differ in length or a value is not finite
 *  @example clusteredRatio([1, 0, 1], [1, 1, 1], ['a', 'a', 'b']) // estimate 0.6667, standardError 0.2222 */
export function clusteredRatio(
  numerators: readonly number[],
  denominators: readonly number[],
  clusters: readonly (string | number)[],
): ClusteredEstimate {
  requireSameLength('numerators', numerators, 'denominators', denominators);
  requireSameLength('numerators', numerators, 'clusters', clusters);
  const index = clusterIndex(clusters);
  return clusteredFunctional(
    [clusterTotals(numerators, index), clusterTotals(denominators, index)],
    ratioOfTotals,
  );
}
