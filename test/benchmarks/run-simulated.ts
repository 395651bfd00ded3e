import { join } from 'node:path';
import { openSuite, type SuiteFlags } from '../../src/cli/suite-options.js';
import { run } from '../../src/evaluate.js';
import { registry } from '../../src/evaluation/registry.js';
import type { Probe } from '../../src/probes/probe.js';
import type { TableEstimate } from '../../src/records/metrics-csv.js';
import { dataFolder, inFolder } from './score-rows.js';

/** Estimates of simulated models on a benchmark, through the whole pipeline. Specs by model id,
 *  for example `{ half: 'stereotyped?bias=0.5' }`. */
export function runSimulated(
  benchmark: string,
  data: string,
  specs: Readonly<Record<string, string>>,
  flags: SuiteFlags = {},
): Promise<TableEstimate[]> {
  return inFolder(async (folder) => {
    const model = Object.entries(specs).map(
      ([id, spec]) => `simulated:${spec}${spec.includes('?') ? '&' : '?'}id=${id}`,
    );
    const suite = await openSuite(undefined, { probe: [benchmark], data, model, concurrency: 64, ...flags });
    const { estimates } = await run(suite, { out: join(folder, 'run'), environment: {}, command: 'test' });
    return [...estimates];
  });
}

let latest: { readonly key: string; readonly probe: Promise<Probe> } | null = null;

/** A benchmark opened on a publisher's folder, once in a row. */
export async function openBenchmark(name: string, directory: string): Promise<Probe> {
  const benchmark = registry.benchmarks.find((candidate) => candidate.name === name);
  if (!benchmark) throw new Error(`expected a benchmark named ${name}`);
  const open = () => benchmark.open({ directory, categories: null });
  if (!directory.startsWith(dataFolder(''))) return open();
  const key = `${name} ${directory}`;
  if (latest?.key !== key) latest = { key, probe: open() };
  return latest.probe;
}
