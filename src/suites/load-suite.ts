import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../errors.js';
import { choiceProbabilityMetrics } from '../metrics/choice-probability-metrics.js';
import { loadProbe } from '../probes/load-probe.js';
import type { Probe } from '../probes/probe.js';
import { validateDocument } from '../probes/validate-document.js';
import { readWordLists } from '../probes/word-lists.js';
import { parseYamlDocument, type YamlDocument } from '../probes/yaml-document.js';
import { findByName, UnknownNameError } from './bind-metrics.js';
import { checkEntries, checkGates } from './check-suite.js';
import { equipProbe } from './equip-probe.js';
import { fillModel } from './fill-model.js';
import { ScorerFinder } from './find-scorer.js';
import { hashSuite } from './hash-suite.js';
import { ModuleLoader, PathError, resolveInside } from './load-modules.js';
import { MistakeLocator } from './locate-mistakes.js';
import type { Registry, Suite, SuiteProbe } from './suite.js';
import { type ModelEntry, type SuiteFile, suiteSchema } from './suite-schema.js';

/** What the command line puts in place of a suite's own settings. */
export interface SuiteOverrides {
  readonly models?: readonly ModelEntry[];
  /** Probe files or names of benchmarks, in place of the suite's probes. */
  readonly probes?: readonly string[];
  /** Folder of every benchmark's files; unlike `data` in a suite it may be anywhere. */
  readonly data?: string;
  /** File of word lists for the metrics of words, for every probe that is answered with free text. */
  readonly words?: string;
  readonly limit?: number;
  readonly samples?: number;
  readonly seed?: number;
  readonly concurrency?: number;
  readonly maxUsd?: number;
  readonly maxRequests?: number;
}

/** Reads, checks and opens a suite file: everything that can be wrong in it is found here.
 *  @throws FileError with every mistake of a stage; UsageError when a file cannot be read */
export async function loadSuite(
  path: string,
  registry: Registry,
  overrides: SuiteOverrides = {},
): Promise<Suite> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new UsageError(
      `cannot read suite file ${path}: ${cause instanceof Error ? cause.message : cause}`,
      { cause },
    );
  }
  return parseSuite(text, path, resolve(dirname(path)), registry, overrides);
}

/** Opens a suite from its text; `file` is named in complaints, and paths in it lead from `directory`.
 *  @throws FileError, UsageError */
export function parseSuite(
  text: string,
  file: string,
  directory: string,
  registry: Registry,
  overrides: SuiteOverrides,
): Promise<Suite> {
  const document = parseYamlDocument(text, file);
  const content = validateDocument(document, suiteSchema, checkEntries);
  return openSuite(document, content, directory, registry, overrides);
}

async function openSuite(
  document: YamlDocument,
  file: SuiteFile,
  directory: string,
  registry: Registry,
  overrides: SuiteOverrides,
): Promise<Suite> {
  const locator = new MistakeLocator(document);
  const modules = new ModuleLoader(registry);
  const own = await locator.each(
    file.modules ?? [],
    (index) => ['modules', index],
    (module) => modules.load(directory, module),
  );
  const adapters = own.flatMap((definitions) => definitions.adapters);
  const scorers = new ScorerFinder([
    ...registry.scorers,
    ...own.flatMap((definitions) => definitions.scorers),
  ]);
  const metrics = [...registry.metrics, ...own.flatMap((definitions) => definitions.metrics)];

  const adapterNames = [...registry.adapterNames, ...adapters.map(({ name }) => name)].map((name) => ({
    name,
  }));
  await locator.each(
    overrides.models ? [] : file.models,
    (index) => ['models', index, 'adapter'],
    ({ adapter }) => findByName('adapter', adapter, adapterNames),
  );
  for (const { adapter } of overrides.models ?? [])
    await named(() => findByName('adapter', adapter, adapterNames));
  const models = (overrides.models ?? file.models).map((entry) => fillModel(entry, overrides));
  const twice = models.find(({ id }, index) => models.findIndex((model) => model.id === id) < index);
  if (twice) throw new UsageError(`two models have the id "${twice.id}"; give one of them another "id"`);

  const seed = overrides.seed ?? file.seed;
  const selection = (limit: number | undefined) => (limit === undefined ? { seed } : { limit, seed });
  const opened: { probe: Probe; selection: SuiteProbe['selection'] }[] = [];
  if (overrides.probes) {
    for (const name of overrides.probes) {
      const probe =
        name.endsWith('.yaml') || name.endsWith('.yml')
          ? await loadProbe(name)
          : await named(() => openBenchmark(registry, name, overrides.data, null));
      opened.push({ probe, selection: selection(overrides.limit) });
    }
  } else {
    const probes = await locator.each(
      file.probes,
      (index) => ['probes', index],
      async ({ file: path, benchmark = '', data, words, select }, index) => {
        const inside = (key: 'file' | 'data' | 'words', way: string) =>
          locator.at(['probes', index, key], () => resolveInside(directory, way));
        const listed = async (probe: Probe) =>
          words === undefined || overrides.words !== undefined
            ? probe
            : withWords(probe, await inside('words', words));
        if (path !== undefined) return listed(await loadProbe(await inside('file', path)));
        const folder = overrides.data ?? (data === undefined ? undefined : await inside('data', data));
        return listed(
          await locator.at(['probes', index, 'benchmark'], () =>
            openBenchmark(registry, benchmark, folder, select?.categories ?? null),
          ),
        );
      },
    );
    for (const [index, probe] of probes.entries()) {
      opened.push({ probe, selection: selection(overrides.limit ?? file.probes[index]?.select?.limit) });
    }
  }
  for (const entry of opened) {
    if (overrides.words !== undefined) entry.probe = await withWords(entry.probe, overrides.words);
  }
  for (const [index, { probe }] of opened.entries()) {
    if (opened.findIndex((other) => other.probe.name === probe.name) === index) continue;
    const message = `the probe "${probe.name}" is in the suite twice`;
    throw overrides.probes ? new UsageError(message) : locator.mistake(['probes', index], message);
  }
  const extraScorers = await locator.each(
    file.scorers ?? [],
    (index) => ['scorers', index],
    (spec) => scorers.find(spec),
  );
  const extraMetrics = await locator.each(
    file.metrics ?? [],
    (index) => ['metrics', index],
    (name) => findByName('metric', name, metrics),
  );
  if (models.some(({ options }) => options.logprobs === true)) {
    extraScorers.push(scorers.find('choice_probability'));
    extraMetrics.push(...choiceProbabilityMetrics);
  }
  const probes = await named(() =>
    opened.map((entry) => equipProbe(entry, { scorers, metrics, extraScorers, extraMetrics })),
  );
  if (!overrides.probes) await checkGates(file, probes, locator);
  const samples = overrides.samples ?? file.samples;
  return {
    name: file.suite,
    description: file.description,
    directory,
    seed,
    models,
    probes,
    samples,
    statistics: {
      confidence: file.statistics?.confidence ?? 0.95,
      adjust: file.statistics?.adjust ?? 'bh',
      resamples: file.statistics?.resamples ?? 2000,
      interval: file.statistics?.interval ?? 'by_metric',
    },
    budget: {
      usd: overrides.maxUsd ?? file.budget?.usd ?? null,
      tokens: file.budget?.tokens ?? null,
      requests: overrides.maxRequests ?? file.budget?.requests ?? null,
    },
    gates: (file.gates ?? []).map(({ metric, group, margin, ceiling }) => ({
      metric,
      group: group ?? null,
      margin: margin ?? null,
      ceiling: ceiling ?? null,
    })),
    adapters,
    hash: hashSuite(probes, samples, seed),
  };
}

/** Mistakes of names that came from the command line or from a probe file. */
async function named<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UnknownNameError || error instanceof PathError)
      throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

async function openBenchmark(
  registry: Registry,
  name: string,
  directory: string | undefined,
  categories: readonly string[] | null,
): Promise<Probe> {
  const benchmark = findByName('benchmark', name, registry.benchmarks);
  if (directory === undefined) {
    throw new PathError(
      `benchmark "${name}" needs the publisher's files: give their folder with --data DIR, or in a suite as "data: DIR" beside "benchmark: ${name}"`,
    );
  }
  return benchmark.open({ directory, categories });
}

/** The probe with word lists, which its figures then depend on. Those of other tasks hold no texts to look in. */
async function withWords(probe: Probe, path: string): Promise<Probe> {
  if (probe.task !== 'continuation') return probe;
  const words = await readWordLists(path);
  const hash = createHash('sha256').update(`${probe.hash}\n${words.hash}`).digest('hex');
  return { ...probe, words, hash };
}
