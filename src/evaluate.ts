import { join } from 'node:path';
import type { Comparison } from './decisions/comparison.js';
import { paidBefore } from './evaluation/collection/amount-paid.js';
import { collectRun } from './evaluation/collection/collect-run.js';
import { findPaid } from './evaluation/collection/find-paid.js';
import { findMissingItems } from './evaluation/collection/missing-items.js';
import { type OpenRun, type RouteOptions, withRoute } from './evaluation/collection/route.js';
import { describeRun, type RunDescription } from './evaluation/describe-run.js';
import { nameRun } from './evaluation/name-run.js';
import { withinSamples } from './evaluation/planning/within-samples.js';
import { registry } from './evaluation/registry.js';
import { prepareScorers } from './evaluation/scoring/prepare-scorers.js';
import { isIncomplete, type ScoringOptions } from './evaluation/scoring/score-completions.js';
import { scoreInto } from './evaluation/scoring/score-into.js';
import { paidByScorers } from './evaluation/scoring/scorer-accounts.js';
import { earlyEnd, openSequential, probesStoppedEarly } from './evaluation/sequential/open-sequential.js';
import { comparisonRow } from './records/comparison-csv.js';
import { readLedger } from './records/completion-ledger.js';
import { Journal, PART_BYTES } from './records/journal.js';
import { ProbabilityLog, readLabelProbabilities } from './records/label-probabilities.js';
import { makeRunFolder } from './records/make-run-folder.js';
import { type Manifest, writeManifest } from './records/manifest.js';
import type { TableEstimate } from './records/metrics-csv.js';
import { lockRunFolder } from './records/run-lock.js';
import { readCompletions, type StoredCompletion } from './records/stored-completion.js';
import { compressPart } from './records/table-parts.js';
import type { Shard } from './runner/list-requests.js';
import type { RunEvent } from './runner/run-event.js';
import { loadSuite as loadSuiteFile, type SuiteOverrides } from './suites/load-suite.js';
import type { Suite } from './suites/suite.js';

/** Reads, checks and opens a suite file with everything that ships and with the suite's own modules.
 *  @throws FileError with every mistake of the file, its line and column; UsageError when it cannot be read */
export function loadSuite(path: string, overrides: SuiteOverrides = {}): Promise<Suite> {
  return loadSuiteFile(path, registry, overrides);
}

export interface RunOptions extends RouteOptions {
  /** Run folder; made if absent, gone on with if it holds the same run. */
  readonly out: string;
  /** As typed, for the manifest; holds no secrets, since keys are not arguments. */
  readonly command: string;
  /** What opens the suite again; absent when it was not opened from a file. */
  readonly source?: Manifest['source'];
  readonly shard?: Shard | null;
  /** Folder of an earlier run whose answers are taken over instead of being paid again. */
  readonly reuse?: string | null;
  /** When completions.csv goes on in another file, and whether full ones are compressed. */
  readonly parts?: { readonly bytes: number; readonly compress: boolean };
  /** `RUN` or `RUN#model`: asks cluster by cluster in a random order and ends as soon as every gate is decided against
   *  it. */
  readonly untilDecidedAgainst?: string | null;
  /** Sends nothing more when aborted; what is in flight is still kept. */
  readonly stop?: AbortSignal;
  /** Gives up what is in flight when aborted. */
  readonly abandon?: AbortSignal;
  onEvent?(event: RunEvent): void;
}

export interface RunResult {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly estimates: readonly TableEstimate[];
  /** Of a run that was looked at cluster by cluster. */
  readonly comparison: Comparison | null;
}

/** Runs a suite: requests -> completions (journalled) -> scores -> estimates. Started again with the same folder it
 *  goes on where it stopped; nothing answered is asked again.
 *  @throws UsageError before anything is sent; RecordError when the folder cannot be written or is another run's */
export async function run(suite: Suite, options: RunOptions): Promise<RunResult> {
  const before = await paidBefore(suite, options.out, nameRun(suite));
  return withRoute(suite, options, before, (opened) => runOpened(suite, opened, options));
}

async function runOpened(
  suite: Suite,
  { models, collectors, accounts }: OpenRun,
  options: RunOptions,
): Promise<RunResult> {
  const { out, shard = null, onEvent = () => {} } = options;
  const never = new AbortController().signal;
  const { stop = never, abandon = never } = options;
  const runId = nameRun(suite);
  const description: RunDescription = {
    suite,
    runId,
    shard,
    startedAt: new Date().toISOString(),
    models,
    status: 'running',
    command: options.command,
    source: options.source ?? NO_SOURCE,
    endedAt: null,
    stopped: new Map(),
    scored: null,
    accounts,
  };
  const against = options.untilDecidedAgainst ?? null;
  const planned = describeRun(description);
  const sequential =
    against === null
      ? null
      : await openSequential(suite, against, {
          folder: out,
          manifest: planned,
          by: options.route?.by ?? 'request',
        });
  await makeRunFolder(out);
  const release = lockRunFolder(out);
  try {
    const completions = join(out, 'completions.csv');
    const ledger = await readLedger(completions, { runId, suite: suite.name });
    accounts.keepIn(out, runId);
    const broken = new AbortController();
    const paid = options.reuse ? await findPaid(options.reuse, models) : null;
    // Answers that cannot be kept are not worth paying for; those under way are kept where there is room.
    const compressing: Promise<void>[] = [];
    const { bytes: partBytes = PART_BYTES, compress = false } = options.parts ?? {};
    const journal = new Journal(completions, ledger.end, {
      partBytes,
      onFailure: () => broken.abort(),
      onPart: (part) => {
        // A part that cannot be compressed stays as it is, which loses nothing.
        if (compress)
          compressing.push(
            compressPart(part).catch((cause) => onEvent({ type: 'uncompressed', part, cause })),
          );
      },
    });
    let stopped: Map<string, string>;
    try {
      const comparison = sequential?.conclude(planned, null);
      writeManifest(out, comparison ? describeRun({ ...description, comparison }) : planned);
      await sequential?.decider.replay(
        completions,
        ledger.end,
        sequential.model,
        readLabelProbabilities(out),
      );
      stopped = await collectRun({
        ...{ suite, models, runId, journal },
        probabilities: new ProbabilityLog(out),
        ledger,
        spending: accounts.spending,
        paid,
        shard,
        collectorOf: collectors({ folder: out, runId, ledger }),
        sequential,
        stop: AbortSignal.any([stop, broken.signal]),
        abandon,
        onEvent,
      });
      await sequential?.decider.settled();
    } finally {
      paid?.close();
      journal.close();
      await Promise.all(compressing);
    }
    onEvent({ type: 'scoring' });
    let comparison: Comparison | null = null;
    const scored = await scoreInto(
      out,
      suite,
      { runId, suite: suite.name, suiteHash: suite.hash },
      readCompletions(completions),
      {
        presentationsPerItem: 'all',
        probabilities: readLabelProbabilities(out),
        partial: new Set(stopped.keys()),
        compared(scoredRun) {
          const manifest = describeRun({ ...description, scored: scoredRun });
          comparison = sequential?.conclude(manifest, earlyEnd(stopped, stop)) ?? null;
          const rows = comparison?.rows ?? [];
          return {
            rows: rows.map((row) => comparisonRow(manifest, row)),
            stoppedEarly: probesStoppedEarly(rows),
          };
        },
      },
    );
    const isPartial = stopped.size > 0 || isIncomplete(scored);
    const status = !isPartial ? 'complete' : stop.aborted ? 'interrupted' : 'incomplete';
    const manifest = describeRun({
      ...description,
      status,
      stopped,
      scored,
      comparison,
      endedAt: new Date().toISOString(),
    });
    writeManifest(out, manifest);
    return { folder: out, manifest, estimates: scored.estimates, comparison };
  } finally {
    release();
  }
}

export interface ScoreOptions extends ScoringOptions {
  readonly out: string;
  /** Holds the keys of scorers that ask a service. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly command: string;
  /** What opens the suite again; absent when it was not opened from a file. */
  readonly source?: Manifest['source'];
}

/** Scores and aggregates completions that something else produced.
 *  @throws UsageError for more samples than the suite takes; RecordError when they cannot be read or the folder
 *  cannot be written */
export async function score(
  suite: Suite,
  completions: AsyncIterable<readonly StoredCompletion[]>,
  options: ScoreOptions,
): Promise<RunResult> {
  const { out } = options;
  const runId = nameRun(suite);
  const accounts = await prepareScorers(suite, options.environment, { before: paidByScorers(out, runId) });
  await makeRunFolder(out);
  const release = lockRunFolder(out);
  try {
    accounts.keepIn(out, runId);
    const startedAt = new Date().toISOString();
    const identity = { runId, suite: suite.name, suiteHash: suite.hash };
    const known = withinSamples(completions, suite.samples);
    const scored = await scoreInto(out, suite, identity, known, options);
    const missing = findMissingItems(suite, scored);
    const manifest = describeRun({
      suite,
      runId,
      startedAt,
      scored,
      accounts,
      missing,
      status: 'scored',
      command: options.command,
      source: options.source ?? NO_SOURCE,
      shard: null,
      endedAt: new Date().toISOString(),
      models: [],
      stopped: new Map(),
    });
    writeManifest(out, manifest);
    return { folder: out, manifest, estimates: scored.estimates, comparison: null };
  } finally {
    release();
  }
}

const NO_SOURCE: Manifest['source'] = { suite: null, flags: {} };
