import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { z } from 'zod';
import { type FileComplaint, FileError, UsageError } from '../errors.js';

/** Rows named in one complaint; a file of the wrong kind has as many as it has lines. */
const MAX_COMPLAINTS = 20;
const LINE_FEED = 0x0a;

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

  /** Names, without the ending, of the files of a folder of the repository, or of the flat folder where there is none such;
   *  sorted. */
  list(under: string, ending: string): string[] {
    const place = join(this.#directory, under);
    return readdirSync(existsSync(place) ? place : this.#directory)
      .filter((name) => name.endsWith(ending))
      .map((name) => name.slice(0, -ending.length))
      .sort();
  }

  /** @throws UsageError when the folder lacks the file */
  async read(...paths: readonly string[]): Promise<{ readonly path: string; readonly text: string }> {
    const { path, bytes } = await this.#readBytes(paths);
    return { path, text: bytes.toString('utf8') };
  }

  async #readBytes(paths: readonly string[]): Promise<{ readonly path: string; readonly bytes: Buffer }> {
    const path = this.locate(...paths);
    if (path === null) {
      throw new UsageError(
        `benchmark "${this.#benchmark}": ${this.#directory} has no ${paths.join(' or ')}; expected the publisher's repository as cloned, or a flat folder of its files`,
      );
    }
    const bytes = await readFile(path);
    this.#hash.update(bytes);
    return { path, bytes };
  }

  /** What is kept of the rows of a file with one JSON object a line; the rows themselves are not held.
   *  @throws FileError with the line of every row that does not fit */
  async readJsonLines<Row, Kept>(
    schema: z.ZodType<Row>,
    keep: (row: Row) => Kept,
    ...paths: readonly string[]
  ): Promise<Kept[]> {
    const { path, bytes } = await this.#readBytes(paths);
    const kept: Kept[] = [];
    const complaints: FileComplaint[] = [];
    for (const [index, line] of linesOf(bytes)) {
      if (line.trim() === '') continue;
      const rows: Row[] = [];
      const message = readJsonLine(schema, line, rows);
      for (const row of rows) kept.push(keep(row));
      if (message !== null) complaints.push({ file: path, line: index + 1, column: 1, message });
      if (complaints.length >= MAX_COMPLAINTS) break;
    }
    if (complaints.length > 0) throw new FileError(complaints);
    return kept;
  }

  /** Rows of a table with a header. Tabs: no quoting, as the publishers write them; commas: RFC 4180.
   *  @throws FileError with the line of every row that does not fit */
  async readTable<Row>(
    schema: z.ZodType<Row>,
    delimiter: ',' | '\t',
    ...paths: readonly string[]
  ): Promise<Row[]> {
    const { path, text } = await this.read(...paths);
    const records: { record: unknown; info: { lines: number } }[] = parse(text, {
      bom: true,
      columns: true,
      delimiter,
      info: true,
      quote: delimiter === ',' ? '"' : false,
      relax_column_count_less: true,
      skip_empty_lines: true,
    });
    const rows: Row[] = [];
    const complaints: FileComplaint[] = [];
    for (const { record, info } of records) {
      const message = keepRow(schema, record, rows);
      if (message !== null) complaints.push({ file: path, line: info.lines, column: 1, message });
      if (complaints.length >= MAX_COMPLAINTS) break;
    }
    if (complaints.length > 0) throw new FileError(complaints);
    return rows;
  }

  /** A file that is one JSON document.
   *  @throws FileError when it is not, or another one than expected */
  async readJson<Content>(schema: z.ZodType<Content>, ...paths: readonly string[]): Promise<Content> {
    const { path, text } = await this.read(...paths);
    const contents: Content[] = [];
    const message = readJsonLine(schema, text, contents);
    const [content] = contents;
    if (message !== null || content === undefined)
      throw new FileError([
        { file: path, line: 1, column: 1, message: message ?? 'expected a JSON document' },
      ]);
    return content;
  }
}

/** Lines with their numbers from 0, read one at a time: the text of a whole file is as large as the file or twice that,
 *  and its parts would keep it. */
function* linesOf(bytes: Buffer): Generator<[number, string]> {
  for (let line = 0, from = 0; from < bytes.length; line++) {
    const end = bytes.indexOf(LINE_FEED, from);
    const to = end < 0 ? bytes.length : end;
    yield [line, bytes.toString('utf8', from, to)];
    from = to + 1;
  }
}

function readJsonLine<Row>(schema: z.ZodType<Row>, line: string, rows: Row[]): string | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return `expected one JSON object, got ${error instanceof Error ? error.message : String(error)}`;
  }
  return keepRow(schema, value, rows);
}

/** Keeps a row that fits; what is wrong with one that does not. */
function keepRow<Row>(schema: z.ZodType<Row>, value: unknown, rows: Row[]): string | null {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    return parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  }
  rows.push(parsed.data);
  return null;
}
