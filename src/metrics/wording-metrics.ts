import { rangeOfParts } from '../statistics/range-of-parts.js';
import type { Metric } from './metric.js';

/** A metric in each wording of the instruction, and how far apart the wordings lie. The mean over wordings is the metric
 *  itself, which averages within the item.
 *  The range is positive by chance as well: read its excess over what exchanged wordings give.
 *  @param wordings ids of the paraphrases, at least two */
export function inEachWording(metric: Metric, wordings: readonly string[]): Metric[] {
  // What is made of the metric of groups (ratios) is not made again in every wording.
  const { impactRatio: _impact, ratios: _ratios, control: _control, ...plain } = metric;
  const within = wordings.map(
    (wording): Metric => ({
      ...plain,
      name: `${metric.name}_wording_${wording}`,
      title: `${metric.title}, wording ${wording}`,
      contribution: (replies, denominator) =>
        metric.contribution(
          replies.filter(({ prompt }) => prompt.paraphraseId === wording),
          denominator,
        ),
    }),
  );
  const { overall, ...told } = plain;
  const range: Metric = {
    ...told,
    // A mean of ranges would be no range.
    ...(overall === 'pooled' && { overall }),
    name: `${metric.name}_wording_range`,
    title: `${metric.title}: largest minus smallest value over wordings`,
    direction: 'higher_is_worse',
    range: [0, metric.range[1] - metric.range[0]],
    ideal: 0,
    nullValue: null,
    contribution: (replies, denominator) => {
      const parts = within.map(({ contribution }) => contribution(replies, denominator));
      if (parts.every((part) => part === null)) return null;
      return parts.flatMap((part) => part ?? new Array<number>(metric.size).fill(0));
    },
    size: metric.size * wordings.length,
    forms: ['conditional'],
    functional: rangeOfParts(metric.functional, wordings.length),
    interval: 'bca_cluster',
    contrasts: false,
    wordings: { metric: metric.name, functional: metric.functional, count: wordings.length },
  };
  return [...within, range];
}
