import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ExitCode, RecordError } from '../errors.js';
import { type Cell, formatRow } from './csv-row.js';
import { writeFileAtomically } from './draft-file.js';
import { splitRecord } from './scan-records.js';

/** Columns of history.csv: one row an estimate a run. `change` is against the reference run of the suite, over the
 *  items that both have; empty in the reference itself. `retest_flip_rate` is of the row's model and probe; `retest_se`
 *  is what asking again alone adds to the standard error of a mean of its main score over as many items. */
const HISTORY_COLUMNS = [
  'schema_version',
  'started_at',
  'run_id',
  'suite_hash',
  'model',
  'model_returned',
  'fingerprints',
  'estimate_id',
  'probe',
  'metric',
  'axis',
  'group',
  'reference',
  'condition',
  'estimate',
  'ci_low',
  'ci_high',
  'n_items',
  'n_refused',
  'n_unparsed',
  'is_reference',
  'change',
  'change_se',
  'retest_flip_rate',
  'retest_se',
] as const;

type HistoryColumn = (typeof HISTORY_COLUMNS)[number];
export type HistoryRow = { readonly [C in HistoryColumn]: string };

/** Relative to the results folder. */
export function historyFile(suiteFolder: string): string {
  return `${suiteFolder}/history.csv`;
}

/** Rows of a history, oldest run first; none when there is no file yet.
 *  @throws RecordError for another header or a broken row */
export function readHistory(path: string): HistoryRow[] {
  if (!existsSync(path)) return [];
  const [header = '', ...lines] = records(readFileSync(path, 'utf8'));
  if (header !== HISTORY_COLUMNS.join(',')) throw broken(path, 1, 'is not the header of history.csv');
  return lines.map((line, index) => {
    const fields = splitRecord(line);
    if (fields.length !== HISTORY_COLUMNS.length)
      throw broken(path, index + 2, `has ${fields.length} fields, expected ${HISTORY_COLUMNS.length}`);
    // Every column has its field, in order.
    return Object.fromEntries(
      HISTORY_COLUMNS.map((column, place) => [column, fields[place] ?? '']),
    ) as HistoryRow;
  });
}

/** Writes the whole history again, so that a run that is recorded twice is in it once.
 *  @throws RecordError when the disk refuses */
export function writeHistory(path: string, rows: readonly HistoryRow[]): void {
  const lines = rows.map((row) =>
    formatRow(HISTORY_COLUMNS.map((column): Cell => (row[column] === '' ? null : row[column]))),
  );
  writeFileAtomically(path, [formatRow([...HISTORY_COLUMNS]), ...lines]);
}

const driftSchema = z.array(
  z.strictObject({
    estimateId: z.string(),
    model: z.string(),
    probe: z.string(),
    metric: z.string(),
    scope: z.string(),
    verdict: z.enum(['moved', 'not moved', 'cannot tell yet']),
    change: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    eValue: z.number().nullable(),
    looks: z.int(),
    reason: z.string().nullable(),
  }),
);

/** What `probity drift` found of each figure. */
export type DriftRow = z.infer<typeof driftSchema>[number];

/** The last verdicts on a suite; none when drift was never judged. */
export function readDrift(suiteFolder: string): DriftRow[] {
  const path = join(suiteFolder, 'drift.json');
  if (!existsSync(path)) return [];
  const parsed = driftSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw broken(path, 1, 'is not what probity drift writes');
  return parsed.data;
}

export function writeDrift(suiteFolder: string, rows: readonly DriftRow[]): void {
  writeFileAtomically(join(suiteFolder, 'drift.json'), [`${JSON.stringify(rows, null, 2)}\n`]);
}

/** No cell of a history has a line feed but a name that somebody gave one. */
function records(text: string): string[] {
  const whole: string[] = [];
  let open = '';
  for (const line of text.split('\n')) {
    const record = open === '' ? line : `${open}\n${line}`;
    open = (record.split('"').length - 1) % 2 === 1 ? record : '';
    if (open === '' && record !== '') whole.push(record);
  }
  return whole;
}

function broken(path: string, line: number, what: string): RecordError {
  return new RecordError(`${path}: record ${line} ${what}`, {
    path,
    code: 'unreadable',
    exitCode: ExitCode.usage,
  });
}
