import { createHash } from 'node:crypto';
import { closeSync, createReadStream, existsSync, openSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { constants, createGunzip, gzipSync } from 'node:zlib';
import { ExitCode, RecordError } from '../errors.js';
import { DraftFile } from './draft-file.js';

/** JSON as it is written: what was asked decides the key, what came is the answer. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** One exchange with the world: a request to a model, or to the service of a scorer. */
export interface CassetteEntry {
  readonly key: string;
  readonly request: Json;
  readonly outcome: Json;
}

/** SHA-256 of what was asked, in hexadecimal: the order of fields is no part of it, nor is the order of requests.
 *  @example exchangeKey({ b: 1, a: 2 }) === exchangeKey({ a: 2, b: 1 }) */
export function exchangeKey(request: Json): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(request)))
    .digest('hex');
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, part]) => [name, sorted(part)]),
  );
}

/** The entries of a cassette, in the order of recording; of equal keys the last one holds. What a killed process left
 *  torn at its end is not read.
 *  @throws RecordError when the file cannot be read or is no cassette */
export async function* readCassette(path: string): AsyncGenerator<CassetteEntry> {
  const file = createReadStream(path);
  // A torn end gives what was whole of it instead of an error.
  const text = file.pipe(createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }));
  file.on('error', (cause) => text.destroy(cause));
  let torn = false;
  let read = 0;
  try {
    for await (const line of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (torn) throw new Error(`line ${read + 1} is no entry`);
      const entry = parseEntry(line);
      torn = entry === null;
      if (entry === null) continue;
      read++;
      yield entry;
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RecordError(`${path} cannot be read as a cassette: ${reason}`, {
      path,
      code: 'unreadable',
      exitCode: ExitCode.usage,
      cause,
    });
  } finally {
    file.destroy();
  }
}

function parseEntry(line: string): CassetteEntry | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  if (!('key' in value && 'request' in value && 'outcome' in value)) return null;
  const { key, request, outcome } = value;
  // What JSON.parse gives is JSON.
  return typeof key === 'string' ? { key, request: request as Json, outcome: outcome as Json } : null;
}

/** Appends exchanges to a cassette: each turn of the event loop writes one whole member of gzip, so that a process
 *  killed at any byte leaves a file that reads; `close` leaves one member without repetitions. */
export class CassetteWriter {
  readonly #path: string;
  readonly #file: number;
  /** Key to a hash of the outcome: the same answer is written once. */
  readonly #known: Map<string, string>;
  #pending = '';
  #isScheduled = false;
  #failure: unknown = null;

  private constructor(path: string, known: Map<string, string>) {
    this.#path = path;
    this.#known = known;
    try {
      this.#file = openSync(path, 'a');
    } catch (cause) {
      throw writeFailure(path, cause);
    }
  }

  /** Opens a cassette to add to it; one that is not there is made.
   *  @throws RecordError when it cannot be read or written */
  static async open(path: string): Promise<CassetteWriter> {
    const known = new Map<string, string>();
    if (existsSync(path)) {
      // Nothing may follow a torn end.
      await compact(path);
      for await (const { key, outcome } of readCassette(path)) known.set(key, digest(outcome));
    }
    return new CassetteWriter(path, known);
  }

  append(request: Json, outcome: Json): void {
    const key = exchangeKey(request);
    const hash = digest(outcome);
    if (this.#failure !== null || this.#known.get(key) === hash) return;
    this.#known.set(key, hash);
    this.#pending += `${JSON.stringify({ key, request, outcome })}\n`;
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#flush();
    });
  }

  /** @throws RecordError when the disk refused something at any time */
  async close(): Promise<void> {
    this.#flush();
    closeSync(this.#file);
    if (this.#failure !== null) throw writeFailure(this.#path, this.#failure);
    await compact(this.#path);
  }

  #flush(): void {
    if (this.#pending === '') return;
    const member = gzipSync(this.#pending);
    this.#pending = '';
    try {
      for (let offset = 0; offset < member.length; ) offset += writeSync(this.#file, member, offset);
    } catch (cause) {
      // The run goes on: its own journal has the answers.
      this.#failure = cause;
    }
  }
}

/** Entries of a cassette that are compressed together: the file grows by this at a time while it is written anew. */
const MEMBER_CHARACTERS = 1 << 22;

/** Writes a cassette anew: whole entries only, each key once with its last outcome, well compressed. */
async function compact(path: string): Promise<void> {
  const last = new Map<string, number>();
  let index = 0;
  for await (const { key } of readCassette(path)) last.set(key, index++);
  const draft = new DraftFile(path);
  let text = '';
  index = 0;
  try {
    for await (const entry of readCassette(path)) {
      if (last.get(entry.key) === index++) text += `${JSON.stringify(entry)}\n`;
      if (text.length < MEMBER_CHARACTERS) continue;
      draft.appendBytes(gzipSync(text));
      text = '';
    }
    draft.appendBytes(gzipSync(text));
  } catch (error) {
    draft.discard();
    throw error;
  }
  draft.commit();
}

function digest(outcome: Json): string {
  return createHash('sha256').update(JSON.stringify(outcome)).digest('base64').slice(0, 16);
}

function writeFailure(path: string, cause: unknown): RecordError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new RecordError(`the cassette ${path} cannot be written: ${reason}`, {
    path,
    code: 'write_failed',
    exitCode: ExitCode.incomplete,
    cause,
  });
}
