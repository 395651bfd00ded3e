import { mkdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { isAccepted } from '../decisions/calibration.js';
import { type ExitCode as Code, ExitCode, RecordError } from '../errors.js';
import { currentFingerprint, runCalibration } from '../evaluation/calibration/run-calibration.js';
import { CALIBRATION_COLUMNS, calibrationRow } from '../records/calibration-csv.js';
import { formatRow } from '../records/csv-row.js';
import { writeFileAtomically } from '../records/draft-file.js';
import { calibrationMarkdown, calibrationText } from '../reports/calibration-tables.js';
import { openSuite, suitePath } from './suite-options.js';
import type { Terminal } from './terminal.js';

export interface CalibrateFlags {
  readonly seeds: number;
  readonly out: string;
  readonly falseAlarms?: boolean;
  /** calibrate.csv that is to be that of the program as it is. */
  readonly check?: string;
}

/** `probity calibrate [SUITE]`: shows on planted truth what the suite's intervals and gates are worth.
 *  @param threads 1: none besides this one */
export async function calibrateCommand(
  named: string | undefined,
  flags: CalibrateFlags,
  terminal: Terminal,
  threads = availableParallelism(),
): Promise<Code> {
  const name = named ?? 'ci';
  const path = suitePath(name);
  const suite = await openSuite(path, {});
  if (flags.check !== undefined) return checkCurrent(path, name, flags.check, terminal);
  let told = 0;
  const { rows, fingerprint } = await runCalibration({
    suite: path,
    seeds: flags.seeds,
    scope: flags.falseAlarms ? 'false_alarms' : 'all',
    threads,
    onProgress: (done, of) => {
      if (done < of && done - told < of / 10) return;
      told = done;
      terminal.note(`${done} of ${of} seeds`);
    },
  });
  const judged = rows.map((row) => ({ row, accepted: isAccepted(row) }));
  const of = { suite: suite.name, suiteHash: suite.hash, fingerprint };
  const only = flags.falseAlarms ? ' --false-alarms' : '';
  const command = `probity calibrate ${name} --seeds ${flags.seeds}${only} --out ${flags.out}`;
  mkdirSync(flags.out, { recursive: true });
  const table = join(flags.out, 'calibrate.csv');
  writeFileAtomically(table, [
    formatRow(CALIBRATION_COLUMNS),
    ...judged.map(({ row, accepted }) => formatRow(calibrationRow(of, row, accepted))),
  ]);
  writeFileAtomically(join(flags.out, 'calibrate.md'), [
    calibrationMarkdown(judged, { suite: suite.name, seeds: flags.seeds, command }),
  ]);
  terminal.result(
    terminal.json
      ? JSON.stringify({ ...of, seeds: flags.seeds, out: flags.out, rows })
      : `${calibrationText(judged, terminal.colour)}\n\n${table}`,
  );
  return ExitCode.done;
}

/** A table is current when the first seeds still give what they gave when it was made. */
async function checkCurrent(path: string, name: string, table: string, terminal: Terminal): Promise<Code> {
  let text: string;
  try {
    text = readFileSync(table, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RecordError(`cannot read ${table}: ${reason}`, {
      path: table,
      code: 'unreadable',
      exitCode: ExitCode.usage,
      cause,
    });
  }
  const fingerprint = await currentFingerprint(path);
  if (text.includes(`,${fingerprint},`)) {
    terminal.result(terminal.json ? JSON.stringify({ table, current: true }) : `${table} is current`);
    return ExitCode.done;
  }
  terminal.result(terminal.json ? JSON.stringify({ table, current: false }) : `${table} is out of date`);
  terminal.note(`Probes, scorers or statistics changed since. Make it again: probity calibrate ${name}`);
  return ExitCode.gateFailed;
}
