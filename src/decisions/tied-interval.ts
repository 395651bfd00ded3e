import type { ConfidenceInterval } from '../statistics/confidence-interval.js';

/** Interval for a change that is the same in every cluster, where a standard error of 0 would claim certainty: at most
 *  a share s = 1 - ((1 - level) / 2)^(1/clusters) of clusters can be otherwise without one having been seen, and none
 *  can be further off than the whole range.
 *  Source: the bound for zero events of Clopper and Pearson 1934, doi:10.1093/biomet/26.4.404.
 *  @param width how far a cluster can be from the estimate; infinite: null is returned
 *  @example tiedInterval(0, { width: 2, clusters: 25, level: 0.9 }) // -0.2259 to 0.2259 */
export function tiedInterval(
  estimate: number,
  { width, clusters, level }: { readonly width: number; readonly clusters: number; readonly level: number },
): ConfidenceInterval | null {
  if (!Number.isFinite(width)) return null;
  const half = width * (1 - ((1 - level) / 2) ** (1 / clusters));
  return { low: estimate - half, high: estimate + half, level };
}

/** Clusters that would have to agree for the interval to lie within the margin; null: none would, the estimate is no
 *  smaller than the margin.
 *  @param interval of `clusters` clusters, as tiedInterval gives it
 *  @example tiesNeeded(tiedInterval(0, { width: 2, clusters: 25, level: 0.9 }), { estimate: 0, clusters: 25,
 *    margin: 0.05 }) // 119: 2 * (1 - 0.05^(1/119)) is the first below 0.05 */
export function tiesNeeded(
  { low, high, level }: ConfidenceInterval,
  of: { readonly estimate: number; readonly clusters: number; readonly margin: number },
): number | null {
  const room = of.margin - Math.abs(of.estimate);
  if (!(room > 0)) return null;
  const missed = Math.log((1 - level) / 2);
  const width = (high - low) / 2 / -Math.expm1(missed / of.clusters);
  return room >= width ? 1 : Math.floor(missed / Math.log1p(-room / width)) + 1;
}
