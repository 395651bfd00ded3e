import { createHash } from 'node:crypto';
import { ExitCode, RecordError } from '../errors.js';
import { COMPLETION_COLUMNS } from './completion-row.js';
import { readCsv } from './read-csv.js';
import { readCompletions, type StoredCompletion } from './stored-completion.js';

/** Where an item id of the short form belongs; null: no probe has it. */
export type ProbeOfItem = (itemId: string) => string | null;

/** What the short form says of all its rows. */
export interface ShortFormContext {
  readonly runId: string;
  readonly suite: string;
  readonly suiteHash: string;
  readonly probeOf: ProbeOfItem;
}

/** Completions that something else produced: the full completions.csv, or a short form with its columns in any order:
 *  `item_id,completion_text[,model][,sample_index]`, or for likelihood benchmarks
 *  `item_id,option_id,log_likelihood[,model]` with `score` instead of `log_likelihood` for a monotone stand-in.
 *  @throws RecordError for another header or a broken row, with its line */
export async function* readOutsideCompletions(
  path: string,
  context: ShortFormContext,
): AsyncGenerator<StoredCompletion[]> {
  if ((await formOfCompletions(path)) === 'full') {
    yield* readCompletions(path);
    return;
  }
  let places: Record<ShortColumn, number> | null = null;
  let line = 0;
  for await (const records of readCsv(path)) {
    const batch: StoredCompletion[] = [];
    for (const record of records) {
      line++;
      if (places === null) places = readHeader(path, record);
      else batch.push(readShortRow(path, line, record, places, context));
    }
    yield batch;
  }
}

/** `full`: a completions.csv of ours; `likelihood`: the short form that names options; `text`: the other short form. Only
 *  the last one does not say which presentation of an item a row is of. */
export type CompletionsForm = 'full' | 'likelihood' | 'text';

export async function formOfCompletions(path: string): Promise<CompletionsForm> {
  for await (const [header] of readCsv(path)) {
    if (header?.[0] === COMPLETION_COLUMNS[0]) return 'full';
    return header?.includes('option_id') ? 'likelihood' : 'text';
  }
  return 'text';
}

const SHORT_COLUMNS = [
  'item_id',
  'completion_text',
  'model',
  'sample_index',
  'option_id',
  'log_likelihood',
  'score',
] as const;
/** What a corpus file says of its items besides. */
const CORPUS_COLUMNS = [
  'prompt',
  'group',
  'group_term',
  'axis',
  'set_id',
  'cluster_id',
  'condition',
  'language',
];
type ShortColumn = (typeof SHORT_COLUMNS)[number];

function readHeader(path: string, header: readonly string[]): Record<ShortColumn, number> {
  // A corpus file holds its items and their completions.
  const allowed: readonly string[] = [...SHORT_COLUMNS, ...CORPUS_COLUMNS];
  const unknown = header.find((column) => !allowed.includes(column));
  const values = ['completion_text', 'log_likelihood', 'score'].filter((column) => header.includes(column));
  const isWhole = header.includes('option_id') === (values[0] !== 'completion_text');
  if (unknown !== undefined || !header.includes('item_id') || values.length !== 1 || !isWhole) {
    throw broken(
      path,
      1,
      `expected the header of completions.csv, item_id,completion_text[,model][,sample_index] or item_id,option_id,log_likelihood[,model], got "${header.join(',').slice(0, 80)}"`,
    );
  }
  const place = (column: ShortColumn) => header.indexOf(column);
  return {
    item_id: place('item_id'),
    completion_text: place('completion_text'),
    model: place('model'),
    sample_index: place('sample_index'),
    option_id: place('option_id'),
    log_likelihood: place('log_likelihood'),
    score: place('score'),
  };
}

function readShortRow(
  path: string,
  line: number,
  record: readonly string[],
  places: Record<ShortColumn, number>,
  { probeOf, runId, suite, suiteHash }: ShortFormContext,
): StoredCompletion {
  const itemId = record[places.item_id] ?? '';
  const model = record[places.model] || 'completions';
  const sampleIndex = places.sample_index < 0 ? 0 : Number(record[places.sample_index]);
  if (!Number.isSafeInteger(sampleIndex) || sampleIndex < 0) {
    throw broken(
      path,
      line,
      `expected sample_index to be a whole number from 0 up, got "${record[places.sample_index]}"`,
    );
  }
  const optionId = places.option_id < 0 ? '' : (record[places.option_id] ?? '');
  const text = record[Math.max(places.completion_text, places.log_likelihood, places.score)];
  if (text === undefined)
    throw broken(
      path,
      line,
      `expected ${Object.values(places).filter((place) => place >= 0).length} fields, got ${record.length}`,
    );
  return {
    completionId: createHash('sha256')
      .update(`${model}\n${itemId}\n${optionId === '' ? '' : `${optionId}\n`}${sampleIndex}`)
      .digest('hex')
      .slice(0, 16),
    runId,
    suite,
    suiteHash,
    probe: probeOf(itemId) ?? '',
    itemId,
    presentationId: optionId,
    sampleIndex,
    model,
    modelReturned: null,
    systemFingerprint: null,
    notSettable: null,
    text,
    status: 'ok',
    errorCode: null,
    attempts: 0,
    startedAt: '',
    inputTokens: null,
    outputTokens: null,
    maxTokens: null,
    promptText: null,
    costUsd: null,
    cached: false,
  };
}

function broken(path: string, line: number, what: string): RecordError {
  return new RecordError(`${path}, record ${line}: ${what}`, {
    path,
    code: 'unreadable',
    exitCode: ExitCode.usage,
  });
}
