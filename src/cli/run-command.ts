import { type ExitCode as Code, ExitCode, UsageError } from '../errors.js';
import { type RunResult, run } from '../evaluate.js';
import type { Route } from '../evaluation/collection/route.js';
import { planGates } from '../evaluation/planning/plan-gates.js';
import { varianceOfRuns } from '../evaluation/planning/variance-of-runs.js';
import { isHeldBack } from '../evaluation/scoring/scorer-failures.js';
import { PART_BYTES } from '../records/journal.js';
import { readRun } from '../records/stored-run.js';
import { summaryTable } from '../reports/summary-table.js';
import { writeReports } from '../reports/write-reports.js';
import type { Shard } from '../runner/list-requests.js';
import type { Suite } from '../suites/suite.js';
import { commandLine } from './command-line.js';
import { concludeComparison, verdictText, writeComparison } from './compare-command.js';
import { watchSignals } from './interruption.js';
import { earlyWarnings, requirePower } from './power-text.js';
import { drawProgress } from './progress.js';
import { noteJudges, noteScorerFailures } from './scorer-notes.js';
import { keepHeapSmall } from './small-heap.js';
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
  /** Ends as soon as every gate is decided against `baseline`. */
  readonly untilDecided?: boolean;
  readonly baseline?: string;
  /** Whether gates that stay open fail the run. */
  readonly undecided?: 'fail' | 'pass';
  readonly queue?: string;
}

/** Batches take minutes to hours. */
const DEFAULT_POLL_SECONDS = 30;

/** `probity run [SUITE]` */
export async function runCommand(
  path: string | undefined,
  flags: RunFlags,
  terminal: Terminal,
): Promise<Code> {
  keepHeapSmall();
  const suite = await openSuite(path, flags);
  if ((flags.untilDecided ?? false) !== (flags.baseline !== undefined))
    throw new UsageError('expected --until-decided and --baseline RUN together, or neither');
  if (suite.gates.length > 0) await checkPower(suite, flags, terminal);
  const out = flags.out ?? defaultFolder(suite.name);
  noteJudges(suite, terminal);
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
      route: routeOf(flags),
      record: flags.record ?? null,
      replay: flags.replay ?? null,
      untilDecidedAgainst: flags.baseline ?? null,
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
  noteScorerFailures(result.manifest, terminal);
  if (result.comparison) {
    const { comparison, manifest } = result;
    const undecided = flags.undecided ?? 'fail';
    writeComparison(out, [comparison], [manifest], undecided);
    terminal.result(
      terminal.json
        ? JSON.stringify({ ...summary(result), outcome: comparison.outcome, comparison })
        : verdictText(out, [comparison], terminal),
    );
    const code = concludeComparison([comparison], undecided, terminal);
    // Open gates of a run that was cut short: how to go on matters more. A spent budget is a verdict.
    const isCut = manifest.status === 'interrupted' || !isSpent(result);
    return comparison.outcome === 'undecided' && manifest.status !== 'complete' && isCut
      ? conclude(result, again)
      : code;
  }
  terminal.result(
    terminal.json
      ? JSON.stringify(summary(result))
      : `${summaryTable(stored, terminal.colour, process.stdout.columns)}\n\nrun folder: ${out}`,
  );
  return conclude(result, again);
}

/** @throws UsageError for gates that could not see their margin */
async function checkPower(suite: Suite, flags: RunFlags, terminal: Terminal): Promise<void> {
  const runs = flags.from ?? (flags.baseline === undefined ? null : [flags.baseline]);
  const variances = runs && (await varianceOfRuns(runs, suite));
  const plans = planGates(suite, variances);
  if (!flags.force) requirePower(plans, variances);
  if (flags.untilDecided) for (const line of earlyWarnings(plans)) terminal.note(line);
}

function isSpent({ manifest }: RunResult): boolean {
  const { models, scorer_failures } = manifest;
  return models.some(({ stopped }) => stopped?.includes('budget')) || isHeldBack(scorer_failures);
}

function routeOf({ batch, poll = DEFAULT_POLL_SECONDS, queue }: RunFlags): Route {
  if (batch && queue !== undefined) throw new UsageError('expected --batch or --queue, got both');
  if (queue !== undefined) return { by: 'queue', url: queue };
  return batch ? { by: 'batch', pollMs: poll * 1000 } : { by: 'request' };
}

function conclude(result: RunResult, again: string): Code {
  const { manifest } = result;
  const errors = manifest.models.reduce((sum, model) => sum + model.errors, 0);
  for (const { id, stopped } of manifest.models) {
    // That is what the line below says of them all.
    if (stopped !== null && stopped !== 'interrupted')
      process.stderr.write(`${id}: stopped early: ${stopped}\n`);
  }
  if (manifest.status === 'complete') return ExitCode.done;
  const isInterrupted = manifest.status === 'interrupted';
  const unanswered = errors > 0 ? `incomplete: ${errors} requests got no answer` : 'incomplete';
  const spent = isSpent(result);
  const why = isInterrupted ? 'interrupted' : spent ? `${unanswered} (budget)` : unanswered;
  process.stderr.write(howToGoOn(why, again, spent ? ' with a larger budget' : ''));
  return isInterrupted ? ExitCode.interrupted : ExitCode.incomplete;
}

function howToGoOn(why: string, again: string, how = ''): string {
  return `${why}; everything answered is kept. To go on${how}:\n  ${again}\n`;
}

function summary({ folder, manifest, estimates }: RunResult) {
  return { folder, run_id: manifest.run_id, status: manifest.status, models: manifest.models, estimates };
}
