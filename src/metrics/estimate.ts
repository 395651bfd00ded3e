import type { Denominator } from './metric.js';

/** Calls behind an estimate. `truncated` and `filtered` replies are parts of the others, `filtered` of `refused`. */
export interface CallsBehind {
  answer: number;
  /** Answers whose score is missing by no fault of the model's: its scorer failed, or does not read the language. Part
   *  of `answer`. */
  unscored: number;
  refused: number;
  unparsed: number;
  truncated: number;
  filtered: number;
  error: number;
  /** Millionths of a millionth of a USD, so that sums are exact in any order; null when a price is not known. */
  costPicoUsd: number | null;
  /** ISO 8601; null when there was no call. */
  firstCallAt: string | null;
  lastCallAt: string | null;
}

export function noCalls(): CallsBehind {
  return {
    answer: 0,
    unscored: 0,
    refused: 0,
    unparsed: 0,
    truncated: 0,
    filtered: 0,
    error: 0,
    costPicoUsd: 0,
    firstCallAt: null,
    lastCallAt: null,
  };
}

export function addCalls(total: CallsBehind, more: CallsBehind): void {
  total.answer += more.answer;
  total.unscored += more.unscored;
  total.refused += more.refused;
  total.unparsed += more.unparsed;
  total.truncated += more.truncated;
  total.filtered += more.filtered;
  total.error += more.error;
  total.costPicoUsd =
    total.costPicoUsd === null || more.costPicoUsd === null ? null : total.costPicoUsd + more.costPicoUsd;
  if (more.firstCallAt !== null && (total.firstCallAt === null || more.firstCallAt < total.firstCallAt)) {
    total.firstCallAt = more.firstCallAt;
  }
  if (more.lastCallAt !== null && (total.lastCallAt === null || more.lastCallAt > total.lastCallAt)) {
    total.lastCallAt = more.lastCallAt;
  }
}

/** Share of non-error replies without a score; null when there was no reply. */
export function missingRate({ answer, unscored, refused, unparsed }: CallsBehind): number | null {
  const replies = answer + refused + unparsed;
  return replies === 0 ? null : (refused + unparsed + unscored) / replies;
}

/** Which part of a probe's items an estimate is about. `reference` set: a difference from that group. */
export interface EstimateScope {
  readonly condition: string | null;
  readonly axis: string | null;
  readonly group: string | null;
  readonly reference: string | null;
}

/** A metric's value on a run: never a bare number. An undefined one is null with `reasonIfNull`. */
export interface Estimate extends EstimateScope {
  readonly metric: string;
  readonly metricVersion: string;
  /** `name@version`. */
  readonly scorer: string;
  readonly language: string;
  readonly denominator: Denominator;
  readonly estimate: number | null;
  readonly ciLow: number | null;
  readonly ciHigh: number | null;
  readonly ciLevel: number;
  /** Cluster-robust. */
  readonly standardError: number | null;
  readonly items: number;
  readonly clusters: number;
  readonly samples: number;
  readonly calls: CallsBehind;
  /** (clustered / independent standard error) squared. */
  readonly designEffect: number | null;
  /** Drawn toward the mean of the groups; null unless it is one of five or more. */
  readonly shrunkEstimate: number | null;
  readonly shrunkSd: number | null;
  /** What a figure that is positive by chance alone would be without any difference; null for others. */
  readonly nullMean: number | null;
  /** Estimate minus `nullMean`. */
  readonly excess: number | null;
  readonly p: number | null;
  readonly pMethod: string | null;
  /** How the interval was made. */
  readonly method: string;
  /** Of the bootstrap or the permutation; null when neither drew. */
  readonly seed: number | null;
  readonly flags: readonly string[];
  /** When only the interval is null, why that is. */
  readonly reasonIfNull: string | null;
}
