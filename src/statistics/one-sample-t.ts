import type { ConfidenceInterval } from './confidence-interval.js';
import { exactMean, exactSum } from './exact-sum.js';
import { requireFinite } from './require-argument.js';
import { studentTTwoSidedP } from './student-t-distribution.js';
import { tInterval } from './t-interval.js';
import type { UndefinedReason } from './undefined-reason.js';

/** Mean of independent differences with its t test against 0. */
export interface OneSampleT {
  readonly mean: number | null;
  readonly standardError: number | null;
  readonly interval: ConfidenceInterval | null;
  readonly t: number | null;
  readonly df: number;
  readonly pValue: number | null;
  /** Mean over standard deviation of the differences, Cohen's dz. */
  readonly cohenDz: number | null;
  readonly reason: UndefinedReason | null;
}

/** One-sample t test on independent differences, e.g. one per template. With clusters use signFlipTest and
 *  clusteredMean.
 *  @returns all null with `no_items`; error and test null with `single_cluster` for one value; t, p and dz null with
 *  `degenerate` when all values are equal
 *  @throws RangeError when a value is not finite or the level is out of range
 *  @example oneSampleT([0.12, 0.05, -0.02, 0.2, 0.08, 0.11, -0.04, 0.15], 0.95) // t 2.802, p 0.02645 */
export function oneSampleT(values: readonly number[], level: number): OneSampleT {
  requireFinite('values', values);
  const mean = exactMean(values);
  const df = Math.max(0, values.length - 1);
  const nothing = { standardError: null, interval: null, t: null, pValue: null, cohenDz: null };
  if (mean === null || df === 0) {
    return { ...nothing, mean, df, reason: mean === null ? 'no_items' : 'single_cluster' };
  }
  const deviation = Math.sqrt(exactSum(values.map((value) => (value - mean) ** 2)) / df);
  const standardError = deviation / Math.sqrt(values.length);
  const interval = tInterval({ estimate: mean, standardError, df, level });
  if (standardError === 0) {
    return { ...nothing, mean, df, standardError, interval, reason: 'degenerate' };
  }
  const t = mean / standardError;
  return {
    mean,
    standardError,
    interval,
    t,
    df,
    pValue: studentTTwoSidedP(t, df),
    cohenDz: mean / deviation,
    reason: null,
  };
}
