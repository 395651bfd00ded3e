import { type CompareFlags, compareCommand } from '../../src/cli/compare-command.js';
import type { Comparison, ComparisonRow, Outcome } from '../../src/decisions/comparison.js';
import type { ExitCode } from '../../src/errors.js';
import { quietTerminal } from './quiet-terminal.js';

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
