import { join } from 'node:path';
import { ExitCode, RecordError } from '../errors.js';
import { isNumberColumn, type NumberColumn } from './column-types.js';
import { type Manifest, readManifest } from './manifest.js';
import { METRIC_COLUMNS } from './metrics-csv.js';
import { readCsv } from './read-csv.js';
import { type ProbeRetest, readRetest } from './retest-csv.js';

type Column = (typeof METRIC_COLUMNS)[number];
/** One row of metrics.csv as read back: numbers where the table has numbers, null where it is empty. */
export type StoredEstimate = { readonly [C in Exclude<Column, NumberColumn<Column>>]: string | null } & {
  readonly [C in NumberColumn<Column>]: number | null;
};

/** A finished run as its folder holds it. */
export interface StoredRun {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly estimates: readonly StoredEstimate[];
  /** Noise of what was asked twice; empty when nothing was. */
  readonly retest: readonly ProbeRetest[];
}

/** @throws RecordError when the folder is not a run, or its tables are broken */
export async function readRun(folder: string): Promise<StoredRun> {
  const manifest = await readManifest(folder);
  const estimates = await readEstimates(join(folder, 'metrics.csv'));
  return {
    folder,
    manifest,
    // Rows with a second model are verdicts on changes, which comparison.md is about.
    estimates: estimates.filter((row) => row.model_ref === null),
    retest: await readRetest(folder),
  };
}

async function readEstimates(path: string): Promise<StoredEstimate[]> {
  const estimates: StoredEstimate[] = [];
  let line = 0;
  for await (const batch of readCsv(path)) {
    for (const record of batch) {
      line++;
      if (line === 1) {
        if (METRIC_COLUMNS.some((column, index) => record[index] !== column)) {
          throw broken(path, 1, 'is not the header of metrics.csv');
        }
      } else if (record.length < METRIC_COLUMNS.length) {
        throw broken(path, line, `has ${record.length} fields, expected ${METRIC_COLUMNS.length}`);
      } else estimates.push(readEstimate(path, line, record));
    }
  }
  return estimates;
}

function readEstimate(path: string, line: number, record: readonly string[]): StoredEstimate {
  const cells = METRIC_COLUMNS.map((column, index) => {
    const text = record[index] ?? '';
    if (text === '') return [column, null];
    if (!isNumberColumn(column)) return [column, text];
    const number = Number(text);
    if (!Number.isFinite(number))
      throw broken(path, line, `holds "${text.slice(0, 40)}" in ${column}, expected a number`);
    return [column, number];
  });
  // Every column is there, with the type that its name has in StoredEstimate.
  return Object.fromEntries(cells) as StoredEstimate;
}

function broken(path: string, line: number, what: string): RecordError {
  return new RecordError(`${path}: record ${line} ${what}`, {
    path,
    code: 'unreadable',
    exitCode: ExitCode.usage,
  });
}
