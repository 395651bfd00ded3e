import { eBh } from '../statistics/e-bh.js';
import { sharedReferenceRadius, sharedReferenceSprt } from '../statistics/shared-reference-sprt.js';

/** Whether a figure left where the reference run had it. */
export type DriftVerdict = 'moved' | 'not moved' | 'cannot tell yet';

/** One figure over the runs after the reference: paired changes over the items that both have. */
export interface DriftSeries {
  readonly changes: readonly (number | null)[];
  /** Cluster-robust standard errors of the changes: the noise of a run and that of the reference. */
  readonly standardErrors: readonly (number | null)[];
  /** The smallest change that matters; null: none is declared, so "not moved" cannot be shown. */
  readonly margin: number | null;
}

export interface Drift {
  readonly verdict: DriftVerdict;
  /** Mean change over the runs, with its confidence sequence. */
  readonly change: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly eValue: number | null;
  /** Runs after the reference that have a change. */
  readonly looks: number;
  /** Why nothing can be told; null when something can. */
  readonly reason: string | null;
}

const ALPHA = 0.05;
/** What sums of equal numbers in another order leave behind. */
const DUST = 1e-12;

/** Judges all figures of a suite after any number of runs: a sequential test for each, control of false discovery over
 *  them by e-BH on the e-values of now. Variances are plugged in, so the result is asymptotic in the clusters.
 *  Source: methods D11; the reference's own noise is shared by all changes and half of each one's variance. */
export function judgeDrift(series: readonly DriftSeries[]): Drift[] {
  const measured = series.map(measure);
  const tested = measured.filter((one) => one.eValue !== null);
  const { rejected } = eBh(
    tested.map(({ eValue }) => eValue ?? 0),
    ALPHA,
  );
  const moved = new Set(tested.filter((_, index) => rejected[index]));
  return measured.map((one, index) => {
    const margin = series[index]?.margin ?? null;
    if (moved.has(one)) return { ...one, verdict: 'moved' };
    if (one.reason !== null) return { ...one, verdict: 'cannot tell yet' };
    if (one.low === 0 && one.high === 0) return { ...one, verdict: 'not moved' };
    if (margin === null) return { ...one, verdict: 'cannot tell yet', reason: 'no_margin' };
    const isWithin = one.low !== null && one.high !== null && -margin < one.low && one.high < margin;
    return { ...one, verdict: isWithin ? 'not moved' : 'cannot tell yet' };
  });
}

function measure({ changes, standardErrors, margin }: DriftSeries): Omit<Drift, 'verdict'> {
  const pairs = changes.flatMap((change, index) => {
    const error = standardErrors[index] ?? null;
    return change === null || error === null ? [] : [{ change, error }];
  });
  const looks = pairs.length;
  const nothing = { change: null, low: null, high: null, eValue: null, looks };
  if (changes.length === 0) return { ...nothing, reason: 'no_run_after_the_reference' };
  if (looks === 0) return { ...nothing, reason: 'no_paired_change' };
  const sum = pairs.reduce((total, { change }) => total + change, 0);
  const change = sum / looks;
  const pairVariance = pairs.reduce((total, { error }) => total + error ** 2, 0) / looks;
  // Every answer of every run is the reference's: there is no noise, and no change.
  if (pairVariance < DUST ** 2)
    return Math.abs(change) < DUST
      ? { change: 0, low: 0, high: 0, eValue: 1, looks, reason: null }
      : { ...nothing, change, reason: 'degenerate' };
  const variance = pairVariance / 2;
  const of = {
    count: looks,
    sum,
    variance,
    referenceVariance: variance,
    // What is looked for: the margin, or else what one comparison of this size would just detect.
    mixingVariance: margin !== null && margin > 0 ? margin ** 2 : 4 * pairVariance,
  };
  const radius = sharedReferenceRadius(of, 1 - ALPHA) ?? Number.POSITIVE_INFINITY;
  return {
    change,
    low: change - radius,
    high: change + radius,
    eValue: sharedReferenceSprt(of, 0),
    looks,
    reason: null,
  };
}
