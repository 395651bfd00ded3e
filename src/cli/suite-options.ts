import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { UsageError } from '../errors.js';
import { registry } from '../evaluation/registry.js';
import { suggestion, unknownName } from '../probes/validate-document.js';
import { loadSuite, parseSuite, type SuiteOverrides } from '../suites/load-suite.js';
import { parseModelSpec } from '../suites/model-spec.js';
import type { Suite } from '../suites/suite.js';

const suiteFlags = z.object({
  model: z.array(z.string()).readonly().optional(),
  probe: z.array(z.string()).readonly().optional(),
  data: z.string().optional(),
  words: z.string().optional(),
  limit: z.number().optional(),
  samples: z.number().optional(),
  seed: z.number().optional(),
  concurrency: z.number().optional(),
  maxUsd: z.number().optional(),
  maxRequests: z.number().optional(),
});

/** Flags that change what a suite asks; the same for every command that takes a suite. */
export type SuiteFlags = z.infer<typeof suiteFlags>;

/** The suite's flags among those of a command, or those that a manifest kept. */
export function readSuiteFlags(flags: unknown): SuiteFlags {
  return suiteFlags.parse(flags);
}

/** Probe and suite files that ship. */
export const SHIPPED = fileURLToPath(new URL('../../probes/', import.meta.url));

/** Opens the suite that a command was given; none means the quickstart, and probes without a suite are their own.
 *  @throws UsageError, FileError */
export async function openSuite(path: string | undefined, flags: SuiteFlags): Promise<Suite> {
  const overrides: SuiteOverrides = {
    ...(flags.model && { models: flags.model.map(parseModelSpec) }),
    ...(flags.probe && { probes: flags.probe.map(probePath) }),
    ...(flags.data !== undefined && { data: flags.data }),
    ...(flags.words !== undefined && { words: flags.words }),
    ...(flags.limit !== undefined && { limit: flags.limit }),
    ...(flags.samples !== undefined && { samples: flags.samples }),
    ...(flags.seed !== undefined && { seed: flags.seed }),
    ...(flags.concurrency !== undefined && { concurrency: flags.concurrency }),
    ...(flags.maxUsd !== undefined && { maxUsd: flags.maxUsd }),
    ...(flags.maxRequests !== undefined && { maxRequests: flags.maxRequests }),
  };
  if (path === undefined && flags.probe) return probeSuite(flags.probe, overrides);
  return loadSuite(
    path === undefined ? resolve(SHIPPED, 'quickstart.suite.yaml') : suitePath(path),
    registry,
    overrides,
  );
}

/** A suite of nothing but the probes of the command line. */
function probeSuite(probes: readonly string[], overrides: SuiteOverrides): Promise<Suite> {
  const name = probes
    .map((probe) => probe.replace(/^.*[/\\]/u, '').replace(/\.probe\.ya?ml$/u, ''))
    .join('+')
    .replace(/[^\w.+-]/gu, '-');
  const text = [
    `suite: ${JSON.stringify(name)}`,
    'description: Probes of the command line.',
    'models: [{ adapter: simulated, model: parrot }]',
    'probes: [{ file: command-line }]',
  ].join('\n');
  return parseSuite(text, 'command line', process.cwd(), registry, overrides);
}

/** A shipped suite may be named without its folder. */
export function suitePath(path: string): string {
  if (existsSync(path)) return path;
  const shipped = resolve(SHIPPED, path.endsWith('.yaml') ? path : `${path}.suite.yaml`);
  if (existsSync(shipped)) return shipped;
  const shipping = shippedNames('.suite.yaml');
  throw new UsageError(
    `no suite file "${path}"; expected a *.suite.yaml, or one of those that ship: ${shipping.join(', ')}${suggestion(path, shipping)}`,
  );
}

/** A shipped probe may be named without its folder.
 *  @throws UsageError for a name of nothing that ships */
export function probePath(name: string): string {
  if (/\.ya?ml$/u.test(name)) return name;
  const shipping = shippedNames('.probe.yaml');
  if (shipping.includes(name)) return resolve(SHIPPED, `${name}.probe.yaml`);
  const benchmarks = registry.benchmarks.map((benchmark) => benchmark.name);
  if (benchmarks.includes(name)) return name;
  throw new UsageError(unknownName('probe', name, [...shipping, ...benchmarks]));
}

/** Names of the probes or suites that ship. */
export function shippedNames(ending: '.probe.yaml' | '.suite.yaml'): string[] {
  return readdirSync(SHIPPED)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();
}

/** Where a run goes when --out is not given. */
export function defaultFolder(suite: string): string {
  const moment = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  return `results/runs/${suite.replace(/[^\w.+-]/gu, '-')}-${moment}`;
}
