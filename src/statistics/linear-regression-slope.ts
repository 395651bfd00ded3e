import { exactMean, exactSum } from './exact-sum.js';
import { requireFinite, requireSameLength } from './require-argument.js';

/** Least-squares line y = intercept + slope * x. */
export interface RegressionLine {
  /** Change of y for one unit of x. */
  readonly slope: number;
  readonly intercept: number;
  /** Standard error of the slope for independent errors of equal variance; null for two points. */
  readonly standardError: number | null;
}

/** Slope of a simple regression, e.g. of a pronoun gap on the share of women in an occupation.
 *  @returns null for fewer than two points or when x is constant
 *  @throws RangeError when the lists differ in length or a value is not finite
 *  @example linearRegressionSlope([0, 1, 2], [1, 3, 4]) // slope 1.5, intercept 1.1667, standardError 0.2887 */
export function linearRegressionSlope(x: readonly number[], y: readonly number[]): RegressionLine | null {
  requireSameLength('x', x, 'y', y);
  requireFinite('x', x);
  requireFinite('y', y);
  const meanX = exactMean(x);
  const meanY = exactMean(y);
  if (meanX === null || meanY === null || x.every((value) => value === x[0])) {
    return null;
  }
  const squares = exactSum(x.map((value) => (value - meanX) ** 2));
  const slope = exactSum(x.map((value, i) => (value - meanX) * ((y[i] ?? 0) - meanY))) / squares;
  const intercept = meanY - slope * meanX;
  const residuals = exactSum(x.map((value, i) => ((y[i] ?? 0) - intercept - slope * value) ** 2));
  const df = x.length - 2;
  return { slope, intercept, standardError: df > 0 ? Math.sqrt(residuals / df / squares) : null };
}
