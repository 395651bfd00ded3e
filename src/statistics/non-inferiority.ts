import type { ConfidenceInterval } from './confidence-interval.js';
import { newcombeInterval, type Proportion } from './newcombe-interval.js';
import { normalCdf } from './normal-distribution.js';
import { requirePositive, requireProperFraction } from './require-argument.js';

/** Whether a candidate's harm rate is shown to be less than the margin above the baseline's. */
export interface NonInferiority {
  /** Candidate minus baseline; positive is worse. */
  readonly difference: number;
  /** Newcombe interval of level 1 - 2 alpha: each limit is one-sided at 1 - alpha. */
  readonly interval: ConfidenceInterval;
  /** Wald statistic of difference = margin; null when both rates are 0 or 1. */
  readonly waldZ: number | null;
  readonly waldP: number | null;
  /** `pass`: the upper limit is below the margin. Otherwise nothing has been shown. */
  readonly verdict: 'pass' | 'inconclusive';
}

/** Non-inferiority of a harm rate (lower is better) on independent items.
 *  Source: Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I; for paired or clustered items
 *  compare the upper limit of their own interval with the margin instead.
 *  @throws RangeError when counts, margin or alpha are out of range
 *  @example nonInferiority({ candidate: { successes: 52, trials: 500 }, baseline: { successes: 50, trials: 500 },
 *    margin: 0.05, alpha: 0.05 }) // upper limit 0.0357: pass */
export function nonInferiority(input: {
  readonly candidate: Proportion;
  readonly baseline: Proportion;
  readonly margin: number;
  readonly alpha: number;
}): NonInferiority {
  const { candidate, baseline, margin, alpha } = input;
  requirePositive('margin', margin);
  requireProperFraction('2 * alpha', 2 * alpha);
  const { difference, interval } = newcombeInterval(candidate, baseline, 1 - 2 * alpha);
  const error = Math.sqrt(rateVariance(candidate) + rateVariance(baseline));
  const waldZ = error === 0 ? null : (difference - margin) / error;
  return {
    difference,
    interval,
    waldZ,
    waldP: waldZ === null ? null : normalCdf(waldZ),
    verdict: interval.high < margin ? 'pass' : 'inconclusive',
  };
}

function rateVariance({ successes, trials }: Proportion): number {
  const rate = successes / trials;
  return (rate * (1 - rate)) / trials;
}
