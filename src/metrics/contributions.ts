import { type Contribution, type Denominator, type Metric, opposite, type ScoredReply } from './metric.js';

/** One contribution when nothing is missing, else one for each of the metric's forms. */
export type Contributions = readonly Contribution[];

/** Of an item without any reply. */
export const NOTHING: Contributions = [];

/** What an item's replies bring to a metric: nothing without any reply; the same in every form where all have a
 *  score. */
export function contributionsOf(metric: Metric, replies: readonly ScoredReply[]): Contributions {
  if (replies.length === 0) return NOTHING;
  const conditional = metric.contribution(replies, 'conditional');
  if (metric.forms.length === 1 || replies.every(({ score }) => score.score !== null)) return [conditional];
  return metric.forms.map((form) =>
    form === 'conditional' ? conditional : metric.contribution(replies, form),
  );
}

/** Difference of two means, and in the bounds the widest one; null where either side has none. */
export function contrastContributions(
  metric: Metric,
  mine: Contributions,
  theirs: Contributions,
): Contributions {
  if (mine === NOTHING || theirs === NOTHING) return NOTHING;
  const forms = mine.length === 1 && theirs.length === 1 ? (['conditional'] as const) : metric.forms;
  const at = (values: Contributions, form: Denominator) =>
    (values.length === 1 ? values[0] : values[metric.forms.indexOf(form)]) ?? null;
  return forms.map((form) => {
    const a = at(mine, form);
    const b = at(theirs, opposite(form));
    return a && b ? [(a[0] ?? 0) / (a[1] ?? 1) - (b[0] ?? 0) / (b[1] ?? 1), 1] : null;
  });
}
