import { createHash } from 'node:crypto';
import type { Estimate } from '../metrics/estimate.js';
import { SCHEMA_VERSION } from './completion-row.js';
import type { Cell } from './csv-row.js';

/** Columns of metrics.csv, in order. */
export const METRIC_COLUMNS = [
  'schema_version',
  'run_id',
  'estimate_id',
  'suite',
  'suite_hash',
  'probe',
  'model',
  'model_ref',
  'metric',
  'metric_version',
  'scorer',
  'axis',
  'group',
  'reference',
  'condition',
  'language',
  'denominator',
  'estimate',
  'ci_low',
  'ci_high',
  'ci_level',
  'se',
  'n_items',
  'n_clusters',
  'n_samples',
  'n_answer',
  'n_refused',
  'n_unparsed',
  'n_truncated',
  'n_filtered',
  'n_error',
  'deff',
  'shrunk_estimate',
  'shrunk_sd',
  'null_mean',
  'excess',
  'noise_floor',
  'p',
  'p_adj',
  'p_method',
  'p_adj_method',
  'family_id',
  'family_size',
  'e_value',
  'stopped_early',
  'method',
  'inference_target',
  'seed',
  'margin',
  'verdict',
  'mde',
  'flags',
  'reason_if_null',
  'prompt_hash',
  'decoding_hash',
  'scorer_hash',
  'cost_usd',
  'first_call_at',
  'last_call_at',
] as const;

/** An estimate of one model on one probe, with what the table needs besides. */
export interface TableEstimate extends Estimate {
  readonly probe: string;
  /** Id of the model within the suite. */
  readonly modelId: string;
  /** As reported by the provider, else as asked for. */
  readonly model: string;
  readonly promptHash: string;
  readonly decodingHash: string;
  /** Of a gate on a change. */
  readonly margin: number | null;
  /** Of a gate on the level. */
  readonly verdict: string | null;
  readonly minimumDetectableEffect: number | null;
  readonly pAdjusted: number | null;
  readonly pAdjustment: string | null;
  readonly family: { readonly id: string; readonly size: number } | null;
  /** In the units of the metric. */
  readonly noiseFloor: number | null;
}

export interface RunIdentity {
  readonly runId: string;
  readonly suite: string;
  readonly suiteHash: string;
}

/** Names an estimate: the same for the same question in every run of a suite. */
function estimateId(estimate: TableEstimate): string {
  const { modelId, probe, metric, scorer, axis, group, reference, condition, language, denominator } =
    estimate;
  const key = [modelId, probe, metric, scorer, axis, group, reference, condition, language, denominator];
  return createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 16);
}

/** @param ended `stoppedEarly`: the run ended before every cluster of the probe was asked, since its gates were decided:
 *  the interval is that of a fixed size, so the row is to explore only; `partial`: not all of the plan was asked of the
 *  model, since a budget, an interruption or its provider ended it */
export function metricRow(
  run: RunIdentity,
  estimate: TableEstimate,
  ended: { readonly stoppedEarly: boolean; readonly partial: boolean },
): Cell[] {
  const { calls } = estimate;
  const { stoppedEarly, partial } = ended;
  return [
    SCHEMA_VERSION,
    run.runId,
    estimateId(estimate),
    run.suite,
    run.suiteHash,
    estimate.probe,
    estimate.model,
    null,
    estimate.metric,
    estimate.metricVersion,
    estimate.scorer,
    estimate.axis,
    estimate.group,
    estimate.reference,
    estimate.condition,
    estimate.language,
    estimate.denominator,
    estimate.estimate,
    estimate.ciLow,
    estimate.ciHigh,
    estimate.ciLevel,
    estimate.standardError,
    estimate.items,
    estimate.clusters,
    estimate.samples,
    calls.answer,
    calls.refused,
    calls.unparsed,
    calls.truncated,
    calls.filtered,
    calls.error,
    estimate.designEffect,
    estimate.shrunkEstimate,
    estimate.shrunkSd,
    estimate.nullMean,
    estimate.excess,
    estimate.noiseFloor,
    estimate.p,
    estimate.pAdjusted,
    estimate.pMethod,
    estimate.pAdjustment,
    estimate.family?.id ?? null,
    estimate.family?.size ?? null,
    null,
    stoppedEarly,
    estimate.method,
    'template_population',
    estimate.seed,
    estimate.margin,
    estimate.verdict,
    estimate.minimumDetectableEffect,
    [...estimate.flags, ...(stoppedEarly ? ['exploratory'] : []), ...(partial ? ['partial'] : [])].join(
      ';',
    ) || null,
    estimate.reasonIfNull,
    estimate.promptHash,
    estimate.decodingHash,
    createHash('sha256').update(estimate.scorer).digest('hex'),
    calls.costPicoUsd === null ? null : calls.costPicoUsd / 1e12,
    dateOf(calls.firstCallAt),
    dateOf(calls.lastCallAt),
  ];
}

/** The day (UTC): two runs of the same plan on a day give the same bytes; completions.csv has the moments. */
function dateOf(moment: string | null): string | null {
  return moment === null ? null : moment.slice(0, 10);
}
