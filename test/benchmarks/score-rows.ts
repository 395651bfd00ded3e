import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openSuite, type SuiteFlags } from '../../src/cli/suite-options.js';
import { score } from '../../src/evaluate.js';
import { registry } from '../../src/evaluation/registry.js';
import type { TableEstimate } from '../../src/records/metrics-csv.js';
import { formOfCompletions, readOutsideCompletions } from '../../src/records/outside-completions.js';
import type { Suite } from '../../src/suites/suite.js';

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

/** The latest suite on a publisher's own folder, which no test changes: reading it costs more than scoring a few rows.
 *  Only the latest, since what is kept makes every collection of garbage slower. */
let latest: { readonly key: string; readonly suite: Promise<Suite> } | null = null;

function openOnce(benchmark: string, data: string, flags: SuiteFlags): Promise<Suite> {
  const open = () => openSuite(undefined, { ...flags, data, probe: [benchmark] });
  if (!data.startsWith(dataFolder(''))) return open();
  const key = JSON.stringify([benchmark, data, flags]);
  if (latest?.key !== key) latest = { key, suite: open() };
  return latest.suite;
}

/** Estimates that `probity score BENCHMARK --data DATA --completions FILE` gives for rows under a header, without the
 *  reports that it writes. */
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
    const form = await formOfCompletions(completions);
    const likelihood = registry.benchmarks.find(({ name }) => name === benchmark)?.likelihoodForm;
    const suite = await openOnce(form === 'likelihood' ? (likelihood ?? benchmark) : benchmark, data, flags);
    const probeOf = (itemId: string) =>
      suite.probes.find(({ probe }) => probe.find(itemId))?.probe.name ?? null;
    const context = { runId: 'outside', suite: suite.name, suiteHash: suite.hash, probeOf };
    const { estimates } = await score(suite, readOutsideCompletions(completions, context), {
      out: join(folder, 'run'),
      environment: {},
      command: 'test',
      presentationsPerItem: form === 'text' ? 'one' : 'all',
    });
    return [...estimates];
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
