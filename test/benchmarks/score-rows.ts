import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scoreCommand } from '../../src/cli/score-command.js';
import type { SuiteFlags } from '../../src/cli/suite-options.js';
import type { Terminal } from '../../src/cli/terminal.js';
import type { TableEstimate } from '../../src/records/metrics-csv.js';

/** Folder of a publisher's files beside the repository. */
export function dataFolder(name: string): string {
  return fileURLToPath(new URL(`../../../shared/data/${name}/`, import.meta.url));
}

export function dataAbsent(name: string): boolean {
  return !existsSync(dataFolder(name));
}

const quote = (cell: string | number) => `"${String(cell).replaceAll('"', '""')}"`;

/** Runs a function with a folder that is gone afterwards. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'probity-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Estimates that `probity score BENCHMARK --data DATA --completions FILE` gives for rows under a header. */
export function scoreRows(
  benchmark: string,
  data: string,
  header: readonly string[],
  rows: Iterable<readonly (string | number)[]>,
  flags: SuiteFlags = {},
): Promise<TableEstimate[]> {
  return inFolder(async (folder) => {
    const completions = join(folder, 'rows.csv');
    const lines = [header, ...rows].map((row) => row.map(quote).join(','));
    await writeFile(completions, `${lines.join('\n')}\n`);
    let text = '';
    const terminal: Terminal = {
      json: true,
      quiet: true,
      colour: false,
      interactive: false,
      result: (result) => {
        text = result;
      },
      note: () => {},
    };
    await scoreCommand(benchmark, { ...flags, data, completions, out: join(folder, 'run') }, terminal);
    const { estimates }: { estimates: TableEstimate[] } = JSON.parse(text);
    return estimates;
  });
}

type Scope = Partial<
  Pick<TableEstimate, 'modelId' | 'axis' | 'condition' | 'group' | 'reference' | 'denominator'>
>;

/** The one estimate of a metric in a scope; conditional and of the whole unless said otherwise.
 *  @throws Error when there is none or more than one */
export function estimateOf(
  estimates: readonly TableEstimate[],
  metric: string,
  scope: Scope = {},
): TableEstimate {
  const wanted = { group: null, reference: null, denominator: 'conditional', ...scope };
  const found = estimates.filter(
    (estimate) =>
      estimate.metric === metric &&
      Object.entries(wanted).every(([key, value]) => estimate[key as keyof Scope] === value),
  );
  const [only] = found;
  if (!only || found.length > 1) {
    const scopes = found.map(({ axis, condition }) => `${axis}/${condition}`);
    throw new Error(
      `expected one estimate of ${metric} in ${JSON.stringify(wanted)}, got ${scopes.join(', ') || 'none'}`,
    );
  }
  return only;
}
