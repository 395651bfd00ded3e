import { closeSync, fdatasync, fsyncSync, ftruncateSync, openSync, renameSync, writeSync } from 'node:fs';
import { ExitCode, RecordError } from '../errors.js';
import { COMPLETION_COLUMNS } from './completion-row.js';
import { type Cell, formatRow } from './csv-row.js';
import { DiskReserve } from './disk-reserve.js';
import { nextPart } from './table-parts.js';

/** A power cut costs the answers of so many milliseconds at most; a killed process costs none. */
const SYNC_EVERY_MS = 1_000;

/** What a file may grow to before the next one begins. */
export const PART_BYTES = 2 ** 30;

export interface JournalOptions {
  /** Beyond it the file becomes a numbered part, and a new one begins. */
  readonly partBytes: number;
  /** Told once when the disk refuses a row: whatever is sent from then on may not be kept. */
  onFailure(): void;
  /** Told of each full part. */
  onPart?(path: string): void;
}

/** completions.csv as it grows: append-only, so that a process killed at any byte leaves at most one torn row, which
 *  is cut off when the file is opened again. */
export class Journal {
  readonly #path: string;
  readonly #reserve: DiskReserve;
  readonly #options: JournalOptions;
  #file: number;
  #position = 0;
  #pending = '';
  #scheduled = false;
  #syncTimer: NodeJS.Timeout | null = null;
  #failure: RecordError | null = null;
  #isClosed = false;

  /** Opens the file for appending, with its header.
   *  @param end where its whole records end; what follows is cut off
   *  @throws RecordError when it cannot be written */
  constructor(path: string, end: number, options: JournalOptions) {
    this.#path = path;
    this.#options = options;
    try {
      this.#file = openSync(path, end === 0 ? 'w' : 'r+');
      ftruncateSync(this.#file, end);
      this.#position = end;
      if (end === 0) this.#write(formatRow(COMPLETION_COLUMNS));
    } catch (cause) {
      throw writeFailure(path, 0, cause);
    }
    this.#reserve = new DiskReserve(`${path}.reserve`);
  }

  /** Appends a row. Rows that arrive in one turn of the event loop go out in one write; a row is in the file before
   *  the next turn begins. A row that the disk refuses is held until `close`. */
  append(row: readonly Cell[]): void {
    this.#pending += formatRow(row);
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#flush();
    });
  }

  /** Writes what is held, asks the disk to keep it, and closes. Call it after the last append.
   *  @throws RecordError when the disk refused a row at any time, also when there was room for it in the end */
  close(): void {
    if (this.#syncTimer) clearTimeout(this.#syncTimer);
    try {
      this.#flush();
      if (this.#pending === '') fsyncSync(this.#file);
    } catch (cause) {
      this.#failure ??= writeFailure(this.#path, 0, cause);
    } finally {
      this.#isClosed = true;
      closeSync(this.#file);
      this.#reserve.release();
    }
    if (this.#failure) throw this.#failure;
  }

  #flush(): void {
    if (this.#pending === '') return;
    try {
      try {
        this.#write(this.#pending);
      } catch (cause) {
        // Room for what is under way; nothing more will be sent.
        if (!this.#reserve.release()) throw cause;
        this.#fail(cause);
        this.#write(this.#pending);
      }
      this.#pending = '';
      if (this.#position >= this.#options.partBytes) this.#beginPart();
      else this.#syncSoon();
    } catch (cause) {
      this.#fail(cause);
    }
  }

  #fail(cause: unknown): void {
    if (this.#failure) return;
    this.#failure = writeFailure(this.#path, this.#position, cause);
    this.#options.onFailure();
  }

  /** Whole rows on the disk, and only then a name of their own: no moment of it loses or doubles a row. */
  #beginPart(): void {
    fsyncSync(this.#file);
    const full = nextPart(this.#path);
    renameSync(this.#path, full);
    const file = openSync(this.#path, 'wx');
    closeSync(this.#file);
    this.#file = file;
    this.#position = 0;
    this.#write(formatRow(COMPLETION_COLUMNS));
    this.#options.onPart?.(full);
  }

  #write(text: string): void {
    const bytes = Buffer.from(text, 'utf8');
    for (let offset = 0; offset < bytes.length; ) {
      offset += writeSync(this.#file, bytes, offset, bytes.length - offset, this.#position + offset);
    }
    this.#position += bytes.length;
  }

  #syncSoon(): void {
    this.#syncTimer ??= setTimeout(() => {
      this.#syncTimer = null;
      // Beside the run, not in its way.
      const file = this.#file;
      fdatasync(file, (cause) => {
        // Closed meanwhile: synced before it was.
        if (cause && !this.#isClosed && file === this.#file) this.#fail(cause);
      });
    }, SYNC_EVERY_MS).unref();
  }
}

function writeFailure(path: string, kept: number, cause: unknown): RecordError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const answers = kept > 0 ? 'every answer already in it is kept' : 'nothing was sent';
  return new RecordError(
    `${path} cannot be written: ${reason}; ${answers}: free some space or mend the folder and start the same command again`,
    { path, code: 'write_failed', exitCode: ExitCode.incomplete, cause },
  );
}
