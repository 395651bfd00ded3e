import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { ExitCode, RecordError } from '../errors.js';
import { COMPLETION_COLUMNS } from './completion-row.js';
import { type Cell, formatRow } from './csv-row.js';

/** completions.csv as it grows: append-only, so that a process killed at any byte leaves at most one torn row, which
 *  is cut off when the file is opened again. */
export class Journal {
  readonly #path: string;
  readonly #file: number;
  #position = 0;
  #pending = '';
  #scheduled = false;
  #failure: RecordError | null = null;

  /** Opens the file for appending, with its header.
   *  @throws RecordError when it cannot be written */
  constructor(path: string) {
    this.#path = path;
    try {
      const isNew = !existsSync(path);
      this.#file = openSync(path, isNew ? 'wx' : 'r+');
      const end = isNew ? 0 : lastRecordEnd(this.#file);
      ftruncateSync(this.#file, end);
      this.#position = end;
      if (end === 0) this.#write(formatRow(COMPLETION_COLUMNS));
    } catch (cause) {
      throw writeFailure(path, cause);
    }
  }

  /** Appends a row. Rows that arrive in one turn of the event loop go out in one write; a row is in the file before
   *  the next turn begins.
   *  @throws RecordError when an earlier write failed */
  append(row: readonly Cell[]): void {
    if (this.#failure) throw this.#failure;
    this.#pending += formatRow(row);
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      try {
        this.flush();
      } catch {
        // Kept in #failure: the next append, flush or close reports it.
      }
    });
  }

  /** @throws RecordError when the disk refuses; what was written before stays */
  flush(): void {
    if (this.#failure) throw this.#failure;
    const text = this.#pending;
    this.#pending = '';
    if (text === '') return;
    try {
      this.#write(text);
    } catch (cause) {
      this.#failure = writeFailure(this.#path, cause);
      throw this.#failure;
    }
  }

  /** Flushes, asks the disk to keep it, and closes. @throws RecordError */
  close(): void {
    try {
      this.flush();
      fsyncSync(this.#file);
    } finally {
      closeSync(this.#file);
    }
  }

  #write(text: string): void {
    const bytes = Buffer.from(text, 'utf8');
    for (let offset = 0; offset < bytes.length; ) {
      offset += writeSync(this.#file, bytes, offset, bytes.length - offset, this.#position + offset);
    }
    this.#position += bytes.length;
  }
}

/** Where the last whole record ends: the last line feed outside quotes. */
function lastRecordEnd(file: number): number {
  const { size } = fstatSync(file);
  const chunk = Buffer.allocUnsafe(1 << 20);
  let quoted = false;
  let end = 0;
  for (let offset = 0; offset < size; ) {
    const length = readSync(file, chunk, 0, chunk.length, offset);
    if (length === 0) break;
    for (let index = 0; index < length; index++) {
      const byte = chunk[index];
      if (byte === 0x22) quoted = !quoted;
      else if (byte === 0x0a && !quoted) end = offset + index + 1;
    }
    offset += length;
  }
  return end;
}

function writeFailure(path: string, cause: unknown): RecordError {
  if (cause instanceof RecordError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new RecordError(
    `${path} cannot be written: ${reason}; every answer already in it is kept: free some space or mend the folder and start the same command again`,
    { path, code: 'write_failed', exitCode: ExitCode.incomplete, cause },
  );
}
