import { normalCdf } from './normal-distribution.js';
import { requirePositive, requireProperFraction } from './require-argument.js';
import { studentTQuantile } from './student-t-distribution.js';

/** Probability that a one-sided t test finds an effect of this size: the upper tail of the noncentral t beyond the
 *  critical value, by its normal approximation, which is within 0.001 from 9 degrees of freedom up. With z in place of t,
 *  16 clusters would be promised three points too much.
 *  Source: Abramowitz and Stegun 1964, 26.7.10.
 *  @param input.alpha error rate of the one side that is looked at
 *  @throws RangeError when a standard error or df is not above 0, or alpha not in (0, 1)
 *  @example powerOfT({ effect: 2.8, standardError: 1, df: 15, alpha: 0.05 }) // 0.8473 */
export function powerOfT(input: {
  readonly effect: number;
  readonly standardError: number;
  readonly df: number;
  readonly alpha: number;
}): number {
  const { effect, standardError, df, alpha } = input;
  requirePositive('standardError', standardError);
  requirePositive('df', df);
  requireProperFraction('alpha', alpha);
  const critical = studentTQuantile(1 - alpha, df);
  const shift = effect / standardError;
  return normalCdf((shift - critical * (1 - 1 / (4 * df))) / Math.sqrt(1 + critical ** 2 / (2 * df)));
}
