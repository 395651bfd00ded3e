import {
  requireCount,
  requireNonNegative,
  requirePositive,
  requireProperFraction,
} from './require-argument.js';

/** Sum of differences that all were taken from one and the same reference value. */
export interface SharedReferenceSum {
  readonly count: number;
  readonly sum: number;
  /** Variance of one value that is compared, without that of the reference. */
  readonly variance: number;
  /** Variance of the reference, which every difference has in common. */
  readonly referenceVariance: number;
  /** Variance of the normal mixture over true differences: about the square of the one looked for. */
  readonly mixingVariance: number;
}

/** Evidence against "the true difference is `nullDifference`", valid at every moment of looking; reject at E >= 1/alpha.
 *  Differences from one reference are not independent: its error stays in all of them, and a test that takes them for
 *  independent rejects with certainty in the end. Here the covariance v (I + c 11') has it in both hypotheses; with a
 *  reference without error (c = 0) this is mixtureSprt. Values normal with known variances; with plugged-in ones the
 *  result is asymptotic and must be labelled so.
 *  Source: likelihood ratio of N(0, v I + (r + t) 11') and N(0, v I + r 11'), a martingale under the latter.
 *  @throws RangeError when count is not an integer from 0 up or a variance is out of range
 *  @example sharedReferenceSprt({ count: 1, sum: 0, variance: 1, referenceVariance: 1, mixingVariance: 2 }, 0) // E = sqrt(2 / 4) */
export function sharedReferenceSprt(of: SharedReferenceSum, nullDifference: number): number {
  const { count, spread, log } = evidence(of);
  const distance = of.sum - count * nullDifference;
  return Math.min(Number.MAX_VALUE, Math.exp(log + distance ** 2 * spread));
}

/** Half-width of the confidence sequence, around sum / count, that belongs to sharedReferenceSprt.
 *  @returns null before the first difference
 *  @throws RangeError as sharedReferenceSprt, and when level is not in (0, 1) */
export function sharedReferenceRadius(of: SharedReferenceSum, level: number): number | null {
  requireProperFraction('level', level);
  const { count, spread, log } = evidence(of);
  if (count === 0) return null;
  return Math.sqrt((-Math.log(1 - level) - log) / spread) / count;
}

/** log E = log + (sum - n d)^2 spread. */
function evidence(of: SharedReferenceSum): {
  readonly count: number;
  readonly spread: number;
  readonly log: number;
} {
  const { count, variance, referenceVariance, mixingVariance } = of;
  requireCount('count', count);
  requirePositive('variance', variance);
  requireNonNegative('referenceVariance', referenceVariance);
  requirePositive('mixingVariance', mixingVariance);
  const underNull = referenceVariance / variance;
  const underMixture = (referenceVariance + mixingVariance) / variance;
  const share = (c: number) => c / (1 + c * count);
  return {
    count,
    spread: (share(underMixture) - share(underNull)) / (2 * variance),
    log: 0.5 * Math.log((1 + underNull * count) / (1 + underMixture * count)),
  };
}
