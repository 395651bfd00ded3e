import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { ExitCode, RecordError } from '../errors.js';
import { type Cell, formatRow } from './csv-row.js';

/** A table beside completions.csv that grows row by row and is written only when there is something to write. */
export class SideLog {
  readonly #path: string;
  readonly #columns: readonly string[];

  constructor(path: string, columns: readonly string[]) {
    this.#path = path;
    this.#columns = columns;
  }

  /** @throws RecordError when the disk refuses */
  append(cells: readonly Cell[]): void {
    try {
      // A line feed first, so that a row torn by a crash spoils no other.
      const start = existsSync(this.#path) ? '' : formatRow(this.#columns);
      appendFileSync(this.#path, `${start}\n${formatRow(cells)}`);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new RecordError(`${this.#path} cannot be written: ${reason}`, {
        path: this.#path,
        code: 'write_failed',
        exitCode: ExitCode.incomplete,
        cause,
      });
    }
  }
}

/** Rows of such a table, without those that a crash tore; none where there is no file. */
export function readSideLog(path: string, columns: readonly string[]): string[][] {
  if (!existsSync(path)) return [];
  const records: unknown = parse(readFileSync(path), {
    skip_empty_lines: true,
    skip_records_with_error: true,
    relax_column_count: true,
    relax_quotes: true,
  });
  return z
    .array(z.array(z.string()))
    .parse(records)
    .slice(1)
    .filter((record) => record.length === columns.length);
}
