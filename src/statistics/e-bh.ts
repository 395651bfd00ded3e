import { requireNonNegative, requireProperFraction } from './require-argument.js';

/** Result of the e-BH procedure. */
export interface EbhResult {
  /** Number of rejections. */
  readonly rejections: number;
  /** Smallest e-value that is rejected, family / (alpha * rejections); null without rejections. */
  readonly threshold: number | null;
  readonly rejected: readonly boolean[];
}

/** False discovery rate control with e-values under any dependence, for sequential runs. The e-values must be those
 *  at the stopping time, not running maxima.
 *  Source: Wang and Ramdas 2022, doi:10.1111/rssb.12489.
 *  @throws RangeError when an e-value is negative or alpha is not in (0, 1)
 *  @example eBh([130, 3, 61, 1.2, 0.5, 45], 0.05) // 3 rejections, threshold 40 */
export function eBh(eValues: readonly number[], alpha: number): EbhResult {
  requireProperFraction('alpha', alpha);
  for (const e of eValues) {
    requireNonNegative('every e-value', e);
  }
  const descending = eValues.toSorted((a, b) => b - a);
  const needed = (rejections: number) => eValues.length / (alpha * rejections);
  const rejections = descending.findLastIndex((e, index) => e >= needed(index + 1)) + 1;
  const threshold = rejections === 0 ? null : needed(rejections);
  return { rejections, threshold, rejected: eValues.map((e) => threshold !== null && e >= threshold) };
}
