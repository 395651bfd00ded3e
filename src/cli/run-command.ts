import { type ExitCode as Code, ExitCode } from '../errors.js';
import { type RunResult, run } from '../evaluate.js';
import { planGates } from '../evaluation/plan-gates.js';
import { varianceOfRuns } from '../evaluation/variance-of-runs.js';
import { PART_BYTES } from '../records/journal.js';
import { readRun } from '../records/stored-run.js';
import { summaryTable } from '../reports/summary-table.js';
import { writeReports } from '../reports/write-reports.js';
import type { Shard } from '../runner/list-requests.js';
import { commandLine } from './command-line.js';
import { watchSignals } from './interruption.js';
import { requirePower } from './power-text.js';
import { drawProgress } from './progress.js';
import { defaultFolder, openSuite, readSuiteFlags, type SuiteFlags } from './suite-options.js';
import type { Terminal } from './terminal.js';

export interface RunFlags extends SuiteFlags {
  readonly out?: string;
  readonly shard?: Shard;
  readonly reuse?: string;
  readonly record?: string;
  readonly replay?: string;
  /** Runs whose variances the power of gates is planned with. */
  readonly from?: readonly string[];
  /** Runs also gates that cannot see their margin. */
  readonly force?: boolean;
  readonly partMegabytes?: number;
  readonly compressParts?: boolean;
  readonly batch?: boolean;
  /** Seconds. */
  readonly poll?: number;
}

/** Batches take minutes to hours. */
const DEFAULT_POLL_SECONDS = 30;

/** `probity run [SUITE]` */
export async function runCommand(
  path: string | undefined,
  flags: RunFlags,
  terminal: Terminal,
): Promise<Code> {
  const suite = await openSuite(path, flags);
  if (!flags.force && suite.gates.length > 0) {
    const variances = flags.from ? await varianceOfRuns(flags.from, suite) : null;
    requirePower(planGates(suite, variances), variances);
  }
  const out = flags.out ?? defaultFolder(suite.name);
  const progress = drawProgress(terminal);
  const again = commandLine(out);
  const signals = watchSignals(
    () => {
      terminal.note(
        '\nstopping: waiting a moment for the answers that are under way; once more to give them up',
      );
      for (const line of progress.status()) terminal.note(`  ${line}`);
    },
    () => process.stderr.write(howToGoOn('interrupted', again)),
  );
  let result: RunResult;
  try {
    result = await run(suite, {
      out,
      environment: process.env,
      command: again,
      source: { suite: path ?? null, flags: readSuiteFlags(flags) },
      shard: flags.shard ?? null,
      reuse: flags.reuse ?? null,
      parts: {
        bytes: flags.partMegabytes === undefined ? PART_BYTES : flags.partMegabytes * 2 ** 20,
        compress: flags.compressParts ?? false,
      },
      ...(flags.batch && { route: { by: 'batch', pollMs: (flags.poll ?? DEFAULT_POLL_SECONDS) * 1000 } }),
      record: flags.record ?? null,
      replay: flags.replay ?? null,
      stop: signals.stop,
      abandon: signals.abandon,
      onEvent: (event) => progress.onEvent(event),
    });
  } finally {
    progress.end();
    signals.release();
  }
  const stored = await readRun(result.folder);
  await writeReports(stored);
  terminal.result(
    terminal.json
      ? JSON.stringify(summary(result))
      : `${summaryTable(stored, terminal.colour, process.stdout.columns)}\n\nrun folder: ${out}`,
  );
  return conclude(result, again);
}

function conclude({ manifest }: RunResult, again: string): Code {
  const errors = manifest.models.reduce((sum, model) => sum + model.errors, 0);
  for (const { id, stopped } of manifest.models) {
    if (stopped !== null) process.stderr.write(`${id}: stopped early: ${stopped}\n`);
  }
  if (manifest.status === 'complete') return ExitCode.done;
  const isInterrupted = manifest.status === 'interrupted';
  const unanswered = errors > 0 ? `incomplete: ${errors} requests got no answer` : 'incomplete';
  const isSpent = manifest.models.some(({ stopped }) => stopped?.includes('budget'));
  const why = isInterrupted ? 'interrupted' : isSpent ? `${unanswered} (budget)` : unanswered;
  process.stderr.write(howToGoOn(why, again, isSpent ? ' with a larger budget' : ''));
  return isInterrupted ? ExitCode.interrupted : ExitCode.incomplete;
}

function howToGoOn(why: string, again: string, how = ''): string {
  return `${why}; everything answered is kept. To go on${how}:\n  ${again}\n`;
}

function summary({ folder, manifest, estimates }: RunResult) {
  return { folder, run_id: manifest.run_id, status: manifest.status, models: manifest.models, estimates };
}
