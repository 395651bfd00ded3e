import { dirname } from 'node:path';
import { type ExitCode as Code, ExitCode } from '../errors.js';
import { score } from '../evaluate.js';
import { registry } from '../evaluation/registry.js';
import { isHeldBack } from '../evaluation/scoring/scorer-failures.js';
import { readLabelProbabilities } from '../records/label-probabilities.js';
import { formOfCompletions, readOutsideCompletions } from '../records/outside-completions.js';
import { readRun } from '../records/stored-run.js';
import { summaryTable } from '../reports/summary-table.js';
import { writeReports } from '../reports/write-reports.js';
import { commandLine } from './command-line.js';
import { noteJudges, noteScorerFailures } from './scorer-notes.js';
import { keepHeapSmall } from './small-heap.js';
import { openSuite, readSuiteFlags, type SuiteFlags } from './suite-options.js';
import type { Terminal } from './terminal.js';

export interface ScoreFlags extends SuiteFlags {
  readonly completions: string;
  readonly out: string;
}

/** `probity score SUITE-or-BENCHMARK --completions FILE --out DIR` */
export async function scoreCommand(what: string, flags: ScoreFlags, terminal: Terminal): Promise<Code> {
  keepHeapSmall();
  const form = await formOfCompletions(flags.completions);
  const named = registry.benchmarks.find(({ name }) => name === what);
  const isBenchmark = named !== undefined;
  const benchmark = (form === 'likelihood' ? named?.likelihoodForm : undefined) ?? what;
  const suite = await (isBenchmark
    ? openSuite(undefined, { ...flags, probe: [benchmark] })
    : openSuite(what, flags));
  noteJudges(suite, terminal);
  const probeOf = (itemId: string) =>
    suite.probes.find(({ probe }) => probe.find(itemId))?.probe.name ?? null;
  const context = { runId: 'outside', suite: suite.name, suiteHash: suite.hash, probeOf };
  const result = await score(suite, readOutsideCompletions(flags.completions, context), {
    out: flags.out,
    environment: process.env,
    command: commandLine(flags.out),
    source: {
      suite: isBenchmark ? null : what,
      flags: readSuiteFlags(isBenchmark ? { ...flags, probe: [benchmark] } : flags),
    },
    presentationsPerItem: form === 'text' ? 'one' : 'all',
    probabilities: readLabelProbabilities(dirname(flags.completions)),
  });
  const stored = await readRun(result.folder);
  await writeReports(stored);
  noteScorerFailures(result.manifest, terminal);
  const { unknown_items, missing_items } = result.manifest;
  if (unknown_items.count > 0) {
    terminal.note(
      `completions of items that the suite does not have: ${unknown_items.count} (${list(unknown_items)})`,
    );
  }
  if (missing_items !== null && missing_items.count > 0) {
    terminal.note(`items of the suite without a completion: ${missing_items.count} (${list(missing_items)})`);
  }
  terminal.result(
    terminal.json
      ? JSON.stringify({ folder: result.folder, unknown_items, missing_items, estimates: result.estimates })
      : `${summaryTable(stored, terminal.colour, process.stdout.columns)}\n\nrun folder: ${flags.out}`,
  );
  return isHeldBack(result.manifest.scorer_failures) ? ExitCode.incomplete : ExitCode.done;
}

function list({ count, examples }: { readonly count: number; readonly examples: readonly string[] }): string {
  return examples.join('; ') + (count > examples.length ? '; ...' : '');
}
