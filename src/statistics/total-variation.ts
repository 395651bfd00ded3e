import { requireFinite, requireSameLength } from './require-argument.js';

/** Total variation distance of a distribution of counts from the uniform one, in [0, 1 - 1/G]: 0 when all G groups are
 *  named equally often. Counts are divided by the sizes of their word lists *before* they are normalised, or a longer
 *  list would look like more attention. Biased upward for few counts: show it beside a permutation null.
 *  Source: Liang et al. 2022 (HELM), arXiv:2211.09110, appendix on bias metrics.
 *  @returns null when nothing was counted
 *  @throws RangeError when the lists differ in length or hold a value that is not finite
 *  @example totalVariationFromUniform([30, 10], [20, 20]) // 0.25 */
export function totalVariationFromUniform(
  counts: ArrayLike<number>,
  listSizes: ArrayLike<number>,
): number | null {
  requireSameLength('counts', counts, 'listSizes', listSizes);
  requireFinite('counts', counts);
  requireFinite('listSizes', listSizes);
  const rates = Array.from(counts, (count, group) => count / (listSizes[group] ?? 1));
  const total = rates.reduce((sum, rate) => sum + rate, 0);
  if (!(total > 0)) return null;
  return rates.reduce((sum, rate) => sum + Math.abs(rate / total - 1 / rates.length), 0) / 2;
}

/** The largest possible distance from uniform over so many groups. @example largestTotalVariation(2) // 0.5 */
export function largestTotalVariation(groups: number): number {
  return 1 - 1 / groups;
}
