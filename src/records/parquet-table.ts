import { renameSync, rmSync } from 'node:fs';
import type { ColumnSource } from 'hyparquet-writer';
import { ExitCode, RecordError } from '../errors.js';
import { type ColumnType, columnType } from './column-types.js';

/** Rows held before they are encoded: what bounds memory, and what a reader can skip at once. */
const ROW_GROUP = 50_000;

const PARQUET_TYPES = {
  text: 'STRING',
  int: 'INT64',
  double: 'DOUBLE',
  bool: 'BOOLEAN',
  datetime: 'TIMESTAMP',
} as const satisfies Record<ColumnType, string>;

/** Writes a table of a run folder as Parquet, typed column by column, empty fields as null. The file takes its name only
 *  when it is whole.
 *  @param records of a CSV table, header first
 *  @returns rows written
 *  @throws RecordError for a field that is not of its column's type, or when the disk refuses */
export async function writeParquet(path: string, records: AsyncIterable<string[][]>): Promise<number> {
  const { ParquetWriter, fileWriter, schemaFromColumnData } = await import('hyparquet-writer');
  const draft = `${path}.draft`;
  let table: Table | null = null;
  let rows = 0;
  try {
    let parquet: InstanceType<typeof ParquetWriter> | null = null;
    for await (const batch of records) {
      for (const record of batch) {
        if (table === null || parquet === null) {
          table = new Table(path, record);
          const schema = schemaFromColumnData({ columnData: table.take() });
          parquet = new ParquetWriter({ writer: fileWriter(draft), schema, createdBy: 'probity' });
          continue;
        }
        table.add(record);
        rows++;
        if (table.height === ROW_GROUP)
          await parquet.write({ columnData: table.take(), rowGroupSize: ROW_GROUP });
      }
    }
    if (table === null || parquet === null) throw unreadable(path, 'the table has no header');
    if (table.height > 0) await parquet.write({ columnData: table.take(), rowGroupSize: ROW_GROUP });
    await parquet.finish();
    renameSync(draft, path);
    return rows;
  } catch (cause) {
    rmSync(draft, { force: true });
    if (cause instanceof RecordError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RecordError(`${path} cannot be written: ${reason}`, {
      path,
      code: 'write_failed',
      exitCode: ExitCode.incomplete,
      cause,
    });
  }
}

type Value = string | bigint | number | boolean | Date | null;

/** Rows by column, until they are taken. */
class Table {
  readonly #path: string;
  readonly #columns: readonly { readonly name: string; readonly type: ColumnType }[];
  #values: Value[][];
  #rows = 0;

  constructor(path: string, header: readonly string[]) {
    this.#path = path;
    this.#columns = header.map((name) => ({ name, type: columnType(name) }));
    this.#values = header.map(() => []);
  }

  /** Rows since the last `take`. */
  get height(): number {
    return this.#values[0]?.length ?? 0;
  }

  add(record: readonly string[]): void {
    this.#rows++;
    if (record.length !== this.#columns.length)
      throw unreadable(
        this.#path,
        `record ${this.#rows + 1} has ${record.length} fields, expected ${this.#columns.length}`,
      );
    for (const [place, { name, type }] of this.#columns.entries()) {
      const text = record[place] ?? '';
      const value = text === '' ? null : read(type, text);
      if (value === undefined)
        throw unreadable(
          this.#path,
          `record ${this.#rows + 1} holds "${text.slice(0, 40)}" in ${name}, expected ${type}`,
        );
      this.#values[place]?.push(value);
    }
  }

  take(): ColumnSource[] {
    const columns = this.#columns.map(({ name, type }, place) => ({
      name,
      data: this.#values[place] ?? [],
      type: PARQUET_TYPES[type],
    }));
    this.#values = this.#columns.map(() => []);
    return columns;
  }
}

/** undefined: not of the type. */
function read(type: ColumnType, text: string): Value | undefined {
  if (type === 'text') return text;
  if (type === 'bool') return text === 'true' ? true : text === 'false' ? false : undefined;
  if (type === 'datetime') {
    const date = new Date(text);
    return Number.isNaN(date.getTime()) ? undefined : date;
  }
  const number = Number(text);
  if (type === 'double') return Number.isFinite(number) ? number : undefined;
  return /^-?\d+$/u.test(text) ? BigInt(text) : undefined;
}

function unreadable(path: string, reason: string): RecordError {
  return new RecordError(`${path}: ${reason}`, { path, code: 'unreadable', exitCode: ExitCode.usage });
}
