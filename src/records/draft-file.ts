import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { ExitCode, RecordError } from '../errors.js';

/** Text held back before it goes to the file. */
const BUFFER_CHARACTERS = 1 << 15;

/** A file that grows beside its final name and takes it only when whole: a reader sees the old one or the new one,
 *  never a part. */
export class DraftFile {
  readonly #path: string;
  readonly #draft: string;
  readonly #file: number;
  #pending = '';

  /** @throws RecordError when the disk refuses; the old file then stays */
  constructor(path: string) {
    this.#path = path;
    this.#draft = `${path}.draft`;
    this.#file = this.#guard(() => openSync(this.#draft, 'w'));
  }

  /** @throws RecordError when the disk refuses */
  append(text: string): void {
    this.#pending += text;
    if (this.#pending.length >= BUFFER_CHARACTERS) this.#flush();
  }

  /** @throws RecordError when the disk refuses */
  appendBytes(bytes: Uint8Array): void {
    this.#flush();
    this.#write(bytes);
  }

  /** Gives the file its name. @throws RecordError when the disk refuses */
  commit(): void {
    this.#flush();
    this.#guard(() => {
      fsyncSync(this.#file);
      closeSync(this.#file);
      renameSync(this.#draft, this.#path);
    });
  }

  /** Leaves the old file as it was. */
  discard(): void {
    closeSync(this.#file);
    rmSync(this.#draft, { force: true });
  }

  #flush(): void {
    const bytes = Buffer.from(this.#pending, 'utf8');
    this.#pending = '';
    this.#write(bytes);
  }

  #write(bytes: Uint8Array): void {
    this.#guard(() => {
      for (let offset = 0; offset < bytes.length; ) offset += writeSync(this.#file, bytes, offset);
    });
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (cause) {
      rmSync(this.#draft, { force: true });
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new RecordError(
        `${this.#path} cannot be written: ${reason}; free some space or mend its folder and start the same command again`,
        { path: this.#path, code: 'write_failed', exitCode: ExitCode.incomplete, cause },
      );
    }
  }
}

/** Writes a whole file at once, atomically. @throws RecordError when the disk refuses; the old file then stays */
export function writeFileAtomically(path: string, chunks: Iterable<string>): void {
  const file = new DraftFile(path);
  for (const chunk of chunks) file.append(chunk);
  file.commit();
}
