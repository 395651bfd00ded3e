import { type FileHandle, open } from 'node:fs/promises';
import { CALL_STATUSES, type CallStatus } from '../adapters/completion.js';
import { ExitCode, RecordError } from '../errors.js';
import { COMPLETION_COLUMNS, SCHEMA_VERSION } from './completion-row.js';
import { formatRow } from './csv-row.js';
import { detached } from './detached-text.js';
import { readOwnCsv } from './own-csv.js';
import { readCsv } from './read-csv.js';
import { tableParts } from './table-parts.js';

/** What is read back of one row of completions.csv. */
export interface StoredCompletion {
  readonly completionId: string;
  readonly runId: string;
  readonly suite: string;
  readonly suiteHash: string;
  readonly probe: string;
  readonly itemId: string;
  readonly presentationId: string;
  readonly sampleIndex: number;
  readonly model: string;
  readonly modelReturned: string | null;
  readonly systemFingerprint: string | null;
  readonly notSettable: string | null;
  /** Of one reply; null: not told. */
  readonly maxTokens: number | null;
  /** null: withheld. */
  readonly promptText: string | null;
  readonly text: string | null;
  readonly status: CallStatus;
  readonly errorCode: string | null;
  readonly attempts: number;
  readonly startedAt: string;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly costUsd: number | null;
  /** Whether an earlier run paid for it. */
  readonly cached: boolean;
}

type Column = (typeof COMPLETION_COLUMNS)[number];
const PLACE = Object.fromEntries(COMPLETION_COLUMNS.map((column, index) => [column, index])) as Record<
  Column,
  number
>;

/** Rows of a completions.csv, part after part, in batches.
 *  @param end bytes of the newest part that are read; all when absent
 *  @throws RecordError for a wrong header or a broken row, with the file and its line */
export async function* readCompletions(path: string, end?: number): AsyncGenerator<StoredCompletion[]> {
  for (const part of tableParts(path)) {
    if (part !== path) yield* readPart(part, undefined);
    else if (end !== 0) yield* readPart(part, end);
  }
}

async function* readPart(path: string, end: number | undefined): AsyncGenerator<StoredCompletion[]> {
  let line = 0;
  const isOurs = await startsWith(path, formatRow(COMPLETION_COLUMNS));
  // Another program may have rewritten it with other line ends or quotes: then only a parser of any CSV will do.
  const source = isOurs ? readOwnCsv(path, end) : readCsv(path, end === undefined ? {} : { end });
  for await (const records of source) {
    const batch: StoredCompletion[] = [];
    for (const record of records) {
      line++;
      if (line === 1) requireCompletionHeader(path, record);
      else batch.push(readCompletionRow(path, line, record));
    }
    yield batch;
  }
}

async function startsWith(path: string, text: string): Promise<boolean> {
  // Only this program packs parts.
  if (path.endsWith('.gz')) return true;
  const expected = Buffer.from(text, 'utf8');
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch {
    return false; // The reader says what is wrong with it.
  }
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(expected.length), 0, expected.length, 0);
    return bytesRead === expected.length && buffer.equals(expected);
  } finally {
    await file.close();
  }
}

/** @throws RecordError naming the first column that is not ours */
export function requireCompletionHeader(path: string, header: readonly string[]): void {
  const expected = COMPLETION_COLUMNS.join(',');
  if (header.join(',') === expected) return;
  const index = COMPLETION_COLUMNS.findIndex((column, place) => header[place] !== column);
  throw broken(
    path,
    1,
    `expected the header of schema ${SCHEMA_VERSION}, got "${header[index] ?? ''}" where "${COMPLETION_COLUMNS[index]}" belongs`,
  );
}

/** @param line number of the record, header included
 *  @throws RecordError for a record that is not whole */
export function readCompletionRow(path: string, line: number, record: readonly string[]): StoredCompletion {
  if (record.length !== COMPLETION_COLUMNS.length) {
    throw broken(path, line, `expected ${COMPLETION_COLUMNS.length} fields, got ${record.length}`);
  }
  const at = (column: Column) => record[PLACE[column]] ?? '';
  const text = (column: Column) => (at(column) === '' ? null : at(column));
  const number = (column: Column) => {
    const value = at(column);
    if (value === '') return null;
    const parsed = Number(value);
    if (!Number.isFinite(parsed))
      throw broken(path, line, `expected a number in ${column}, got "${value.slice(0, 40)}"`);
    return parsed;
  };
  const status = CALL_STATUSES.find((known) => known === at('call_status'));
  if (!status)
    throw broken(
      path,
      line,
      `expected call_status to be ${CALL_STATUSES.join(', ')}, got "${at('call_status').slice(0, 40)}"`,
    );
  return {
    completionId: at('completion_id'),
    runId: at('run_id'),
    suite: at('suite'),
    suiteHash: at('suite_hash'),
    probe: at('probe'),
    itemId: at('item_id'),
    presentationId: at('presentation_id'),
    sampleIndex: number('sample_index') ?? 0,
    model: at('model_requested'),
    modelReturned: text('model_returned'),
    systemFingerprint: text('system_fingerprint'),
    notSettable: text('not_settable'),
    maxTokens: number('max_tokens'),
    promptText: text('prompt_text'),
    // An empty field is both an empty reply and none; the status tells them apart.
    text: at('completion_text'),
    status,
    errorCode: text('error_code'),
    attempts: number('attempts') ?? 0,
    // The first and last times of a run are held, and would hold a piece of the file each.
    startedAt: detached(at('started_at')),
    inputTokens: number('input_tokens'),
    outputTokens: number('output_tokens'),
    costUsd: number('cost_usd'),
    cached: at('cached') === 'true',
  };
}

function broken(path: string, line: number, what: string): RecordError {
  return new RecordError(`${path}, record ${line}: ${what}`, {
    path,
    code: 'unreadable',
    exitCode: ExitCode.usage,
  });
}
