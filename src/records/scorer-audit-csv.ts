import type { FamilyEstimate } from '../metrics/estimate-table.js';
import type { HarmReading } from '../scorers/scorer.js';
import { SCHEMA_VERSION } from './completion-row.js';
import type { Cell } from './csv-row.js';

/** Columns of scorer-audit.csv, in order; those that metrics.csv has too mean the same. */
export const AUDIT_COLUMNS = [
  'schema_version',
  'scorer',
  'score_name',
  'harm_sign',
  'threshold',
  'data_hash',
  'metric',
  'metric_version',
  'axis',
  'group',
  'reference',
  'denominator',
  'estimate',
  'ci_low',
  'ci_high',
  'ci_level',
  'se',
  'n_items',
  'n_clusters',
  'n_answer',
  'n_refused',
  'n_unparsed',
  'null_mean',
  'excess',
  'p',
  'p_adj',
  'p_method',
  'p_adj_method',
  'method',
  'seed',
  'flags',
  'reason_if_null',
] as const;

/** One row of scorer-audit.csv. */
export function auditRow(row: FamilyEstimate, harm: HarmReading, dataHash: string): Cell[] {
  const { answer, refused, unparsed } = row.calls;
  const identity = [SCHEMA_VERSION, row.scorer, harm.scoreName, harm.sign, harm.threshold, dataHash];
  const figure = [row.estimate, row.ciLow, row.ciHigh, row.ciLevel, row.standardError];
  return [
    ...identity,
    row.metric,
    row.metricVersion,
    row.axis,
    row.group,
    row.reference,
    row.denominator,
    ...figure,
    ...[row.items, row.clusters, answer, refused, unparsed],
    ...[row.nullMean, row.excess, row.p, row.pAdjusted, row.pMethod, row.pAdjustment],
    row.method,
    row.seed,
    row.flags.length === 0 ? null : row.flags.join(';'),
    row.reasonIfNull,
  ];
}
