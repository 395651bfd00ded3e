import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Request } from '../adapters/adapter.js';
import { promptHash } from '../probes/prompt.js';
import type { Collected } from '../runner/collected.js';
import { COMPLETION_COLUMNS } from './completion-row.js';
import { IdMap } from './id-map.js';
import type { LabelProbabilities } from './label-probabilities.js';
import { readCsv } from './read-csv.js';
import { readCompletionRow, requireCompletionHeader } from './stored-completion.js';
import { scanRecords } from './whole-records.js';

type Column = (typeof COMPLETION_COLUMNS)[number];

/** What must be equal for a stored answer to be the answer to a request. */
const KEY_COLUMNS = [
  'model_requested',
  'prompt_hash',
  'temperature',
  'top_p',
  'max_tokens',
  'seed',
  'sample_index',
] as const satisfies readonly Column[];
const KEY_PLACES = KEY_COLUMNS.map((column) => COMPLETION_COLUMNS.indexOf(column));
const FINISH_REASON = COMPLETION_COLUMNS.indexOf('finish_reason');
const LATENCY = COMPLETION_COLUMNS.indexOf('latency_ms');

/** Answers that an earlier run paid for, found by what was asked. Of each only its place in the file is held. */
export class PaidCompletions {
  readonly #path: string;
  readonly #file: number;
  /** Key to the number of a record; `#ends` has where each ends. */
  readonly #records: IdMap;
  readonly #ends: readonly number[];

  readonly #probabilities: LabelProbabilities;

  private constructor(
    path: string,
    records: IdMap,
    ends: readonly number[],
    probabilities: LabelProbabilities,
  ) {
    this.#path = path;
    this.#probabilities = probabilities;
    this.#records = records;
    this.#ends = ends;
    this.#file = openSync(path, 'r');
  }

  /** Finds the answers of a completions.csv; one that is cut off, filtered or an error is none.
   *  @param probabilities that came with them
   *  @throws RecordError when the file cannot be read */
  static async open(path: string, probabilities: LabelProbabilities = new Map()): Promise<PaidCompletions> {
    const ends: number[] = [];
    const end = scanRecords(path, (at) => ends.push(at));
    const records = new IdMap();
    let number = 0;
    for await (const batch of readCsv(path, { end })) {
      for (const record of batch) {
        if (number === 0) requireCompletionHeader(path, record);
        else if (readCompletionRow(path, number + 1, record).status === 'ok')
          records.set(keyOf(KEY_PLACES.map((place) => record[place] ?? '')), number);
        number++;
      }
    }
    return new PaidCompletions(path, records, ends, probabilities);
  }

  /** The answer to a request as a row of the new run; null when there is none.
   *  @param model id that the earlier run knew the model by */
  find(model: string, request: Request): Collected | null {
    const { prompt, sampling, sampleIndex } = request;
    const asked = [
      model,
      promptHash(prompt.messages),
      ...[sampling.temperature, sampling.topP, sampling.maxTokens, sampling.seed, sampleIndex].map((value) =>
        value === null ? '' : String(value),
      ),
    ];
    const number = this.#records.get(keyOf(asked));
    if (number === undefined) return null;
    const record = this.#read(number);
    // The key is a hash of 64 bits: it finds, the record itself decides.
    if (KEY_PLACES.some((place, index) => record[place] !== asked[index])) return null;
    const row = readCompletionRow(this.#path, number + 1, record);
    return {
      request,
      attempts: row.attempts,
      startedAt: new Date(row.startedAt),
      latencyMs: Number(record[LATENCY]),
      reused: { costUsd: row.costUsd },
      error: null,
      reply: {
        text: row.text,
        status: 'ok',
        finishReason: record[FINISH_REASON] || null,
        modelReturned: row.modelReturned,
        systemFingerprint: row.systemFingerprint,
        inputTokens: row.inputTokens,
        outputTokens: row.outputTokens,
        cachedTokens: null,
        notSettable: row.notSettable === null ? [] : row.notSettable.split(';'),
        labelProbabilities: this.#probabilities.get(row.completionId) ?? null,
      },
    };
  }

  close(): void {
    closeSync(this.#file);
  }

  #read(number: number): readonly string[] {
    const start = this.#ends[number - 1] ?? 0;
    const bytes = Buffer.alloc((this.#ends[number] ?? start) - start);
    readSync(this.#file, bytes, 0, bytes.length, start);
    const [record] = parse(bytes, { relax_column_count: true, skip_empty_lines: true });
    return record ?? [];
  }
}

function keyOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
}
