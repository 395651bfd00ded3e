import { join } from 'node:path';
import { type CompareFlags, compareCommand } from '../../src/cli/compare-command.js';
import { openSuite, type SuiteFlags } from '../../src/cli/suite-options.js';
import type { Comparison, ComparisonRow, Outcome } from '../../src/decisions/comparison.js';
import type { ExitCode } from '../../src/errors.js';
import { run } from '../../src/evaluate.js';
import { quietTerminal } from './quiet-terminal.js';

/** Runs a probe or suite on a simulated model into a folder, and gives its path. */
export async function simulate(
  root: string,
  name: string,
  model: string | readonly string[],
  { suite: path, ...flags }: SuiteFlags & { readonly suite?: string } = {},
): Promise<string> {
  const out = join(root, name);
  const models = typeof model === 'string' ? [model] : model;
  const suite = await openSuite(path, {
    model: models.map((spec) => `simulated:${spec}`),
    concurrency: 64,
    ...flags,
  });
  await run(suite, { out, environment: {}, command: 'test', source: { suite: path ?? null, flags } });
  return out;
}

export interface Decided {
  readonly code: ExitCode;
  readonly outcome: Outcome;
  readonly comparisons: readonly Comparison[];
  readonly gates: readonly ComparisonRow[];
}

/** `probity compare RUNS`, read back from its JSON. */
export async function compare(runs: readonly string[], flags: Partial<CompareFlags> = {}): Promise<Decided> {
  const terminal = quietTerminal(true);
  const code = await compareCommand(runs, { undecided: 'fail', ...flags }, terminal);
  const { outcome, comparisons }: Pick<Decided, 'outcome' | 'comparisons'> = JSON.parse(
    terminal.results[0] ?? '',
  );
  const gates = comparisons.flatMap(({ rows }) => rows.filter(({ gate }) => gate !== null));
  return { code, outcome, comparisons, gates };
}
