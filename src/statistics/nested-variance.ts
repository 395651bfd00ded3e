import { exactMean, exactSum } from './exact-sum.js';
import { requireFinite } from './require-argument.js';
import type { UndefinedReason } from './undefined-reason.js';

/** Variance of scores split into samples of one item and differences between items. */
export interface NestedVariance {
  /** Mean of item means. */
  readonly mean: number | null;
  /** Error of the mean with items as units: the one to use. */
  readonly standardError: number | null;
  /** Error for the `fixed_suite` target: sqrt(sum of s_i^2 / K_i) / n, only the model's own sampling noise. */
  readonly standardErrorFixedSuite: number | null;
  /** Mean variance of repeated scores of one item. */
  readonly within: number | null;
  /** Variance of true item means, floored at 0. */
  readonly between: number | null;
  /** True when the unbiased estimate of `between` was negative. */
  readonly betweenFloored: boolean;
  readonly reason: UndefinedReason | null;
}

/** Splits the variance of K samples an item; K may differ by item. More samples help only while within/K is not small
 *  against between.
 *  Source: Miller 2024, arXiv:2411.00640, section 3.
 *  @param scoresByItem the scores of each item, at least one each
 *  @returns all null with `no_items`; within, between and fixed-suite error null with `degenerate` when no item, or
 *  not every item, has two samples; between and error null with `single_cluster` for one item
 *  @throws RangeError when an item has no score or a score is not finite
 *  @example nestedVariance([[1, 1, 0, 1], [0, 0, 0, 1]]) // mean 0.5, within 0.25, between 0.0625 */
export function nestedVariance(scoresByItem: readonly (readonly number[])[]): NestedVariance {
  const means: number[] = [];
  const variances: number[] = [];
  const inverseSamples: number[] = [];
  for (const scores of scoresByItem) {
    requireFinite('scores', scores);
    const mean = exactMean(scores);
    if (mean === null) {
      throw new RangeError('expected every item to have a score, got an item with none');
    }
    means.push(mean);
    inverseSamples.push(1 / scores.length);
    if (scores.length > 1) {
      variances.push(exactSum(scores.map((score) => (score - mean) ** 2)) / (scores.length - 1));
    }
  }
  const mean = exactMean(means);
  const replicated = variances.length === means.length;
  const within = replicated ? exactMean(variances) : null;
  const items = means.length;
  if (mean === null) {
    return { ...NOTHING, mean, reason: 'no_items' };
  }
  const noise = exactSum(variances.map((variance, item) => variance * (inverseSamples[item] ?? 0)));
  const standardErrorFixedSuite = replicated ? Math.sqrt(noise) / items : null;
  if (items < 2) {
    return { ...NOTHING, mean, standardErrorFixedSuite, within, reason: 'single_cluster' };
  }
  const spread = exactSum(means.map((value) => (value - mean) ** 2)) / (items - 1);
  const unbiased = replicated ? spread - noise / items : null;
  return {
    mean,
    standardError: Math.sqrt(spread / items),
    standardErrorFixedSuite,
    within,
    between: unbiased === null ? null : Math.max(0, unbiased),
    betweenFloored: unbiased !== null && unbiased < 0,
    reason: replicated ? null : 'degenerate',
  };
}

const NOTHING = {
  standardError: null,
  standardErrorFixedSuite: null,
  within: null,
  between: null,
  betweenFloored: false,
} as const;
