import type { Benchmark } from '../benchmarks/benchmark.js';
import { builtinDataSets } from '../datasets/builtin-data-sets.js';
import { type ExitCode as Code, ExitCode, FileError, ProbityError } from '../errors.js';
import { registry } from '../evaluation/registry.js';
import type { Metric } from '../metrics/metric.js';
import { loadProbe } from '../probes/load-probe.js';
import type { ConstructSheet } from '../probes/probe.js';
import { textTable } from '../reports/text-table.js';
import { loadSuite } from '../suites/load-suite.js';
import { probePath, shippedNames } from './suite-options.js';
import type { Terminal } from './terminal.js';

/** `probity probes list`: what ships. */
export async function listProbes(terminal: Terminal): Promise<Code> {
  const probes = await Promise.all(shippedNames('.probe.yaml').map((name) => loadProbe(probePath(name))));
  const rows = [
    ...probes.map((probe) => ({ ...described(probe), kind: 'probe', items: probe.size, needs: probe.need })),
    ...registry.benchmarks.map((benchmark) => ({
      ...described(benchmark),
      kind: 'benchmark',
      items: benchmark.publishedSize,
      needs: benchmark.need,
    })),
  ];
  terminal.result(
    terminal.json
      ? JSON.stringify(rows)
      : textTable(
          [
            { title: 'name' },
            { title: 'kind' },
            { title: 'task' },
            { title: 'language' },
            { title: 'items', right: true },
            { title: 'needs' },
            { title: 'licence' },
            { title: 'title' },
          ],
          rows.map((row) => [
            row.name,
            row.kind,
            row.task,
            row.language,
            row.items?.toLocaleString('en') ?? 'yours',
            row.needs,
            row.licence,
            row.title,
          ]),
          terminal.colour,
        ),
  );
  return ExitCode.done;
}

function described({
  name,
  title,
  measures,
  harm,
  limits,
  licence,
  task,
  language,
  version,
}: ConstructSheet & {
  readonly name: string;
  readonly version: string;
  readonly task: string;
  readonly language: string;
}) {
  return { name, version, title, measures, harm, limits, licence, task, language };
}

/** `probity probes show NAME`: one probe, with a rendered example and the metrics that it gives. */
export async function showProbe(name: string, terminal: Terminal): Promise<Code> {
  const benchmark = registry.benchmarks.find((candidate) => candidate.name === name);
  const sheet = benchmark ?? (await loadProbe(probePath(name)));
  const probe = 'presentations' in sheet ? sheet : undefined;
  const metrics = sheet.metrics.flatMap((metric) =>
    registry.metrics.filter((candidate) => candidate.name === metric),
  );
  const [item] = probe?.items({ limit: 1, seed: 1 }) ?? [];
  const prompt = item && probe?.presentations(item)[0];
  if (terminal.json) {
    const example = prompt && { item: prompt.item, messages: prompt.messages };
    terminal.result(
      JSON.stringify({
        ...described(sheet),
        rationale: sheet.rationale,
        literature: sheet.literature,
        metrics: metrics.map(describeMetric),
        example,
      }),
    );
    return ExitCode.done;
  }
  const size = probe
    ? `${probe.size} items, ${probe.presentationsPerItem} presentations each`
    : benchmark
      ? `${sizeOf(benchmark)}; give the files with --data DIR${whereToGet(benchmark.name)}`
      : '';
  terminal.result(
    [
      `${sheet.title}  (${sheet.name}, version ${sheet.version})`,
      `${sheet.measures}`,
      `Rationale. ${sheet.rationale}`,
      `Harm. ${sheet.harm.replaceAll('_', ' ')}.  Language. ${sheet.language}.  Licence. ${sheet.licence}.  ${size}.`,
      `Limits.\n${sheet.limits.map((limit) => `  - ${limit}`).join('\n')}`,
      `Literature.\n${sheet.literature.map((work) => `  - ${work}`).join('\n')}`,
      textTable(
        [
          { title: 'metric' },
          { title: 'version' },
          { title: 'direction' },
          { title: 'range' },
          { title: 'ideal', right: true },
          { title: 'scorer' },
          { title: 'title' },
        ],
        metrics.map((metric) => [
          metric.name,
          metric.version,
          metric.direction.replaceAll('_', ' '),
          describeRange(metric.range),
          metric.ideal === null ? '–' : String(metric.ideal),
          metric.scorer ?? 'main',
          metric.title,
        ]),
        terminal.colour,
      ),
      ...(prompt
        ? [
            `Example (item ${prompt.item.id}).\n${prompt.messages.map(({ content }) => content.replace(/^/gmu, '  | ')).join('\n')}`,
          ]
        : []),
    ].join('\n\n'),
  );
  return ExitCode.done;
}

function sizeOf({ publishedSize }: Benchmark): string {
  return publishedSize === null
    ? 'As many items as your files hold'
    : `${publishedSize.toLocaleString('en')} items as published`;
}

/** How to get the files, where their hashes are known. */
function whereToGet(benchmark: string): string {
  const set = builtinDataSets.find(
    ({ benchmarks, origins }) =>
      benchmarks.includes(benchmark) && origins.some(({ files }) => files.length > 0),
  );
  return set ? ` (probity data get ${set.name})` : '';
}

function describeRange([low, high]: Metric['range']): string {
  if (Number.isFinite(low) && Number.isFinite(high)) return `${low} to ${high}`;
  if (Number.isFinite(low)) return `from ${low} up`;
  return Number.isFinite(high) ? `up to ${high}` : 'any';
}

function describeMetric({ name, version, title, source, direction, range, ideal, scorer }: Metric) {
  const finite = range.map((end) => (Number.isFinite(end) ? end : null));
  return { name, version, title, source, direction, range: finite, ideal, scorer };
}

/** `probity probes check FILE...`: lint of probe and suite files; every file is read, all mistakes are told. */
export async function checkFiles(files: readonly string[], terminal: Terminal): Promise<Code> {
  const results: { file: string; ok: boolean; complaints: string[] }[] = [];
  for (const file of files) {
    try {
      if (/\.suite\.ya?ml$/u.test(file)) await loadSuite(file, registry);
      else await loadProbe(file);
      results.push({ file, ok: true, complaints: [] });
    } catch (error) {
      if (!(error instanceof ProbityError)) throw error;
      results.push({
        file,
        ok: false,
        complaints: error instanceof FileError ? error.message.split('\n') : [error.message],
      });
    }
  }
  terminal.result(
    terminal.json
      ? JSON.stringify(results)
      : results.map(({ file, ok, complaints }) => (ok ? `${file}: ok` : complaints.join('\n'))).join('\n'),
  );
  return results.every(({ ok }) => ok) ? ExitCode.done : ExitCode.usage;
}
