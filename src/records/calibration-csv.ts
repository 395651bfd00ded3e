import type { CalibrationRow } from '../decisions/calibration.js';
import type { Cell } from './csv-row.js';

/** Columns of calibrate.csv, in order: one row a figure. */
export const CALIBRATION_COLUMNS = [
  'schema_version',
  'suite',
  'suite_hash',
  'fingerprint',
  'scene',
  'figure',
  'probe',
  'metric',
  'scope',
  'method',
  'n_clusters',
  'planted',
  'expected',
  'observed',
  'mc_error',
  'n_seeds',
  'accept_low',
  'accept_high',
  'accepted',
] as const;

/** What a table of calibration is about. `fingerprint`: SHA-256 of everything that the first seeds gave, so that a table
 *  from another suite, parser, scorer or statistic is recognised. */
export interface CalibratedSuite {
  readonly suite: string;
  readonly suiteHash: string;
  readonly fingerprint: string;
}

export function calibrationRow(of: CalibratedSuite, row: CalibrationRow, accepted: boolean | null): Cell[] {
  return [
    '1',
    of.suite,
    of.suiteHash,
    of.fingerprint,
    row.scene,
    row.figure,
    row.probe,
    row.metric,
    row.scope,
    row.method,
    row.clusters,
    row.planted,
    row.expected,
    row.observed,
    row.monteCarloError,
    row.seeds,
    row.accepted?.low ?? null,
    row.accepted?.high ?? null,
    accepted,
  ];
}
