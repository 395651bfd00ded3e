import type { Denominator } from '../metrics/metric.js';
import type { ComparisonScope } from './comparison-scopes.js';
import type { Replies } from './item-row.js';
import type { Verdict } from './verdict.js';

/** What a suite, or the command line, declares to be decided. One of `margin` and `ceiling` is set; a gate of neither
 *  can only fail. */
export interface Gate {
  readonly metric: string;
  /** null: the probe as a whole, or every contrast where groups are contrasted; `*`: every group. */
  readonly group: string | null;
  readonly margin: number | null;
  readonly ceiling: number | null;
}

/** One row of a comparison: a metric of one scope, baseline against candidate. */
export interface ComparisonRow extends ComparisonScope {
  readonly metric: string;
  readonly metricVersion: string;
  readonly denominator: Denominator;
  readonly model: string;
  readonly modelRef: string;
  /** Candidate minus baseline; of an absolute gate the level of the candidate. */
  readonly estimate: number | null;
  readonly ciLow: number | null;
  readonly ciHigh: number | null;
  readonly ciLevel: number;
  readonly standardError: number | null;
  readonly candidate: number | null;
  readonly baseline: number | null;
  /** Limits on the harm scale, on which the verdict is made: larger is worse. */
  readonly harmLow: number | null;
  readonly harmHigh: number | null;
  readonly items: number;
  readonly clusters: number;
  /** Of the candidate over the items that both runs have. */
  readonly replies: Replies;
  readonly repliesRef: Replies;
  readonly p: number | null;
  readonly pMethod: string | null;
  readonly pAdjusted: number | null;
  readonly pAdjustment: string | null;
  readonly family: { readonly id: string; readonly size: number } | null;
  readonly method: string;
  readonly seed: number | null;
  readonly gate: Gate | null;
  readonly verdict: Verdict;
  /** Whether the gate stops a release; null where there is no gate. */
  readonly outcome: Outcome | null;
  /** Why it is undecided, or what about the verdict needs saying; null when there is nothing to say. */
  readonly reason: string | null;
  /** Smallest change that a comparison of this size detects in 80% of cases. */
  readonly minimumDetectableEffect: number | null;
  readonly flags: readonly string[];
  readonly reasonIfNull: string | null;
  /** Of a gate that was looked at cluster by cluster; absent: once, at the planned size. */
  readonly sequential?: {
    /** Evidence for the verdict: against "no worse", or against "worse by the margin" where the gate passed. */
    readonly eValue: number;
    readonly stoppedEarly: boolean;
    readonly clustersPlanned: number;
  };
}

/** Baseline against candidate, decided. */
export interface Comparison {
  readonly baseline: string;
  readonly candidate: string;
  readonly matchedItems: number;
  readonly unmatched: readonly number[];
  readonly rows: readonly ComparisonRow[];
  /** `failed`: a gate regressed or is above its ceiling, also after Holm; `undecided`: some gate is open. */
  readonly outcome: Outcome;
}

export type Outcome = 'passed' | 'failed' | 'undecided';

/** Whether a row stops a release. In a family of several gates a regression must survive Holm; one that does not
 *  leaves the gate open, which is never a pass. */
export function gateOutcome(row: Pick<ComparisonRow, 'verdict' | 'flags'>): Outcome {
  if (row.verdict === 'undecided') return 'undecided';
  if (row.verdict === 'regressed') return row.flags.includes('not_after_holm') ? 'undecided' : 'failed';
  return row.verdict === 'above_ceiling' ? 'failed' : 'passed';
}

/** The worst of the gates; with none decided or declared nothing has been shown. */
export function overallOutcome(gates: readonly ComparisonRow[]): Outcome {
  const outcomes = gates.map((row) => gateOutcome(row));
  if (outcomes.includes('failed')) return 'failed';
  return outcomes.length === 0 || outcomes.includes('undecided') ? 'undecided' : 'passed';
}
