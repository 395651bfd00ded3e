import type { ConfidenceInterval } from './confidence-interval.js';
import { normalQuantile } from './normal-distribution.js';
import { requireNonNegative, requirePositive, requireProperFraction } from './require-argument.js';

/** Wilson score interval for a rate, e.g. a refusal rate; limits in [0, 1], exactly 0 for no successes and exactly 1
 *  for nothing but successes. Both counts may be fractional, so that an effective sample size can stand in for the
 *  number of trials.
 *  Source: Wilson 1927, doi:10.1080/01621459.1927.10502953. Assumes independent trials; for items that share a
 *  template use clusteredWilsonInterval.
 *  @param level coverage, e.g. 0.95
 *  @throws RangeError when trials is not above 0, successes is not in [0, trials], or level is not in (0, 1)
 *  @example wilsonInterval(8, 10, 0.95) // 0.4902 to 0.9433 */
export function wilsonInterval(successes: number, trials: number, level: number): ConfidenceInterval {
  requirePositive('trials', trials);
  requireNonNegative('successes', successes);
  requireProperFraction('level', level);
  if (successes > trials) {
    throw new RangeError(`expected successes to be at most trials (${trials}), got ${successes}`);
  }
  const z = normalQuantile((1 + level) / 2);
  const rate = successes / trials;
  const shrink = 1 + (z * z) / trials;
  const centre = (rate + (z * z) / (2 * trials)) / shrink;
  const half = (z * Math.sqrt((rate * (1 - rate)) / trials + (z * z) / (4 * trials * trials))) / shrink;
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === trials ? 1 : Math.min(1, centre + half),
    level,
  };
}
