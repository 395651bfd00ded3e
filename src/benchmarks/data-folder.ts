import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { type FileComplaint, FileError, UsageError } from '../errors.js';

/** Rows named in one complaint; a file of the wrong kind has as many as it has lines. */
const MAX_COMPLAINTS = 20;

/** The publisher's files of a benchmark, and the hash of what was read of them. */
export class DataFolder {
  readonly #benchmark: string;
  readonly #directory: string;
  readonly #hash = createHash('sha256');

  constructor(benchmark: string, directory: string) {
    this.#benchmark = benchmark;
    this.#directory = directory;
  }

  /** SHA-256 of every byte read so far. */
  get hash(): string {
    return this.#hash.copy().digest('hex');
  }

  /** Where a file is: at its place in the publisher's repository, or flat in the folder; null when it is absent. */
  locate(...paths: readonly string[]): string | null {
    const flat = paths.map((path) => path.replace(/^.*\//u, ''));
    const found = [...paths, ...flat]
      .map((path) => join(this.#directory, path))
      .find((path) => existsSync(path));
    return found ?? null;
  }

  /** @throws UsageError when the folder lacks the file */
  async read(...paths: readonly string[]): Promise<{ readonly path: string; readonly text: string }> {
    const path = this.locate(...paths);
    if (path === null) {
      throw new UsageError(
        `benchmark "${this.#benchmark}": ${this.#directory} has no ${paths.join(' or ')}; expected the publisher's repository as cloned, or a flat folder of its files`,
      );
    }
    const bytes = await readFile(path);
    this.#hash.update(bytes);
    return { path, text: bytes.toString('utf8') };
  }

  /** Rows of a file with one JSON object a line.
   *  @throws FileError with the line of every row that does not fit */
  async readJsonLines<Row>(schema: z.ZodType<Row>, ...paths: readonly string[]): Promise<Row[]> {
    const { path, text } = await this.read(...paths);
    const rows: Row[] = [];
    const complaints: FileComplaint[] = [];
    for (const [index, line] of text.split('\n').entries()) {
      if (line.trim() === '') continue;
      const message = readJsonLine(schema, line, rows);
      if (message !== null) complaints.push({ file: path, line: index + 1, column: 1, message });
      if (complaints.length >= MAX_COMPLAINTS) break;
    }
    if (complaints.length > 0) throw new FileError(complaints);
    return rows;
  }
}

function readJsonLine<Row>(schema: z.ZodType<Row>, line: string, rows: Row[]): string | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return `expected one JSON object, got ${error instanceof Error ? error.message : String(error)}`;
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    return parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  }
  rows.push(parsed.data);
  return null;
}
