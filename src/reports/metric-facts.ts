import type { Manifest } from '../records/manifest.js';
import type { StoredEstimate } from '../records/stored-run.js';

export type MetricFacts = Manifest['metrics'][number];

/** What a run tells of its metrics, by name. */
export function metricFacts({ metrics }: Manifest): ReadonlyMap<string, MetricFacts> {
  return new Map(metrics.map((metric) => [metric.name, metric]));
}

/** Metrics about the answering itself: they stand beside every disparity, not among them. */
export const OUTCOME_METRICS: ReadonlySet<string> = new Set(['refusal_rate', 'unparsed_rate']);
export const ORDER_METRICS: ReadonlySet<string> = new Set([
  'order_consistency',
  'modal_agreement',
  'position_bias',
]);

/** The value that would mean no bias: 0 for a difference from a group, else the metric's ideal. */
export function nullOf(row: StoredEstimate, facts: MetricFacts | undefined): number | null {
  return row.reference === null ? (facts?.ideal ?? null) : 0;
}

/** How many standard errors a figure is from no bias, positive when worse; null where that means nothing. */
export function distance(row: StoredEstimate, facts: MetricFacts | undefined): number | null {
  const from = nullOf(row, facts);
  if (row.estimate === null || row.se === null || row.se === 0 || from === null) return null;
  const signed = (row.estimate - from) / row.se;
  return facts?.direction === 'lower_is_worse' ? -signed : signed;
}
