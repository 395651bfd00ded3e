import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { ExitCode, RecordError } from '../errors.js';
import { formatRow } from './csv-row.js';

/** Probabilities of the presented labels by completion id. */
export type LabelProbabilities = ReadonlyMap<string, Readonly<Record<string, number>>>;

const COLUMNS = ['completion_id', 'probabilities'];
const probabilities = z.record(z.string(), z.number().min(0).max(1));

/** label-probabilities.csv: what servers that give log-probabilities said of each label, beside completions.csv,
 *  whose columns are fixed. Written only when there is something to write. */
export class ProbabilityLog {
  readonly #path: string;

  constructor(folder: string) {
    this.#path = pathIn(folder);
  }

  /** Call it before the completion itself is journalled: probabilities without a completion do no harm.
   *  @throws RecordError when the disk refuses */
  append(completionId: string, labels: Readonly<Record<string, number>>): void {
    try {
      // A line feed first, so that a row torn by a crash spoils no other.
      const start = existsSync(this.#path) ? '' : formatRow(COLUMNS);
      appendFileSync(this.#path, `${start}\n${formatRow([completionId, JSON.stringify(labels)])}`);
    } catch (cause) {
      throw new RecordError(
        `${this.#path} cannot be written: ${cause instanceof Error ? cause.message : cause}`,
        {
          path: this.#path,
          code: 'write_failed',
          exitCode: ExitCode.incomplete,
          cause,
        },
      );
    }
  }
}

/** What a run folder holds; empty when no server gave any. Rows that are not whole are those of a crash: their
 *  completions were not journalled. */
export function readLabelProbabilities(folder: string): LabelProbabilities {
  const path = pathIn(folder);
  const found = new Map<string, Readonly<Record<string, number>>>();
  if (!existsSync(path)) return found;
  const records: unknown = parse(readFileSync(path), {
    skip_empty_lines: true,
    skip_records_with_error: true,
    relax_column_count: true,
    relax_quotes: true,
  });
  for (const [id, text] of z.array(z.array(z.string())).parse(records)) {
    const parsed = probabilities.safeParse(parseJson(text ?? ''));
    if (id !== undefined && parsed.success) found.set(id, parsed.data);
  }
  return found;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function pathIn(folder: string): string {
  return join(folder, 'label-probabilities.csv');
}
