import type { ClippedText } from '../visible-text.js';

/** What was asked once and what came back, as far as a reader needs it. */
export interface SampledReply {
  readonly completionId: string;
  readonly presentation: string;
  readonly sample: number;
  readonly prompt: ClippedText;
  readonly completion: ClippedText;
  readonly status: string;
  /** Of the probe's first scorer; null: not scored (an error). */
  readonly outcome: string | null;
  readonly answer: string | null;
  readonly label: string | null;
}

/** One item as one model answered it. */
export interface SampledItem {
  readonly model: string;
  readonly itemId: string;
  readonly ordinal: number;
  readonly group: string | null;
  readonly reference: string | null;
  readonly condition: string | null;
  /** Replies that there are; not all of them are shown. */
  readonly count: number;
  readonly replies: SampledReply[];
}

/** A counterfactual set, or one item that belongs to none. */
export interface SampledSet {
  readonly probe: string;
  readonly name: string;
  /** Whether it was drawn among sets in which an answer is missing, not among all. */
  readonly forMissing: boolean;
  readonly items: SampledItem[];
  /** Items of the set that are not among `items`. */
  omitted: number;
}

export interface Sample {
  readonly sets: readonly SampledSet[];
  /** By probe: how many sets there are, and in how many of them an answer is missing. */
  readonly totals: ReadonlyMap<string, { readonly sets: number; readonly withMissing: number }>;
  readonly items: number;
}

/** Limits of what a report shows; the rest stays in the tables. */
export const SETS_A_PROBE = 24;
export const SETS_WITH_MISSING = 8;
export const ITEMS_A_SET = 16;
export const REPLIES_AN_ITEM = 6;
