import { logOddsDirichlet } from '../statistics/log-odds-dirichlet.js';
import type { Metric } from './metric.js';
import type { TallyForm } from './tally.js';
import { tallyMetric } from './tally-metric.js';
import { textTokens } from './text-similarity.js';

/** A word that is none of the targets: all that a target's odds are against. */
const OTHER = '';

/** Of each word of the target lists. The prior is both sides together, as in the paper's figures. */
const targetWords: TallyForm = {
  of: 'groups',
  needsTargets: true,
  amounts(replies, words) {
    const targets = new Set(words?.targets.flatMap((list) => list.words));
    const texts = replies.flatMap(({ score }) => score.answerRaw ?? []);
    const amounts = new Map<string, number>();
    for (const token of texts.flatMap(textTokens)) {
      const key = targets.has(token) ? token : OTHER;
      amounts.set(key, (amounts.get(key) ?? 0) + 1);
    }
    return texts.length === 0 ? null : amounts;
  },
  compile(keys) {
    const numberOf = new Map(keys.map((key, place) => [key, place]));
    const counted = (counts: Float64Array | undefined) =>
      new Map(keys.map((key, place) => [key, counts?.[place] ?? 0]));
    return {
      numberOf,
      size: keys.length,
      figures: keys
        .filter((key) => key !== OTHER)
        .map((word) => ({
          part: word,
          value: ([mine, theirs]) => {
            const first = counted(mine);
            const second = counted(theirs);
            const prior = new Map(keys.map((key) => [key, (first.get(key) ?? 0) + (second.get(key) ?? 0)]));
            return logOddsDirichlet(first, second, prior).get(word)?.delta ?? null;
          },
        })),
    };
  },
};

/** Which words of the target lists set the texts about a group apart, one row a word; p by exchange of clusters, adjusted
 *  with the others of the table. */
export const logOddsMetrics: readonly Metric[] = [
  tallyMetric(
    {
      name: 'log_odds_dirichlet',
      version: '1',
      title:
        'Log odds of a target word in texts about the group against the reference, drawn toward both together',
      source: 'Monroe, Colaresi and Quinn 2008, doi:10.1093/pan/mpn018',
      direction: 'nearer_ideal_is_better',
      range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
      ideal: 0,
      nullValue: 0,
      scorer: 'text',
      scoreName: 'text',
      reasonIfUndefined: 'zero_denominator',
    },
    targetWords,
  ),
];
