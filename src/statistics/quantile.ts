import { requireFraction } from './require-argument.js';

/** Quantile of sorted values by linear interpolation, type 7 of Hyndman and Fan 1996, doi:10.2307/2684934 (the
 *  default of R and NumPy). Used for bootstrap limits.
 *  @param sorted values in ascending order; not checked, for speed
 *  @param probability fraction from 0 to 1
 *  @returns null for no values
 *  @throws RangeError when probability is outside [0, 1]
 *  @example quantile([1, 2, 3, 4], 0.25) // 1.75 */
export function quantile(sorted: ArrayLike<number>, probability: number): number | null {
  requireFraction('probability', probability);
  const position = probability * (sorted.length - 1);
  const below = Math.floor(position);
  const lower = sorted[below];
  if (lower === undefined) {
    return null;
  }
  const upper = sorted[below + 1] ?? lower;
  return lower + (position - below) * (upper - lower);
}
