import { normalQuantile } from './normal-distribution.js';
import { requireProperFraction } from './require-argument.js';

/** What a test is planned to do. */
export interface PowerTarget {
  /** Error rate of the test, e.g. 0.05. */
  readonly alpha: number;
  /** Probability of detecting the planned effect, e.g. 0.8. */
  readonly power: number;
  readonly sides: 1 | 2;
}

/** z of the test and z of the power: an effect of their sum times its standard error is detected with that power.
 *  @throws RangeError when alpha or power is not in (0, 1)
 *  @example powerFactor({ alpha: 0.05, power: 0.8, sides: 2 }) // test 1.96, power 0.8416 */
export function powerFactor(target: PowerTarget): { readonly test: number; readonly power: number } {
  requireProperFraction('alpha', target.alpha);
  requireProperFraction('power', target.power);
  return {
    test: normalQuantile(1 - target.alpha / target.sides),
    power: normalQuantile(target.power),
  };
}
