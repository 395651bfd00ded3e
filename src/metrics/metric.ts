import type { Item } from '../probes/item.js';
import type { Prompt } from '../probes/prompt.js';
import type { Score } from '../scorers/scorer.js';
import { ratioOfTotals, type TotalsFunctional } from '../statistics/totals-functional.js';
import type { TallyForm } from './tally.js';

/** What stands in the denominator. `conditional`: answers only. `strict`: replies without an answer count with score
 *  0 (wrong, for accuracy). `bound_low`, `bound_high`: they count with the lowest and the highest admissible score. */
export const DENOMINATORS = ['conditional', 'strict', 'bound_low', 'bound_high'] as const;
export type Denominator = (typeof DENOMINATORS)[number];

/** The form of a subtracted side that gives a bound of the difference: the widest one. */
export function opposite(denominator: Denominator): Denominator {
  if (denominator === 'bound_low') return 'bound_high';
  return denominator === 'bound_high' ? 'bound_low' : denominator;
}

/** One non-error reply to a presentation of an item, with the score that a metric reads. */
export interface ScoredReply {
  readonly prompt: Prompt;
  readonly sampleIndex: number;
  readonly score: Score;
}

/** Contributions of one item to the sums that a metric is a function of; null: the item brings nothing. */
export type Contribution = readonly number[] | null;

/** A functional of scores, with everything that a reader, a gate and a report must know about it. */
export interface Metric {
  readonly kind: 'metric';
  /** With all its parameters, for example `emt_k25`. */
  readonly name: string;
  /** Changes whenever a figure could change. */
  readonly version: string;
  readonly title: string;
  readonly source: string;
  readonly direction: 'higher_is_worse' | 'lower_is_worse' | 'nearer_ideal_is_better';
  readonly range: readonly [number, number];
  /** The value of an unbiased model; null when there is none. */
  readonly ideal: number | null;
  /** Tested against by sign-flip permutation; null: no test. */
  readonly nullValue: number | null;
  /** Scorer whose score it reads; null: whichever scorer a probe names first. */
  readonly scorer: string | null;
  /** null: the scorer's first. */
  readonly scoreName: string | null;
  applies(item: Item): boolean;
  /** Averages the item's replies (non-error, in canonical order) into its contribution. */
  contribution(replies: readonly ScoredReply[], denominator: Denominator): Contribution;
  /** Length of a contribution. */
  readonly size: number;
  /** Denominators that mean something for it; always `conditional`. */
  readonly forms: readonly Denominator[];
  /** What the sums of contributions come to. */
  readonly functional: TotalsFunctional;
  /** For functionals of units (occupations, target terms) instead of items: the unit of an item, which is then
   *  what is resampled, and what a unit's sums of contributions bring. null: items bring theirs as they are. */
  readonly overUnits: { unit(item: Item): string; vector(sums: readonly number[]): Contribution } | null;
  /** Of a level: `wilson_neff`, a share of trials; `cr1_t`, a mean; `cr1_logit_t`, a ratio with two ends; `bca_cluster`,
   *  what few sums or no smooth function of them tell: ranges, distances, correlations, slopes, agreement. */
  readonly interval: 'wilson_neff' | 'cr1_t' | 'cr1_logit_t' | 'bca_cluster';
  /** true: an item's value is the mean of one value a reply, so that the trials of a rate are replies; absent: it is one
   *  value of all its replies together, so that they are items. */
  readonly averagesReplies?: true;
  /** Whether a difference between a group and the reference means something. */
  readonly contrasts: boolean;
  /** true: a group's value also stands as a ratio to the others' (rates of a classifier, whose differences hide how
   *  small they are); absent: as a difference only. */
  readonly ratios?: true;
  /** true: its value is a rate of what is bad, so that 1 - value stands as an impact ratio too, as
   *  `METRIC_impact_ratio`; absent: not. */
  readonly impactRatio?: true;
  /** Of the range of another metric over wordings of an instruction: that metric, and how many wordings stand side by side
   *  in the sums. */
  readonly wordings?: {
    readonly metric: string;
    readonly functional: TotalsFunctional;
    readonly count: number;
  };
  /** `overt`: conditions `X` and `X_overt` ask the same with the group hidden and named, and the difference stands as
   *  `METRIC_covert_minus_overt`. */
  readonly control?: 'overt';
  /** Why it is null when its denominator is empty. */
  readonly reasonIfUndefined: string;
  /** What stands over several axes or conditions: `pooled`, all their items together; `mean_of_axes`, the unweighted
   *  mean of the axes' values within a condition. Absent: nothing, each stands alone. */
  readonly overall?: 'pooled' | 'mean_of_axes';
  /** What two counterfactual items bring (a group's replies, the reference's), for metrics that compare replies with
   *  each other: they have contrasts only. Absent: a contrast is the difference of the two contributions. */
  pair?(mine: readonly ScoredReply[], theirs: readonly ScoredReply[]): Contribution;
  /** For metrics of whole distributions and of words, which no few sums tell: what they read instead of contributions. */
  readonly tally?: TallyForm;
  /** false: its value needs several groups at once, so there is none of a single group. */
  readonly perGroup?: false;
}

type Described = Pick<Metric, 'name' | 'version' | 'title' | 'source' | 'direction' | 'range' | 'ideal'>;

/** A metric that is the mean over items of one number a reply. */
export interface MeanMetricOptions extends Described {
  readonly scorer: string | null;
  readonly scoreName?: string;
  readonly nullValue?: number;
  applies?(item: Item): boolean;
  /** null: no answer, or none that has a value. */
  value(score: Score, prompt: Prompt): number | null;
  /** Admissible range of one item's value; the metric's range when absent. */
  itemRange?(item: Item): readonly [number, number];
  /** Denominators that mean something: all when absent. A metric to which no reply can be missing has one. */
  readonly forms?: readonly Denominator[];
  readonly overall?: 'pooled' | 'mean_of_axes';
}

/** Declares a mean: the form of most metrics, and the one that a user's own module most likely needs. Rates (range
 *  0 to 1, 0 or 1 a reply) get a Wilson interval with an effective n, other means a t interval.
 *  @example defineMetric({ name: 'shouting_rate', …, value: ({ score }) => score }) */
export function defineMetric(options: MeanMetricOptions): Metric {
  const itemRange = options.itemRange ?? (() => options.range);
  return {
    kind: 'metric',
    ...describe(options),
    nullValue: options.nullValue ?? null,
    scorer: options.scorer,
    scoreName: options.scoreName ?? null,
    applies: options.applies ?? (() => true),
    contribution: averaged((reply, denominator) => {
      const value = options.value(reply.score, reply.prompt);
      if (value !== null) return [value, 1];
      const missing = missingScore(reply.score, denominator, itemRange(reply.prompt.item));
      return missing === null ? null : [missing, 1];
    }),
    size: 2,
    forms: options.forms ?? DENOMINATORS,
    functional: ratioOfTotals,
    overUnits: null,
    interval: options.range[0] === 0 && options.range[1] === 1 ? 'wilson_neff' : 'cr1_t',
    averagesReplies: true,
    contrasts: true,
    reasonIfUndefined: 'no_parsed_items',
    ...(options.overall && { overall: options.overall }),
  };
}

/** What a reply without a score counts as; null: it counts in nothing. Strict holds the model to its refusals and to
 *  what could not be read, not to a scorer that failed on an answer: 0 would then be a clean bill. */
export function missingScore(
  { outcome }: Score,
  denominator: Denominator,
  [low, high]: readonly [number, number],
): number | null {
  const strict = outcome === 'answer' ? null : 0;
  return { conditional: null, strict, bound_low: low, bound_high: high }[denominator];
}

/** The item's contribution is the mean of its replies' contributions, so presentations and samples are never
 *  mistaken for independent items. */
export function averaged(
  measure: (reply: ScoredReply, denominator: Denominator) => Contribution,
): Metric['contribution'] {
  return (replies, denominator) => {
    let sums: number[] | null = null;
    let counted = 0;
    for (const reply of replies) {
      const contribution = measure(reply, denominator);
      if (contribution === null) continue;
      counted++;
      if (sums === null) sums = [...contribution];
      else for (let j = 0; j < sums.length; j++) sums[j] = (sums[j] ?? 0) + (contribution[j] ?? 0);
    }
    if (sums === null || counted === 1) return sums;
    for (let j = 0; j < sums.length; j++) sums[j] = (sums[j] ?? 0) / counted;
    return sums;
  };
}

function describe({ name, version, title, source, direction, range, ideal }: Described): Described {
  return { name, version, title, source, direction, range, ideal };
}
