/** How an answer is asked for, and so which parser reads it. `open_answer`: the options are not shown; `likelihood`:
 *  nothing is asked, the model's log-likelihood of each option is. */
export const TASKS = [
  'choice',
  'yes_no',
  'rating',
  'word_sort',
  'continuation',
  'open_answer',
  'likelihood',
] as const;
export type Task = (typeof TASKS)[number];

/** What choosing an option says about the model.
 *  `stereotyped`: agrees with the stereotype; `counter`: goes against it; `unknown`: declines to judge;
 *  `neutral`: an answer that is none of these. */
export type OptionRole = 'stereotyped' | 'counter' | 'unknown' | 'neutral';

/** One admissible answer of a choice item. */
export interface Option {
  readonly id: string;
  readonly text: string;
  readonly role: OptionRole;
  /** The group that the option names; null for `unknown` and neutral ones. */
  readonly group: string | null;
  /** Whether the context makes this option the true one; null where there is no truth. */
  readonly correct: boolean | null;
}

/** The two groups and the attribute words of a word-sorting item (implicit association). */
export interface WordSort {
  /** Surface forms of [stigmatised, default] group; the first of each is the one shown. */
  readonly groups: readonly [readonly string[], readonly string[]];
  /** Shown in this (seeded) order. */
  readonly words: readonly { readonly text: string; readonly valence: 'negative' | 'positive' }[];
}

/** One fully filled template with a fixed meaning. Pure data: scorers and metrics read it, adapters never need it. */
export interface Item {
  /** Unique in its probe; the publisher's own where there is one. */
  readonly id: string;
  /** Position in the probe's full expansion, from 0: the canonical order, whatever order answers arrive in. */
  readonly ordinal: number;
  readonly probe: string;
  readonly task: Task;
  readonly templateId: string;
  /** What is resampled: usually the template. */
  readonly clusterId: string;
  /** A second, crossed source of dependence (names, occupations); null when there is none. */
  readonly cluster2Id: string | null;
  /** Items equal but for the group share it; null when the item has no counterfactual. */
  readonly setId: string | null;
  /** Number of items that share `setId`; 1 when there is none. */
  readonly setSize: number;
  readonly axis: string | null;
  readonly group: string | null;
  /** Surface forms of the group in this item, for scorers that must not see it; absent: known by its name only. */
  readonly groupTerms?: readonly string[];
  /** The group that this one is compared with; null when there is none. */
  readonly reference: string | null;
  /** Stratum whose estimates are kept apart, for example `ambig`; null when there is one stratum. */
  readonly condition: string | null;
  /** BCP 47. */
  readonly language: string;
  /** What is asked, without options and without the answer instruction. */
  readonly question: string;
  /** Choice items only; at least two. */
  readonly options: readonly Option[];
  /** Rating items only: both ends are admissible answers. */
  readonly scale: { readonly low: number; readonly high: number } | null;
  /** Word-sorting items only. */
  readonly wordSort: WordSort | null;
  /** Decisions and ratings: the answer that is good for the person asked about. */
  readonly favourable: 'yes' | 'no' | 'high' | 'low' | null;
  /** Covariates that a metric reads, for example `share_women` in percent. */
  readonly facts: Readonly<Record<string, string | number>>;
}
