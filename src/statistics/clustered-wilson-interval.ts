import type { ConfidenceInterval } from './confidence-interval.js';
import { requireCount, requireFraction, requireNonNegative } from './require-argument.js';
import { wilsonInterval } from './wilson-interval.js';

/** Wilson interval of a rate over clustered trials: their number is divided by the design effect
 *  (SE_cluster / SE_iid)^2, floored at 1. A rate of 0 or 1 has no standard error, so there the clusters count as the
 *  independent trials.
 *
 *  Where an item's value is the mean of several replies, the trials are the replies: the clustered error already knows
 *  how far the replies to one item go together. Taking items for trials made intervals of independent replies in six
 *  orders 2.4 times too wide (coverage 1.00 instead of 0.95).
 *  Source of the effective sample size: Kish 1965, Survey Sampling.
 *  @param input.rate share of trials, in [0, 1]
 *  @param input.standardError clustered (CR1) standard error of the rate
 *  @throws RangeError when a count is not an integer from 1 up or a number is out of range
 *  @example clusteredWilsonInterval({ rate: 0, standardError: 0, trials: 600, clusters: 20, level: 0.95 }) // 0 to 0.1611 */
export function clusteredWilsonInterval(input: {
  readonly rate: number;
  readonly standardError: number;
  readonly trials: number;
  readonly clusters: number;
  readonly level: number;
}): ConfidenceInterval {
  const { rate, standardError, trials, clusters, level } = input;
  requireFraction('rate', rate);
  requireNonNegative('standardError', standardError);
  requireCount('trials', trials, 1);
  requireCount('clusters', clusters, 1);
  if (rate === 0 || rate === 1) {
    return wilsonInterval(rate * clusters, clusters, level);
  }
  // With one trial, or an SE of 0 at a rate inside (0, 1), the ratio is undefined or below 1: floored alike.
  const varianceIid = trials > 1 ? (rate * (1 - rate)) / (trials - 1) : Number.POSITIVE_INFINITY;
  const designEffect = Math.max(1, (standardError * standardError) / varianceIid);
  const effective = trials / designEffect;
  return wilsonInterval(rate * effective, effective, level);
}
