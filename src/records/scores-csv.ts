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

/** A row read back. */
export interface StoredScore {
  readonly completionId: string;
  readonly probe: string;
  readonly itemId: string;
  readonly scorer: string;
  readonly score: Score;
}

/** @returns null for a row that is not whole */
export function readScoreRow(record: readonly string[]): StoredScore | null {
  if (record.length !== SCORE_COLUMNS.length) return null;
  const at = (column: (typeof SCORE_COLUMNS)[number]) => record[SCORE_COLUMNS.indexOf(column)] ?? '';
  const text = (column: (typeof SCORE_COLUMNS)[number]) => (at(column) === '' ? null : at(column));
  const number = (column: (typeof SCORE_COLUMNS)[number]) => (at(column) === '' ? null : Number(at(column)));
  const outcome = OUTCOMES.find((known) => known === at('parse_outcome'));
  if (!outcome) return null;
  const kind = at('refusal_kind');
  return {
    completionId: at('completion_id'),
    probe: at('probe'),
    itemId: at('item_id'),
    scorer: at('scorer'),
    score: {
      scoreName: at('score_name'),
      outcome,
      parseRule: text('parse_rule'),
      refusalKind: kind === 'model' || kind === 'provider_filter' ? kind : null,
      answerRaw: text('answer_raw'),
      answerCanonical: text('answer_canonical'),
      correct: at('correct') === '' ? null : at('correct') === 'true',
      score: number('score'),
      label: text('score_label'),
      scoreMin: number('score_min'),
      scoreMax: number('score_max'),
      truncatedForScorer: at('truncated_for_scorer') === 'true',
      reasonIfNull: text('reason_if_null'),
    },
  };
}

const OUTCOMES = ['answer', 'refusal', 'unparsed'] as const satisfies readonly Score['outcome'][];
