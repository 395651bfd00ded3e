import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ExitCode, RecordError } from '../errors.js';
import type { RetestNoise } from '../metrics/retest-noise.js';
import { formatRow } from './csv-row.js';
import { writeFileAtomically } from './draft-file.js';
import { readCsv } from './read-csv.js';

/** Columns of retest.csv, in order: one row a model and probe of which items were asked a second time. */
const RETEST_COLUMNS = [
  'schema_version',
  'run_id',
  'model',
  'probe',
  'n_pairs',
  'n_clusters',
  'n_flips',
  'flip_rate',
  'ci_low',
  'ci_high',
  'ci_level',
  'kappa',
  'n_scored_pairs',
  'score_sd',
] as const;

/** Of one model on one probe. */
export interface ProbeRetest extends RetestNoise {
  readonly model: string;
  readonly probe: string;
}

/** @throws RecordError when the disk refuses */
export function writeRetest(folder: string, runId: string, rows: readonly ProbeRetest[]): void {
  writeFileAtomically(join(folder, 'retest.csv'), [
    formatRow(RETEST_COLUMNS),
    ...rows.map((row) =>
      formatRow([
        '1',
        runId,
        row.model,
        row.probe,
        row.pairs,
        row.clusters,
        row.flips,
        row.flipRate,
        row.interval?.low ?? null,
        row.interval?.high ?? null,
        row.interval?.level ?? null,
        row.kappa,
        row.scoredPairs,
        row.scoreSd,
      ]),
    ),
  ]);
}

/** The retest of a run; none when nothing was asked twice.
 *  @throws RecordError for another header or a broken row */
export async function readRetest(folder: string): Promise<ProbeRetest[]> {
  const path = join(folder, 'retest.csv');
  if (!existsSync(path)) return [];
  const rows: ProbeRetest[] = [];
  let line = 0;
  for await (const batch of readCsv(path)) {
    for (const record of batch) {
      line++;
      if (line === 1) {
        if (record.join(',') !== RETEST_COLUMNS.join(','))
          throw broken(path, 1, 'is not the header of retest.csv');
      } else rows.push(readRow(path, line, record));
    }
  }
  return rows;
}

function readRow(path: string, line: number, record: readonly string[]): ProbeRetest {
  const at = (column: (typeof RETEST_COLUMNS)[number]) => record[RETEST_COLUMNS.indexOf(column)] ?? '';
  const number = (column: (typeof RETEST_COLUMNS)[number]) => {
    if (at(column) === '') return null;
    const value = Number(at(column));
    if (!Number.isFinite(value))
      throw broken(path, line, `holds "${at(column).slice(0, 40)}" in ${column}, expected a number`);
    return value;
  };
  const count = (column: (typeof RETEST_COLUMNS)[number]) => {
    const value = number(column);
    if (value === null) throw broken(path, line, `holds nothing in ${column}, expected a count`);
    return value;
  };
  const [low, high, level] = [number('ci_low'), number('ci_high'), number('ci_level')];
  return {
    model: at('model'),
    probe: at('probe'),
    pairs: count('n_pairs'),
    clusters: count('n_clusters'),
    flips: count('n_flips'),
    flipRate: number('flip_rate'),
    interval: low === null || high === null || level === null ? null : { low, high, level },
    kappa: number('kappa'),
    scoredPairs: count('n_scored_pairs'),
    scoreSd: number('score_sd'),
  };
}

function broken(path: string, line: number, what: string): RecordError {
  return new RecordError(`${path}: record ${line} ${what}`, {
    path,
    code: 'unreadable',
    exitCode: ExitCode.usage,
  });
}
