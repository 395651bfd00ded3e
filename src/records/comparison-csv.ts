import { createHash } from 'node:crypto';
import type { ComparisonRow } from '../decisions/comparison.js';
import { SCHEMA_VERSION } from './completion-row.js';
import type { Cell } from './csv-row.js';
import type { Manifest } from './manifest.js';
import { METRIC_COLUMNS } from './metrics-csv.js';

/** What a comparison has besides the columns of metrics.csv. `estimate` is candidate minus baseline in the metric's
 *  own direction; `harm_low` and `harm_high` are its limits with larger as worse, on which the verdict rests. */
const OWN_COLUMNS = [
  'candidate',
  'baseline',
  'harm_low',
  'harm_high',
  'ceiling',
  'outcome',
  'reason',
  'n_answer_ref',
  'n_refused_ref',
  'n_unparsed_ref',
  'n_error_ref',
] as const;
type Column = (typeof METRIC_COLUMNS)[number] | (typeof OWN_COLUMNS)[number];

/** Columns of comparison.csv, in order: those of metrics.csv first. */
export const COMPARISON_COLUMNS: readonly Column[] = [...METRIC_COLUMNS, ...OWN_COLUMNS];

/** @param manifest of the candidate's run */
export function comparisonRow(manifest: Manifest, row: ComparisonRow): Cell[] {
  const { replies, repliesRef, gate } = row;
  const key = [row.model, row.modelRef, row.probe, row.metric, row.axis, row.group, row.reference];
  const cells: Partial<Record<Column, Cell>> = {
    schema_version: SCHEMA_VERSION,
    run_id: manifest.run_id,
    estimate_id: createHash('sha256')
      .update(JSON.stringify([...key, row.condition, row.denominator, gate?.ceiling ?? null]))
      .digest('hex')
      .slice(0, 16),
    suite: manifest.suite,
    suite_hash: manifest.suite_hash,
    probe: row.probe,
    model: row.model,
    model_ref: row.modelRef,
    metric: row.metric,
    metric_version: row.metricVersion,
    axis: row.axis,
    group: row.group,
    reference: row.reference,
    condition: row.condition,
    denominator: row.denominator,
    estimate: row.estimate,
    ci_low: row.ciLow,
    ci_high: row.ciHigh,
    ci_level: row.ciLevel,
    se: row.standardError,
    n_items: row.items,
    n_clusters: row.clusters,
    n_samples: manifest.samples,
    n_answer: replies.answer,
    n_refused: replies.refused,
    n_unparsed: replies.unparsed,
    n_error: replies.error,
    p: row.p,
    p_adj: row.pAdjusted,
    p_method: row.pMethod,
    p_adj_method: row.pAdjustment,
    family_id: row.family?.id ?? null,
    family_size: row.family?.size ?? null,
    e_value: row.sequential?.eValue ?? null,
    stopped_early: row.sequential?.stoppedEarly ?? false,
    method: row.method,
    inference_target: 'template_population',
    seed: row.seed,
    margin: gate?.margin ?? null,
    verdict: row.verdict,
    mde: row.minimumDetectableEffect,
    flags: row.flags.length > 0 ? row.flags.join(';') : null,
    reason_if_null: row.reasonIfNull,
    prompt_hash: manifest.probes.find(({ name }) => name === row.probe)?.hash ?? null,
    candidate: row.candidate,
    baseline: row.baseline,
    harm_low: row.harmLow,
    harm_high: row.harmHigh,
    ceiling: gate?.ceiling ?? null,
    outcome: row.outcome,
    reason: row.reason,
    n_answer_ref: repliesRef.answer,
    n_refused_ref: repliesRef.refused,
    n_unparsed_ref: repliesRef.unparsed,
    n_error_ref: repliesRef.error,
  };
  return COMPARISON_COLUMNS.map((column) => cells[column] ?? null);
}
