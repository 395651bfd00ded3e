import { requireFraction, requirePositive } from './require-argument.js';

/** Factor by which clustering inflates the variance of a mean: 1 + (itemsPerCluster - 1) * icc. At least 1 here;
 *  contrasts made inside clusters can have less (see clusteredMean). n items count as n / designEffect.
 *  Source: Kish 1965, Survey Sampling, section 5.4.
 *  @param icc share of the variance that lies between clusters, in [0, 1]
 *  @throws RangeError when itemsPerCluster is below 1 or icc outside [0, 1]
 *  @example designEffect(12, 0.3) // 4.3 */
export function designEffect(itemsPerCluster: number, icc: number): number {
  requirePositive('itemsPerCluster', itemsPerCluster);
  requireFraction('icc', icc);
  if (itemsPerCluster < 1) {
    throw new RangeError(`expected itemsPerCluster to be at least 1, got ${itemsPerCluster}`);
  }
  return 1 + (itemsPerCluster - 1) * icc;
}
