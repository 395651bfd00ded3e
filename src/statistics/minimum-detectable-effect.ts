import { type PowerTarget, powerFactor } from './power-factor.js';
import { requireNonNegative } from './require-argument.js';

/** Smallest true difference that a test with this standard error detects with the target power, in the unit of the
 *  standard error: (z_test + z_power) * SE. Print it before the first paid call.
 *  For n paired differences SE = sd / sqrt(n) * sqrt(designEffect).
 *  Source: Bloom 1995, doi:10.1177/0193841X9501900504.
 *  @throws RangeError when the standard error is negative or the target is out of range
 *  @example minimumDetectableEffect(0.5 / Math.sqrt(400), { alpha: 0.05, power: 0.8, sides: 2 }) // 0.07004 */
export function minimumDetectableEffect(standardError: number, target: PowerTarget): number {
  requireNonNegative('standardError', standardError);
  const z = powerFactor(target);
  return (z.test + z.power) * standardError;
}
