import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type ExitCode as Code, ExitCode, UsageError } from '../errors.js';
import { readManifest } from '../records/manifest.js';
import { writeParquet } from '../records/parquet-table.js';
import { readTable } from '../records/read-csv.js';
import type { Terminal } from './terminal.js';

export interface ExportFlags {
  readonly format: string;
  readonly out?: string;
}

const TABLES = ['completions', 'scores', 'items', 'metrics'];

/** `probity export RUN --format parquet`: the tables of a run folder for programs that read millions of rows.
 *  @throws UsageError for another format; RecordError when the folder is not a run */
export async function exportCommand(folder: string, flags: ExportFlags, terminal: Terminal): Promise<Code> {
  if (flags.format !== 'parquet')
    throw new UsageError(
      `expected --format parquet, got "${flags.format}"; tables for people: probity report ${folder} --format`,
    );
  await readManifest(folder);
  const out = flags.out ?? folder;
  await mkdir(out, { recursive: true });
  const written: { readonly file: string; readonly rows: number }[] = [];
  for (const table of TABLES) {
    const source = join(folder, `${table}.csv`);
    // A run that was scored from elsewhere holds no completions.
    if (!existsSync(source)) continue;
    const file = join(out, `${table}.parquet`);
    written.push({ file, rows: await writeParquet(file, readTable(source)) });
  }
  terminal.result(
    terminal.json
      ? JSON.stringify(written)
      : written.map(({ file, rows }) => `${file}: ${rows.toLocaleString('en-US')} rows`).join('\n'),
  );
  return ExitCode.done;
}
