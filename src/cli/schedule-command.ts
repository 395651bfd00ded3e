import { join } from 'node:path';
import type { Cron } from 'croner';
import { type ExitCode as Code, ExitCode, ProbityError, UsageError } from '../errors.js';
import { pathPart } from '../records/published-folder.js';
import { watchSignals } from './interruption.js';
import { EMITTERS, emitUnit } from './schedule/emit-units.js';
import { readStatus, type ScheduleStatus, writeStatus } from './schedule/schedule-status.js';
import {
  type ScheduledRun,
  type ScheduledRunOptions,
  scheduledRun,
  unfinishedFolder,
} from './schedule/scheduled-run.js';
import { nextDue, readCron, waitUntil } from './schedule/wait-until-due.js';
import { openSuite, type SuiteFlags } from './suite-options.js';
import type { Terminal } from './terminal.js';

export interface ScheduleFlags extends SuiteFlags {
  readonly cron?: string;
  readonly timezone?: string;
  readonly once?: boolean;
  /** Seconds that a run starts later at most, so that many machines do not start at once. */
  readonly jitter: number;
  readonly emit?: string;
  readonly results: string;
  readonly margin?: readonly string[];
  readonly retest: boolean;
  readonly publish?: boolean;
  readonly withholdText?: boolean;
  readonly onDrift?: string;
  readonly webhook?: string;
}

/** `probity schedule SUITE --cron EXPR`: in the foreground until it is stopped. */
export async function scheduleCommand(
  suitePath: string | undefined,
  flags: ScheduleFlags,
  terminal: Terminal,
): Promise<Code> {
  if (flags.cron === undefined && !flags.once)
    throw new UsageError('expected --cron with when to run, for example --cron "0 3 * * *", or --once');
  const cron = flags.cron === undefined ? null : readCron(flags.cron, flags.timezone ?? null);
  // Every mistake of the suite is found now, not at three in the morning.
  const suite = await openSuite(suitePath, flags);
  if (flags.emit !== undefined) {
    terminal.result(emitted(suitePath, suite.name, flags));
    return ExitCode.done;
  }
  const folder = join(flags.results, pathPart(suite.name));
  const signals = watchSignals(
    () => terminal.note('stopping: waiting for the answers that are under way; once more to give them up'),
    () => {},
  );
  try {
    const options = { ...flags, suite: suitePath, stop: signals.stop, abandon: signals.abandon };
    if (cron === null || flags.once) {
      const done = await oneRun(suite.name, folder, options, flags, null, terminal);
      return done?.status === 'complete' ? ExitCode.done : ExitCode.incomplete;
    }
    return await keepRunning(suite.name, folder, cron, options, flags, terminal);
  } finally {
    signals.release();
  }
}

type Options = Omit<ScheduledRunOptions, 'unfinished'>;

async function keepRunning(
  name: string,
  folder: string,
  cron: Cron,
  options: Options,
  flags: ScheduleFlags,
  terminal: Terminal,
): Promise<Code> {
  let servedUntil = new Date(readStatus(folder)?.served_until ?? Date.now());
  while (!options.stop.aborted) {
    const due = nextDue(cron, servedUntil, new Date());
    if (due === null) return ExitCode.done;
    const start = new Date(due.getTime() + Math.random() * flags.jitter * 1000);
    terminal.note(`${new Date().toISOString()} ${name}: next run ${start.toISOString()}`);
    writeStatus(
      folder,
      statusOf(name, flags, servedUntil, {
        next_due: start.toISOString(),
        last: readStatus(folder)?.last ?? null,
      }),
    );
    if (!(await waitUntil(start, options.stop))) break;
    const began = new Date();
    await oneRun(name, folder, options, flags, cron, terminal);
    // What came due while it ran is not made up: runs do not overlap, and one answers for all.
    servedUntil = options.stop.aborted ? servedUntil : new Date(Math.max(began.getTime(), Date.now()));
  }
  return ExitCode.done;
}

/** Runs once and writes one line of log; what fails after midnight must not end the schedule. */
async function oneRun(
  name: string,
  folder: string,
  options: Options,
  flags: ScheduleFlags,
  cron: Cron | null,
  terminal: Terminal,
): Promise<ScheduledRun | null> {
  const before = readStatus(folder);
  const began = new Date();
  writeStatus(
    folder,
    statusOf(name, flags, began, { running_since: began.toISOString(), last: before?.last ?? null }),
  );
  let done: ScheduledRun | null = null;
  let problem: string | null = null;
  try {
    done = await scheduledRun({
      ...options,
      unfinished: await unfinishedFolder(before?.last?.folder ?? null),
    });
    problem = done.problem;
  } catch (error) {
    if (cron === null || !(error instanceof ProbityError)) throw error;
    problem = error.message;
  }
  const ended = new Date();
  const last = {
    folder: done?.folder ?? '',
    started_at: done?.startedAt ?? began.toISOString(),
    ended_at: ended.toISOString(),
    status: done?.status ?? 'failed',
    moved: done?.moved.length ?? 0,
    newly_moved: done?.newlyMoved.length ?? 0,
    problem,
  };
  writeStatus(
    folder,
    statusOf(name, flags, ended, { next_due: cron?.nextRun(ended)?.toISOString() ?? null, last }),
  );
  terminal.result(
    terminal.json
      ? JSON.stringify({ suite: name, ...last })
      : `${last.ended_at} ${name}: ${last.status}, ${last.moved} moved (${last.newly_moved} newly), ${Math.round((ended.getTime() - began.getTime()) / 1000)} s${last.folder === '' ? '' : `, ${last.folder}`}${problem === null ? '' : `; ${problem.replaceAll('\n', ' ')}`}`,
  );
  return done;
}

function statusOf(
  suite: string,
  { cron, timezone }: ScheduleFlags,
  servedUntil: Date,
  rest: Partial<ScheduleStatus>,
): ScheduleStatus {
  return {
    suite,
    cron: cron ?? null,
    timezone: timezone ?? null,
    served_until: servedUntil.toISOString(),
    running_since: null,
    next_due: null,
    last: null,
    ...rest,
  };
}

function emitted(suitePath: string | undefined, name: string, flags: ScheduleFlags): string {
  const emitter = EMITTERS.find((known) => known === flags.emit);
  if (!emitter)
    throw new UsageError(`expected --emit to be one of ${EMITTERS.join(', ')}, got "${flags.emit}"`);
  if (flags.cron === undefined) throw new UsageError('--emit needs --cron with when to run');
  const given = [
    'probity',
    'schedule',
    ...(suitePath === undefined ? [] : [suitePath]),
    '--once',
    '--results',
    flags.results,
    ...(flags.retest ? [] : ['--no-retest']),
    ...(flags.publish ? ['--publish'] : []),
    ...(flags.withholdText ? ['--withhold-text'] : []),
    ...(flags.model ?? []).flatMap((model) => ['--model', model]),
    ...(flags.margin ?? []).flatMap((margin) => ['--margin', margin]),
  ];
  const command = given
    .map((word) => (/^[\w@+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`))
    .join(' ');
  return emitUnit(emitter, {
    cron: flags.cron,
    timezone: flags.timezone ?? null,
    command,
    name: pathPart(name),
  });
}
