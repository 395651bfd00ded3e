import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ExitCode, RecordError } from '../errors.js';
import { COMPLETION_COLUMNS } from './completion-row.js';
import { type Cell, formatRow } from './csv-row.js';
import { METRIC_COLUMNS } from './metrics-csv.js';
import { scanRecords, splitRecord } from './scan-records.js';
import { SCORE_COLUMNS } from './scores-csv.js';

const PROMPT = COMPLETION_COLUMNS.indexOf('prompt_text');
const COMPLETION = COMPLETION_COLUMNS.indexOf('completion_text');
const RAW_ANSWER = SCORE_COLUMNS.indexOf('answer_raw');

/** A table as it is published, and how many rows it has. */
export interface PublishedTable {
  readonly bytes: Buffer;
  readonly rows: number;
}

/** completions.csv and scores.csv of one model, packed: text shrinks to a tenth, and a repository keeps every version.
 *  @param withholdText leaves prompts, completions and raw answers empty, and adds the hash of each completion
 *  @throws RecordError for a row that is not whole, with its number */
export async function publishedTexts(
  folder: string,
  model: string,
  withholdText: boolean,
): Promise<ReadonlyMap<string, PublishedTable>> {
  const tables = new Map<string, PublishedTable>();
  const path = join(folder, 'completions.csv');
  if (!existsSync(path)) return tables;
  const ids = new Set<string>();
  const modelPlace = COMPLETION_COLUMNS.indexOf('model_requested');
  const idPlace = COMPLETION_COLUMNS.indexOf('completion_id');
  const completions = await pick(
    path,
    COMPLETION_COLUMNS,
    withholdText ? 'completion_hash' : null,
    (fields) => {
      if (fields[modelPlace] !== model) return null;
      ids.add(fields[idPlace] ?? '');
      if (!withholdText) return fields;
      const hash = createHash('sha256')
        .update(fields[COMPLETION] ?? '')
        .digest('hex');
      return [...fields.map((field, place) => (place === PROMPT || place === COMPLETION ? '' : field)), hash];
    },
  );
  tables.set(withholdText ? 'completions-withheld.csv.gz' : 'completions.csv.gz', completions);
  const scores = join(folder, 'scores.csv');
  if (!existsSync(scores)) return tables;
  const scoredId = SCORE_COLUMNS.indexOf('completion_id');
  tables.set(
    'scores.csv.gz',
    await pick(scores, SCORE_COLUMNS, null, (fields) => {
      if (!ids.has(fields[scoredId] ?? '')) return null;
      return withholdText ? fields.map((field, place) => (place === RAW_ANSWER ? '' : field)) : fields;
    }),
  );
  return tables;
}

/** The rows of metrics.csv of one model as metrics.csv names it. */
export async function publishedMetrics(folder: string, names: readonly string[]): Promise<string> {
  const place = METRIC_COLUMNS.indexOf('model');
  const lines: string[] = [];
  let isHeader = true;
  for await (const batch of scanRecords(join(folder, 'metrics.csv'))) {
    for (const record of batch) {
      const text = record.toString('utf8');
      if (isHeader || names.includes(splitRecord(text)[place] ?? '')) lines.push(text);
      isHeader = false;
    }
  }
  return `${lines.join('\n')}\n`;
}

async function pick(
  path: string,
  columns: readonly string[],
  added: string | null,
  change: (fields: readonly string[]) => readonly string[] | null,
): Promise<PublishedTable> {
  let text = '';
  let line = 0;
  for await (const batch of scanRecords(path)) {
    for (const record of batch) {
      line++;
      const fields = splitRecord(record.toString('utf8'));
      if (fields.length !== columns.length) throw unreadable(path, line, fields.length, columns.length);
      if (line === 1) {
        text += formatRow(added === null ? fields : [...fields, added]);
        continue;
      }
      const changed = change(fields);
      if (changed) text += formatRow(changed.map((field): Cell => (field === '' ? null : field)));
    }
  }
  const bytes = gzipSync(text, { level: 9 });
  // The tenth byte names the system it was packed on (RFC 1952); 255, unknown, is the same everywhere.
  bytes[9] = 255;
  return { bytes, rows: line - 1 };
}

function unreadable(path: string, line: number, found: number, expected: number): RecordError {
  return new RecordError(`${path}, record ${line}: expected ${expected} fields, got ${found}`, {
    path,
    code: 'unreadable',
    exitCode: ExitCode.usage,
  });
}
