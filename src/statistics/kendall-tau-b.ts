import { requireFinite, requireSameLength } from './require-argument.js';

/** Kendall's tau-b between two rankings, corrected for ties, in [-1, 1]: e.g. of groups under two wordings.
 *  Compares all pairs, so meant for up to a few thousand values.
 *  Source: Kendall 1945, doi:10.1093/biomet/33.3.239.
 *  @returns null for fewer than two values or when either side is constant
 *  @throws RangeError when the lists differ in length or a value is not finite
 *  @example kendallTauB([1, 2, 3, 4], [1, 3, 2, 4]) // 0.6667 */
export function kendallTauB(x: readonly number[], y: readonly number[]): number | null {
  requireSameLength('x', x, 'y', y);
  requireFinite('x', x);
  requireFinite('y', y);
  let balance = 0;
  let untiedX = 0;
  let untiedY = 0;
  for (let i = 1; i < x.length; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const signX = Math.sign((x[i] ?? 0) - (x[j] ?? 0));
      const signY = Math.sign((y[i] ?? 0) - (y[j] ?? 0));
      balance += signX * signY;
      untiedX += signX * signX;
      untiedY += signY * signY;
    }
  }
  return untiedX === 0 || untiedY === 0 ? null : balance / Math.sqrt(untiedX * untiedY);
}
