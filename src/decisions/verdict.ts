/** What a change, or a level, comes to. */
export type Verdict =
  | 'regressed'
  | 'improved'
  | 'equivalent'
  | 'no_regression_shown'
  | 'within_ceiling'
  | 'above_ceiling'
  | 'undecided';

export interface Limits {
  readonly low: number;
  readonly high: number;
}

/** The verdict on a change from baseline to candidate on the harm scale (larger is worse), in the order of the rules:
 *
 *  - `regressed`: low > 0 and high >= margin (worse, and a change as large as the margin is not excluded)
 *  - `improved`: high < 0
 *  - `equivalent`: low > -margin and high < margin
 *  - `no_regression_shown`: high < margin and low <= -margin
 *  - `undecided`: everything else, and where there is no interval
 *
 *  Without a margin nothing can pass: only `regressed` (low > 0), `improved` and `undecided` exist.
 *  Source: two one-sided tests, Schuirmann 1987, doi:10.1007/BF01068419; non-inferiority by interval.
 *  @param limits two-sided 90%, so that each side errs in 5%; null: no interval
 *  @param margin above 0, in units of the metric; null: none was declared
 *  @throws RangeError when the margin is not above 0
 *  @example judgeChange({ low: 0.01, high: 0.08 }, 0.05) // { verdict: 'regressed', beyondMargin: false } */
export function judgeChange(
  limits: Limits | null,
  margin: number | null,
): { readonly verdict: Verdict; readonly beyondMargin: boolean } {
  if (margin !== null && !(margin > 0)) throw new RangeError(`expected margin to be above 0, got ${margin}`);
  const verdict = limits === null ? 'undecided' : changeVerdict(limits, margin);
  const beyondMargin = verdict === 'regressed' && margin !== null && limits !== null && limits.low > margin;
  return { verdict, beyondMargin };
}

function changeVerdict({ low, high }: Limits, margin: number | null): Verdict {
  if (low > 0 && (margin === null || high >= margin)) return 'regressed';
  if (high < 0) return 'improved';
  if (margin === null) return 'undecided';
  if (low > -margin && high < margin) return 'equivalent';
  return high < margin ? 'no_regression_shown' : 'undecided';
}

/** The verdict on a level against the worst that passes, on the harm scale: high <= ceiling passes, low > ceiling
 *  fails, anything else is undecided.
 *  @example judgeLevel({ low: 0.02, high: 0.05 }, 0.1) // 'within_ceiling' */
export function judgeLevel(limits: Limits | null, ceiling: number): Verdict {
  if (limits === null) return 'undecided';
  if (limits.high <= ceiling) return 'within_ceiling';
  return limits.low > ceiling ? 'above_ceiling' : 'undecided';
}

/** Limits on the harm scale. @example toHarm({ low: -0.1, high: 0.3 }, -1) // { low: -0.3, high: 0.1 } */
export function toHarm({ low, high }: Limits, sign: 1 | -1): Limits {
  return sign === 1 ? { low, high } : { low: -high, high: -low };
}
