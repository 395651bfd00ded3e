import { upperIncompleteGamma } from './incomplete-gamma.js';

/** P(X >= x) of the chi-square distribution, the p value of a chi-square statistic.
 *  @throws RangeError when x is below 0 or df is not above 0
 *  @example chiSquareUpperTail(4.083333333333333, 1) // 0.04330814281079206 */
export function chiSquareUpperTail(x: number, df: number): number {
  return upperIncompleteGamma(df / 2, x / 2);
}
