import type { ConfidenceInterval } from './confidence-interval.js';
import { wilsonInterval } from './wilson-interval.js';

/** A number of successes among independent trials. */
export interface Proportion {
  readonly successes: number;
  readonly trials: number;
}

/** Interval for the difference of two independent rates, first minus second, in [-1, 1], from their Wilson limits.
 *  Source: Newcombe 1998, method 10, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.
 *  Not for answers to the same items (pair them) nor for clustered items.
 *  @throws RangeError on counts or a level that wilsonInterval refuses
 *  @example newcombeInterval({ successes: 45, trials: 60 }, { successes: 36, trials: 60 }, 0.95)
 *  // difference 0.15, from -0.0174 to 0.3064 */
export function newcombeInterval(
  first: Proportion,
  second: Proportion,
  level: number,
): { readonly difference: number; readonly interval: ConfidenceInterval } {
  const p1 = first.successes / first.trials;
  const p2 = second.successes / second.trials;
  const w1 = wilsonInterval(first.successes, first.trials, level);
  const w2 = wilsonInterval(second.successes, second.trials, level);
  const difference = p1 - p2;
  return {
    difference,
    interval: {
      low: difference - Math.hypot(p1 - w1.low, w2.high - p2),
      high: difference + Math.hypot(w1.high - p1, p2 - w2.low),
      level,
    },
  };
}
