import { oneSampleT } from './one-sample-t.js';
import { studentTTwoSidedP } from './student-t-distribution.js';
import type { UndefinedReason } from './undefined-reason.js';

/** Difference of two means with unequal variances. */
export interface WelchTest {
  /** First mean minus second. */
  readonly difference: number | null;
  readonly standardError: number | null;
  readonly t: number | null;
  /** Welch-Satterthwaite degrees of freedom. */
  readonly df: number | null;
  readonly pValue: number | null;
  readonly reason: UndefinedReason | null;
}

/** Welch's t test for two independent samples of independent values.
 *  Source: Welch 1947, doi:10.1093/biomet/34.1-2.28.
 *  @returns null with `no_items` when a sample is empty, `single_cluster` when one has a single value, `degenerate`
 *  when neither varies
 *  @throws RangeError when a value is not finite
 *  @example welchTTest([2.1, 3.4, 1.9, 4], [1, 2.2, 1.5, 2, 0.8]) // t 2.3447, p 0.0695 */
export function welchTTest(first: readonly number[], second: readonly number[]): WelchTest {
  const one = oneSampleT(first, 0.95);
  const two = oneSampleT(second, 0.95);
  const nothing = { standardError: null, t: null, df: null, pValue: null };
  if (one.mean === null || two.mean === null) {
    return { ...nothing, difference: null, reason: 'no_items' };
  }
  const difference = one.mean - two.mean;
  if (one.standardError === null || two.standardError === null) {
    return { ...nothing, difference, reason: 'single_cluster' };
  }
  const v1 = one.standardError ** 2;
  const v2 = two.standardError ** 2;
  const standardError = Math.sqrt(v1 + v2);
  if (standardError === 0) {
    return { ...nothing, difference, standardError, reason: 'degenerate' };
  }
  const t = difference / standardError;
  const df = (v1 + v2) ** 2 / (v1 ** 2 / one.df + v2 ** 2 / two.df);
  return { difference, standardError, t, df, pValue: studentTTwoSidedP(t, df), reason: null };
}
