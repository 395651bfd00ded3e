import type { ConfidenceInterval } from '../statistics/confidence-interval.js';

/** Interval for a change that is the same in every cluster, where a standard error of 0 would claim certainty: at most
 *  a share s = 1 - ((1 - level) / 2)^(1/clusters) of clusters can be otherwise without one having been seen, and none
 *  can be further off than the whole range.
 *  Source: the bound for zero events of Clopper and Pearson 1934, doi:10.1093/biomet/26.4.404.
 *  @param width how far a cluster can be from the estimate; infinite: null is returned
 *  @example tiedInterval(0, { width: 2, clusters: 25, level: 0.9 }) // -0.2258 to 0.2258 */
export function tiedInterval(
  estimate: number,
  { width, clusters, level }: { readonly width: number; readonly clusters: number; readonly level: number },
): ConfidenceInterval | null {
  if (!Number.isFinite(width)) return null;
  const half = width * (1 - ((1 - level) / 2) ** (1 / clusters));
  return { low: estimate - half, high: estimate + half, level };
}
