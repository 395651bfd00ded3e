import { findRoot } from './find-root.js';
import { incompleteBeta } from './incomplete-beta.js';
import { requireFraction } from './require-argument.js';

/** The x in [0, 1] with I_x(a, b) = probability: limits of exact intervals for a rate.
 *  @throws RangeError when probability is outside [0, 1] or a or b is not above 0
 *  @example betaQuantile(0.025, 5, 16) // 0.08657146910143461 */
export function betaQuantile(probability: number, a: number, b: number): number {
  requireFraction('probability', probability);
  if (probability === 0 || probability === 1) {
    return probability;
  }
  return findRoot((x) => incompleteBeta(x, a, b) - probability, 0, 1);
}
