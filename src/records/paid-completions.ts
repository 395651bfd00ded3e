import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Request } from '../adapters/adapter.js';
import { promptHash } from '../probes/prompt.js';
import type { Collected } from '../runner/collected.js';
import { COMPLETION_COLUMNS } from './completion-row.js';
import { IdMap } from './id-map.js';
import type { LabelProbabilities } from './label-probabilities.js';
import { readCsv } from './read-csv.js';
import { readCompletionRow, requireCompletionHeader } from './stored-completion.js';
import { tableParts, unpackPart } from './table-parts.js';
import { eachRecordEnd } from './whole-records.js';

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

/** One file of the table. */
interface Part {
  readonly path: string;
  readonly file: number;
  /** Number of its header among the records of all parts. */
  readonly first: number;
  /** Where each record ends, in bytes. */
  readonly ends: readonly number[];
}

/** Answers that an earlier run paid for, found by what was asked. Of each only its place in the file is held. */
export class PaidCompletions {
  readonly #parts: readonly Part[];
  /** Key to the number of a record over all parts. */
  readonly #records: IdMap;
  readonly #probabilities: LabelProbabilities;

  private constructor(parts: readonly Part[], records: IdMap, probabilities: LabelProbabilities) {
    this.#parts = parts;
    this.#records = records;
    this.#probabilities = probabilities;
  }

  /** Finds the answers of a completions.csv; one that is cut off, filtered or an error is none.
   *  @param probabilities that came with them
   *  @throws RecordError when the file cannot be read */
  static async open(path: string, probabilities: LabelProbabilities = new Map()): Promise<PaidCompletions> {
    const parts: Part[] = [];
    const records = new IdMap();
    let first = 0;
    for (const name of tableParts(path)) {
      // What is packed has no places to go to.
      const plain = name.endsWith('.gz') ? await unpackPart(name) : name;
      const ends: number[] = [];
      const end = eachRecordEnd(plain, (at) => ends.push(at));
      let line = 0;
      for await (const batch of readCsv(plain, { end })) {
        for (const record of batch) {
          if (line === 0) requireCompletionHeader(name, record);
          else if (readCompletionRow(name, line + 1, record).status === 'ok')
            records.set(keyOf(KEY_PLACES.map((place) => record[place] ?? '')), first + line);
          line++;
        }
      }
      parts.push({ path: name, file: openSync(plain, 'r'), first, ends });
      first += line;
      // An open file is read to its end without its name.
      if (plain !== name) rmSync(dirname(plain), { recursive: true, force: true });
    }
    return new PaidCompletions(parts, records, probabilities);
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
    const { record, path, line } = this.#read(number);
    // The key is a hash of 64 bits: it finds, the record itself decides.
    if (KEY_PLACES.some((place, index) => record[place] !== asked[index])) return null;
    const row = readCompletionRow(path, line, record);
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
    for (const { file } of this.#parts) closeSync(file);
  }

  #read(number: number): {
    readonly record: readonly string[];
    readonly path: string;
    readonly line: number;
  } {
    const part = this.#parts.findLast(({ first }) => first <= number);
    if (!part) throw new RangeError(`no record ${number}`);
    const { path, file, first, ends } = part;
    const start = ends[number - first - 1] ?? 0;
    const bytes = Buffer.alloc((ends[number - first] ?? start) - start);
    readSync(file, bytes, 0, bytes.length, start);
    const [record = []] = parse(bytes, { relax_column_count: true, skip_empty_lines: true });
    return { record, path, line: number - first + 1 };
  }
}

function keyOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
}
