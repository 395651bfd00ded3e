import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ExitCode, RecordError } from '../errors.js';
import type { BatchEntry, BatchLog } from '../runner/batch/batch-log.js';
import { writeFileAtomically } from './draft-file.js';

const count = z.int().nonnegative();
const fileSchema = z.strictObject({
  schema_version: z.literal('1'),
  run_id: z.string(),
  batches: z.array(
    z.strictObject({
      name: z.string(),
      model: z.string(),
      attempt: z.int().positive(),
      keys: z.array(z.string()),
      file: z.string().nullable(),
      batch: z.string().nullable(),
      tally: z
        .strictObject({
          answered: count,
          failed: count,
          again: count,
          missing: count,
          unknown: count,
          garbage: count,
        })
        .nullable(),
    }),
  ),
});

/** batches.json of a run folder: which requests are in which batch at the provider. Written whole at each step. */
export class BatchFile implements BatchLog {
  readonly #path: string;
  readonly #runId: string;
  readonly #entries: Map<string, BatchEntry>;

  /** @throws RecordError when the file is there and cannot be read, or is another run's */
  constructor(folder: string, runId: string) {
    this.#path = join(folder, 'batches.json');
    this.#runId = runId;
    this.#entries = new Map(this.#read().map((entry) => [entry.name, entry]));
  }

  open(model: string): readonly BatchEntry[] {
    return [...this.#entries.values()].filter((entry) => entry.model === model && entry.tally === null);
  }

  put(entry: BatchEntry): void {
    this.#entries.set(entry.name, entry);
    const file: z.infer<typeof fileSchema> = {
      schema_version: '1',
      run_id: this.#runId,
      batches: [...this.#entries.values()].map((kept) => ({ ...kept, keys: [...kept.keys] })),
    };
    writeFileAtomically(this.#path, [`${JSON.stringify(file)}\n`]);
  }

  #read(): readonly BatchEntry[] {
    if (!existsSync(this.#path)) return [];
    let value: unknown;
    try {
      value = JSON.parse(readFileSync(this.#path, 'utf8'));
    } catch (cause) {
      throw this.#unreadable('is not JSON', cause);
    }
    const parsed = fileSchema.safeParse(value);
    if (!parsed.success)
      throw this.#unreadable(
        `does not fit: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`,
        parsed.error,
      );
    if (parsed.data.run_id !== this.#runId)
      throw this.#unreadable(`belongs to run ${parsed.data.run_id}, not ${this.#runId}`, null);
    return parsed.data.batches;
  }

  #unreadable(reason: string, cause: unknown): RecordError {
    return new RecordError(
      `${this.#path} ${reason}; it says which batches are paid for: mend it, or give another --out`,
      { path: this.#path, code: 'unreadable', exitCode: ExitCode.usage, cause },
    );
  }
}
