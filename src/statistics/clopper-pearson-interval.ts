import { betaQuantile } from './beta-distribution.js';
import type { ConfidenceInterval } from './confidence-interval.js';
import { requireCount, requireProperFraction } from './require-argument.js';

/** Exact ("Clopper-Pearson") interval for a rate: covers at least `level` for every true rate, so it is wider than
 *  Wilson's. Limits in [0, 1].
 *  Source: Clopper and Pearson 1934, doi:10.1093/biomet/26.4.404. Assumes independent trials.
 *  @throws RangeError when trials is not an integer from 1 up, successes not one in [0, trials], or level not in (0, 1)
 *  @example clopperPearsonInterval(5, 20, 0.95) // 0.08657 to 0.49105 */
export function clopperPearsonInterval(successes: number, trials: number, level: number): ConfidenceInterval {
  requireCount('trials', trials, 1);
  requireCount('successes', successes);
  requireProperFraction('level', level);
  const failures = trials - successes;
  if (failures < 0) {
    throw new RangeError(`expected successes to be at most trials (${trials}), got ${successes}`);
  }
  const tail = (1 - level) / 2;
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes, failures + 1),
    high: failures === 0 ? 1 : betaQuantile(1 - tail, successes + 1, failures),
    level,
  };
}
