import type { COMPLETION_COLUMNS } from './completion-row.js';
import type { ITEM_COLUMNS } from './items-csv.js';
import type { METRIC_COLUMNS } from './metrics-csv.js';
import type { SCORE_COLUMNS } from './scores-csv.js';

/** What a column holds besides null. */
export type ColumnType = 'text' | 'int' | 'double' | 'bool' | 'datetime';

type Column =
  | (typeof COMPLETION_COLUMNS)[number]
  | (typeof SCORE_COLUMNS)[number]
  | (typeof ITEM_COLUMNS)[number]
  | (typeof METRIC_COLUMNS)[number];

/** Types of the columns of a run folder's tables; text when absent. A name has one type in every table. */
const COLUMN_TYPES = {
  sample_index: 'int',
  temperature: 'double',
  top_p: 'double',
  max_tokens: 'int',
  seed: 'int',
  attempts: 'int',
  started_at: 'datetime',
  latency_ms: 'int',
  input_tokens: 'int',
  output_tokens: 'int',
  cost_usd: 'double',
  cached: 'bool',
  correct: 'bool',
  score: 'double',
  score_min: 'double',
  score_max: 'double',
  truncated_for_scorer: 'bool',
  ordinal: 'int',
  estimate: 'double',
  ci_low: 'double',
  ci_high: 'double',
  ci_level: 'double',
  se: 'double',
  n_items: 'int',
  n_clusters: 'int',
  n_samples: 'int',
  n_answer: 'int',
  n_refused: 'int',
  n_unparsed: 'int',
  n_truncated: 'int',
  n_filtered: 'int',
  n_error: 'int',
  deff: 'double',
  shrunk_estimate: 'double',
  shrunk_sd: 'double',
  null_mean: 'double',
  excess: 'double',
  noise_floor: 'double',
  p: 'double',
  p_adj: 'double',
  family_size: 'int',
  e_value: 'double',
  stopped_early: 'bool',
  margin: 'double',
  mde: 'double',
} as const satisfies Partial<Record<Column, ColumnType>>;

type Typed = typeof COLUMN_TYPES;

/** Columns of a table that hold numbers. */
export type NumberColumn<C extends string> = {
  [K in C & keyof Typed]: Typed[K] extends 'int' | 'double' ? K : never;
}[C & keyof Typed];

/** @example columnType('n_items') // 'int' */
export function columnType(column: string): ColumnType {
  const types: Readonly<Record<string, ColumnType>> = COLUMN_TYPES;
  return types[column] ?? 'text';
}

export function isNumberColumn<C extends string>(column: C): column is C & NumberColumn<C> {
  const type = columnType(column);
  return type === 'int' || type === 'double';
}
