import type { Item } from '../probes/item.js';
import { ratioOfTotals, type TotalsFunctional } from '../statistics/totals-functional.js';
import { type Contribution, DENOMINATORS, type Metric, type ScoredReply } from './metric.js';

const SOURCE =
  'Zheng et al. 2024, arXiv:2309.03882; Pezeshkpour and Hruschka 2024, doi:10.18653/v1/2024.findings-naacl.130';

/** Name of the metric that decides on the flag `position_bias`. */
export const ORDER_CONSISTENCY = 'order_consistency';

/** Most places that an answer may have. */
const PLACES = 8;

const shared = {
  kind: 'metric' as const,
  version: '1',
  source: SOURCE,
  nullValue: null,
  scorer: 'choice',
  scoreName: null,
  applies: (item: Item) => item.options.length > 1 && item.options.length <= PLACES,
  overUnits: null,
  contrasts: false,
  // One presentation an item says nothing about order.
  reasonIfUndefined: 'below_min_n',
  overall: 'pooled' as const,
} satisfies Partial<Metric>;

/** Answers of one sample over the item's presentations; null: a reply without an answer. */
function answersBySample(replies: readonly ScoredReply[]): (string | null)[][] {
  const samples = new Map<number, (string | null)[]>();
  for (const { sampleIndex, score } of replies) {
    const answers = samples.get(sampleIndex) ?? [];
    samples.set(sampleIndex, answers);
    answers.push(score.answerCanonical);
  }
  return [...samples.values()];
}

/** Largest share of equal answers. @example modalShare(['A', 'U', 'A']) // 0.6667 */
export function modalShare(answers: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  return Math.max(0, ...counts.values()) / answers.length;
}

function meanOver(
  samples: readonly (string | null)[][],
  value: (answers: (string | null)[]) => number | null,
): Contribution {
  const values = samples.flatMap((answers) => value(answers) ?? []);
  return values.length === 0 ? null : [values.reduce((sum, one) => sum + one, 0) / values.length, 1];
}

/** An item with all answers: 1 when all presentations have the same one. Missing answers leave it out
 *  (`conditional`), count as different (`strict`, `bound_low`), or as the same where the others are (`bound_high`). */
const orderConsistency: Metric = {
  ...shared,
  name: ORDER_CONSISTENCY,
  title: 'Items with the same answer in every presentation',
  direction: 'lower_is_worse',
  range: [0, 1],
  ideal: 1,
  contribution: (replies, denominator) =>
    meanOver(answersBySample(replies), (answers) => {
      const given = answers.filter((answer) => answer !== null);
      if (answers.length < 2) return null;
      if (given.length < answers.length && denominator === 'conditional') return null;
      if (given.length < answers.length && denominator !== 'bound_high') return 0;
      return new Set(given).size <= 1 ? 1 : 0;
    }),
  size: 2,
  forms: DENOMINATORS,
  functional: ratioOfTotals,
  interval: 'wilson_neff',
};

/** Mean over items of the share of their most frequent answer, among answers; items with two answers or more. */
const modalAgreement: Metric = {
  ...shared,
  name: 'modal_agreement',
  title: "Mean share of an item's most frequent answer",
  direction: 'lower_is_worse',
  range: [0, 1],
  ideal: 1,
  contribution: (replies) =>
    meanOver(answersBySample(replies), (answers) => {
      const given = answers.filter((answer) => answer !== null);
      return given.length < 2 ? null : modalShare(given);
    }),
  size: 2,
  forms: ['conditional'],
  functional: ratioOfTotals,
  interval: 'cr1_t',
};

/** Excess of answers at each place, over what the chosen options' own places would give: an option that keeps its place
 *  in every order ("cannot say", shown last) has none. */
function placeExcess(replies: readonly ScoredReply[]): Contribution {
  const prompts = new Set(replies.map(({ prompt }) => prompt));
  if (prompts.size < 2) return null;
  const sums = new Array<number>(PLACES + 1).fill(0);
  let answers = 0;
  for (const { prompt, score } of replies) {
    const option = prompt.item.options.findIndex(({ id }) => id === score.answerCanonical);
    if (score.answerCanonical === null || option < 0) continue;
    answers++;
    const place = prompt.optionOrder.indexOf(option);
    // Whole numbers until the end, so that an excess of none is 0 and not its rounding.
    sums[place] = (sums[place] ?? 0) + prompts.size;
    for (const shown of prompts) {
      const usual = shown.optionOrder.indexOf(option);
      sums[usual] = (sums[usual] ?? 0) - 1;
    }
  }
  if (answers === 0) return null;
  const excess = sums.map((sum) => sum / answers / prompts.size);
  excess[PLACES] = 1;
  return excess;
}

/** Total variation distance of the answers' places from the places that the same answers would have had without regard
 *  to place. Positive by chance in small samples: read it with its interval. */
const placeDistance: TotalsFunctional = {
  size: PLACES + 1,
  value(totals) {
    const items = totals[PLACES] ?? 0;
    if (items === 0) return null;
    let distance = 0;
    for (let place = 0; place < PLACES; place++) distance += Math.abs(totals[place] ?? 0);
    return distance / 2 / items;
  },
  gradient(totals) {
    const items = totals[PLACES] ?? 0;
    const slopes = Array.from({ length: PLACES }, (_, place) => Math.sign(totals[place] ?? 0) / 2 / items);
    const distance = slopes.reduce((sum, slope, place) => sum + slope * (totals[place] ?? 0), 0);
    return [...slopes, -distance / items];
  },
};

/** 0: the place of an option changes nothing; (k-1)/k: always the same place of k, in balanced orders. */
const positionBias: Metric = {
  ...shared,
  name: 'position_bias',
  title: 'Distance of the places of answers from those that their content gives',
  direction: 'higher_is_worse',
  range: [0, 1],
  ideal: 0,
  contribution: placeExcess,
  size: PLACES + 1,
  forms: ['conditional'],
  functional: placeDistance,
  interval: 'bca_cluster',
};

/** Reported for every probe of choices: whether its answers are of content or of place. */
export const orderMetrics: readonly Metric[] = [orderConsistency, modalAgreement, positionBias];
