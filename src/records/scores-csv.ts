import type { Score } from '../scorers/scorer.js';
import { SCHEMA_VERSION } from './completion-row.js';
import type { Cell } from './csv-row.js';

/** Columns of scores.csv, in order. */
export const SCORE_COLUMNS = [
  'schema_version',
  'run_id',
  'completion_id',
  'item_id',
  'probe',
  'cluster_id',
  'group',
  'parse_outcome',
  'parse_rule',
  'refusal_kind',
  'answer_raw',
  'answer_canonical',
  'correct',
  'scorer',
  'scorer_version',
  'score_name',
  'score',
  'score_label',
  'score_min',
  'score_max',
  'truncated_for_scorer',
  'reason_if_null',
] as const;

/** What all scores of one completion share. */
export interface ScoredCompletion {
  readonly runId: string;
  readonly completionId: string;
  readonly itemId: string;
  readonly probe: string;
  readonly clusterId: string;
  readonly group: string | null;
}

export function scoreRow(
  of: ScoredCompletion,
  scorer: { readonly name: string; readonly version: string },
  score: Score,
): Cell[] {
  return [
    SCHEMA_VERSION,
    of.runId,
    of.completionId,
    of.itemId,
    of.probe,
    of.clusterId,
    of.group,
    score.outcome,
    score.parseRule,
    score.refusalKind,
    score.answerRaw,
    score.answerCanonical,
    score.correct,
    scorer.name,
    scorer.version,
    score.scoreName,
    score.score,
    score.label,
    score.scoreMin,
    score.scoreMax,
    score.truncatedForScorer,
    score.reasonIfNull,
  ];
}
