import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ProbityError } from '../../errors.js';
import { run } from '../../evaluate.js';
import { retestRun, retestSuite } from '../../evaluation/collection/retest-run.js';
import { type DriftRow, readDrift } from '../../records/history-file.js';
import { type Manifest, readManifest } from '../../records/manifest.js';
import { writeRetest } from '../../records/retest-csv.js';
import { readRun } from '../../records/stored-run.js';
import { writeReports } from '../../reports/write-reports.js';
import type { Suite } from '../../suites/suite.js';
import { judgeSuite } from '../drift-command.js';
import { publishRun, rebuildIndex } from '../publish-command.js';
import { requirePublishable } from '../publishable.js';
import { recordHistory } from '../record-history.js';
import { openSuite, readSuiteFlags, type SuiteFlags } from '../suite-options.js';
import { type DriftNews, postWebhook, runHook } from './tell-of-drift.js';

export interface ScheduledRunOptions extends SuiteFlags {
  readonly suite: string | undefined;
  readonly results: string;
  readonly margin?: readonly string[];
  /** Whether a part of the suite is asked twice, for the noise between two askings. */
  readonly retest: boolean;
  readonly publish?: boolean;
  readonly withholdText?: boolean;
  readonly onDrift?: string;
  readonly webhook?: string;
  readonly stop: AbortSignal;
  readonly abandon: AbortSignal;
  /** Run folder of a run that was interrupted, which is gone on with. */
  readonly unfinished: string | null;
}

export interface ScheduledRun {
  readonly folder: string;
  readonly startedAt: string;
  readonly status: string;
  readonly moved: readonly DriftRow[];
  readonly newlyMoved: readonly DriftRow[];
  /** What did not work after the run itself; null when all did. */
  readonly problem: string | null;
}

/** One run and all that follows it: reports, history, drift, publication, and news of what newly moved. An incomplete
 *  run gets its reports only: its figures are partial.
 *  @throws UsageError, FileError before anything is sent; RecordError when the folder cannot be written */
export async function scheduledRun(options: ScheduledRunOptions): Promise<ScheduledRun> {
  const { results, stop, abandon } = options;
  const suite = await openSuite(options.suite, options);
  const folder =
    options.unfinished ?? join(results, 'runs', `${suite.name.replace(/[^\w.+-]/gu, '-')}-${stamp()}`);
  const { manifest } = await run(suite, {
    out: folder,
    environment: process.env,
    command: `probity run ${options.suite ?? ''} --out ${folder}`.replace('  ', ' '),
    source: { suite: options.suite ?? null, flags: readSuiteFlags(options) },
    stop,
    abandon,
  });
  const ended = { folder, startedAt: manifest.started_at, status: manifest.status };
  if (manifest.status !== 'complete') {
    await writeReports(await readRun(folder));
    return { ...ended, moved: [], newlyMoved: [], problem: null };
  }
  const problems: string[] = [];
  if (options.retest) problems.push((await askAgain(suite, folder, manifest, options)) ?? '');
  const stored = await readRun(folder);
  await writeReports(stored);
  const suiteFolder = await recordHistory(stored, results);
  const before = new Set(
    readDrift(suiteFolder)
      .filter(isMoved)
      .map(({ estimateId }) => estimateId),
  );
  const moved = (await judgeSuite(suiteFolder, options.margin ?? []))
    .map(({ drift }) => drift)
    .filter(isMoved);
  const newlyMoved = moved.filter(({ estimateId }) => !before.has(estimateId));
  if (options.publish) {
    try {
      await requirePublishable(stored);
      await publishRun(stored, { results, withholdText: options.withholdText ?? false });
      await rebuildIndex(results);
    } catch (error) {
      if (!(error instanceof ProbityError)) throw error;
      problems.push(error.message);
    }
  }
  if (newlyMoved.length > 0) {
    const news: DriftNews = {
      suite: suite.name,
      run: folder,
      verdict: 'moved',
      moved,
      newly_moved: newlyMoved,
    };
    if (options.onDrift) problems.push((await runHook(options.onDrift, news)) ?? '');
    if (options.webhook)
      problems.push((await postWebhook(options.webhook, process.env.PROBITY_WEBHOOK_SECRET, news)) ?? '');
  }
  const problem = problems.filter((text) => text !== '').join('; ');
  return { ...ended, moved, newlyMoved, problem: problem === '' ? null : problem };
}

/** Asks the frozen part of a suite a second time and writes the noise beside the run.
 *  @returns why there is none; null when there is */
async function askAgain(
  suite: Suite,
  folder: string,
  { run_id, models, scorer_calls, statistics }: Manifest,
  { stop, abandon }: ScheduledRunOptions,
): Promise<string | null> {
  const all = [...models, ...scorer_calls];
  const spent = {
    usd: total(all.map(({ cost_usd }) => cost_usd)),
    tokens: total(all.flatMap((one) => [one.input_tokens, one.output_tokens])),
    requests: all.reduce((sum, { requests }) => sum + requests, 0),
  };
  const again = join(folder, 'retest');
  const { manifest } = await run(retestSuite(suite, spent), {
    out: again,
    environment: process.env,
    command: `second asking of ${run_id}`,
    stop,
    abandon,
  });
  writeRetest(folder, run_id, await retestRun(folder, again, statistics.confidence));
  return manifest.status === 'complete' ? null : `the retest is ${manifest.status}: it has fewer pairs`;
}

/** null: a part of it is not known. */
function total(parts: readonly (number | null)[]): number | null {
  return parts.reduce((sum, part) => (sum === null || part === null ? null : sum + part), 0);
}

/** The last run's folder when it was left unfinished. */
export async function unfinishedFolder(folder: string | null): Promise<string | null> {
  if (folder === null || !existsSync(join(folder, 'manifest.json'))) return null;
  const { status } = await readManifest(folder);
  return status === 'complete' || status === 'scored' ? null : folder;
}

function isMoved({ verdict }: DriftRow): boolean {
  return verdict === 'moved';
}

function stamp(): string {
  return new Date().toISOString().slice(0, 19).replaceAll(':', '-');
}
