import type { ConfidenceInterval } from './confidence-interval.js';
import { normalQuantile } from './normal-distribution.js';
import { requireNonNegative, requireProperFraction } from './require-argument.js';
import { studentTQuantile } from './student-t-distribution.js';

/** estimate -+ t(df) * standardError; with G clusters df = G - 1. Not clipped to the range of the estimate.
 *  @throws RangeError when df or the level is out of range, or the standard error is negative
 *  @example tInterval({ estimate: 0.2, standardError: 0.0816496580927726, df: 4, level: 0.95 }) // -0.0267 to 0.4267 */
export function tInterval(input: {
  readonly estimate: number;
  readonly standardError: number;
  readonly df: number;
  readonly level: number;
}): ConfidenceInterval {
  const { estimate, standardError, df, level } = input;
  requireProperFraction('level', level);
  requireNonNegative('standardError', standardError);
  const half = studentTQuantile((1 + level) / 2, df) * standardError;
  return { low: estimate - half, high: estimate + half, level };
}

/** estimate -+ z * standardError, for standard errors that are known or rest on hundreds of independent units.
 *  @throws RangeError when the level is out of range or the standard error is negative
 *  @example normalInterval({ estimate: 0.2, standardError: 0.073029674334022, level: 0.95 }) // 0.0569 to 0.3431 */
export function normalInterval(input: {
  readonly estimate: number;
  readonly standardError: number;
  readonly level: number;
}): ConfidenceInterval {
  const { estimate, standardError, level } = input;
  requireProperFraction('level', level);
  requireNonNegative('standardError', standardError);
  const half = normalQuantile((1 + level) / 2) * standardError;
  return { low: estimate - half, high: estimate + half, level };
}
