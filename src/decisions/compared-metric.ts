import type { Denominator, Metric } from '../metrics/metric.js';
import type { TallyForm } from '../metrics/tally.js';
import { ratioOfTotals, type TotalsFunctional } from '../statistics/totals-functional.js';

/** A metric as a comparison needs it: known to the program, or as the manifest describes a user's own. */
export interface ComparedMetric {
  readonly name: string;
  readonly version: string;
  readonly direction: Metric['direction'];
  /** An open end is infinite. */
  readonly range: readonly [number, number];
  readonly ideal: number | null;
  readonly size: number;
  readonly functional: TotalsFunctional;
  readonly forms: readonly Denominator[];
  readonly interval: Metric['interval'];
  /** Whether the trials of a rate are replies, not items. */
  readonly averagesReplies: boolean;
  /** Whether a difference between a group and the reference means something. */
  readonly contrasts: boolean;
  /** Of metrics of distributions and words: what their amounts by key come to, in place of sums. */
  readonly tally?: TallyForm;
  /** For functionals of units: what a unit's sums bring; null: items bring theirs as they are. */
  readonly overUnits: ((sums: readonly number[]) => readonly number[] | null) | null;
}

/** What a manifest says of a metric. */
export interface DescribedMetric {
  readonly name: string;
  readonly version: string;
  readonly direction: Metric['direction'];
  readonly range: readonly [number | null, number | null];
  readonly ideal: number | null;
  readonly functional: 'mean' | 'other';
}

/** The metric behind a description; null when only code that is not here knows what its sums mean: a user's own
 *  metric that is not a mean, or another version of one that ships.
 *  @param shipped every metric that this program knows */
export function comparedMetric(
  described: DescribedMetric,
  shipped: readonly Metric[],
): ComparedMetric | null {
  const { name, version, direction, range, ideal } = described;
  const known = shipped.find((metric) => metric.name === name);
  if (known) {
    if (known.version !== version) return null;
    const vector = known.overUnits?.vector.bind(known.overUnits);
    return { ...known, averagesReplies: known.averagesReplies ?? false, overUnits: vector ?? null };
  }
  if (described.functional !== 'mean') return null;
  return {
    name,
    version,
    direction,
    range: [range[0] ?? Number.NEGATIVE_INFINITY, range[1] ?? Number.POSITIVE_INFINITY],
    ideal,
    size: 2,
    functional: ratioOfTotals,
    // The first form of every metric; which others it has only its own code knows.
    forms: ['conditional'],
    interval: 'cr1_t',
    averagesReplies: true,
    contrasts: true,
    overUnits: null,
  };
}

/** The sign that turns a metric into harm (larger is worse). Metrics whose ideal lies inside their range are positive
 *  toward the stereotype, so their harm is their value as it is: gating on the distance from the ideal would gate on
 *  noise, since the absolute value of a noisy estimate is biased upward.
 *  @example harmSign('lower_is_worse') // -1, e.g. accuracy */
export function harmSign(direction: Metric['direction']): 1 | -1 {
  return direction === 'lower_is_worse' ? -1 : 1;
}
