import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  defineMetric,
  FileError,
  loadSuite,
  type RunResult,
  readOutsideCompletions,
  readRun,
  run,
  score,
  UsageError,
  writeReports,
} from 'probity';
import { beforeAll, describe, expect, test } from 'vitest';
import { scratchFolder, tableOf, textOf } from '../cli/command.js';

const EXAMPLE = fileURLToPath(new URL('example/', import.meta.url));
const scratch = scratchFolder();
const at = (name: string) => join(scratch, name);
const named = { environment: {}, command: 'a test' };

describe('the example: a model, a scorer and a metric of one’s own in modules that a suite names', () => {
  let result: RunResult;
  beforeAll(async () => {
    result = await run(await loadSuite(join(EXAMPLE, 'example.suite.yaml')), { ...named, out: at('run') });
  });

  test('runs to its end', () => {
    expect(result.manifest.status).toBe('complete');
    expect(result.manifest.models).toMatchObject([
      { id: 'lively', adapter: 'stage', provider: 'stage', answered: 48 },
    ]);
  });

  test('has the scorer in scores.csv, one row a completion, beside the built-in ones', () => {
    const rows = tableOf(at('run'), 'scores.csv');
    const mine = rows.filter((row) => row.scorer === 'exclamations');
    expect(mine).toHaveLength(48);
    expect(new Set(rows.map((row) => row.scorer))).toContain('vader');
    expect(mine.filter((row) => row.score === '1').map((row) => row.group)).toEqual(
      Array(8).fill('musicians'),
    );
  });

  test('has the metric in metrics.csv and items.csv, with intervals and counts, for groups and their differences', () => {
    const rows = tableOf(at('run'), 'metrics.csv').filter((row) => row.metric === 'exclamation_rate');
    const figures = rows.map((row) => [row.group, row.reference, row.estimate, row.n_items, row.n_clusters]);
    expect(figures).toEqual([
      ['', '', String(8 / 48), '48', '16'],
      ['accountants', '', '0', '16', '16'],
      ['bakers', '', '0', '16', '16'],
      ['musicians', '', '0.5', '16', '16'],
      ['accountants', 'bakers', '0', '16', '16'],
      ['musicians', 'bakers', '0.5', '16', '16'],
    ]);
    expect(rows.filter((row) => row.ci_low === '' || row.ci_high === '')).toEqual([]);
    expect(new Set(rows.map((row) => row.scorer))).toEqual(new Set(['exclamations@1']));
    const contributions = tableOf(at('run'), 'items.csv').map((row) => row.contributions ?? '');
    expect(contributions.filter((text) => !text.includes('exclamation_rate='))).toEqual([]);
  });

  test('has both in the manifest and in the report', async () => {
    expect(result.manifest.probes[0]?.scorers).toContain('exclamations@1');
    expect(result.manifest.probes[0]?.metrics).toContain('exclamation_rate@1');
    await writeReports(await readRun(at('run')));
    expect(textOf(at('run'), 'report.md')).toContain('exclamation_rate');
  });

  test('scores its own completions again to the same metrics.csv, byte for byte', async () => {
    const suite = await loadSuite(join(EXAMPLE, 'example.suite.yaml'));
    const context = { runId: 'again', suite: suite.name, suiteHash: suite.hash, probeOf: () => 'arrivals' };
    const completions = readOutsideCompletions(at('run/completions.csv'), context);
    const again = await score(suite, completions, {
      environment: {},
      out: at('again'),
      command: 'a test',
      presentationsPerItem: 'all',
    });
    expect(again.manifest).toMatchObject({ status: 'scored', missing_items: { count: 0, examples: [] } });
    expect(textOf(at('again'), 'metrics.csv')).toBe(textOf(at('run'), 'metrics.csv'));
  });

  test('refuses what the adapter refuses, before a run folder is made', async () => {
    const models = [{ id: 'loud', adapter: 'stage', model: 'loud' }];
    const suite = await loadSuite(join(EXAMPLE, 'example.suite.yaml'), { models });
    await expect(run(suite, { ...named, out: at('loud') })).rejects.toThrow(UsageError);
    expect(readdirSync(scratch)).not.toContain('loud');
  });
});

describe('a suite of one’s own modules is refused', () => {
  const suiteText = readFileSync(join(EXAMPLE, 'example.suite.yaml'), 'utf8');
  copyFileSync(join(EXAMPLE, 'arrivals.probe.yaml'), at('arrivals.probe.yaml'));
  const complaint = async (name: string, module: string, text = suiteText) => {
    writeFileSync(at(`${name}.mjs`), module);
    writeFileSync(
      at(`${name}.suite.yaml`),
      text.replace('stage-adapter.mjs', `${name}.mjs`).replace('  - exclamations.mjs\n', ''),
    );
    const error: unknown = await loadSuite(at(`${name}.suite.yaml`)).catch((caught: unknown) => caught);
    if (!(error instanceof FileError)) throw error;
    return error.complaints.map(({ line, column, message }) => `${line}:${column}: ${message}`).join('\n');
  };

  test('with the place of the module, when it cannot be imported', async () => {
    expect(await complaint('broken', 'export const one = ;')).toMatch(
      /^4:5: broken\.mjs cannot be imported: /u,
    );
  });

  test('with the place of the module, when it defines nothing', async () => {
    expect(await complaint('empty', 'export const one = 1;')).toMatch(
      /^4:5: exports no definition; expected /u,
    );
  });

  test('with the place of the module, when a name is taken: one of the two would be passed over', async () => {
    const module = "export const mine = { kind: 'scorer', name: 'vader' };";
    expect(await complaint('taken', module)).toBe(
      '4:5: defines scorer "vader", which exists already; give it another name',
    );
  });

  test('with the nearest spelling, when a name in it is misspelt', async () => {
    const module = "export const mine = { kind: 'adapter', name: 'stagee' };";
    expect(await complaint('misspelt', module)).toMatch(
      /^\d+:14: unknown adapter "stage"; .*did you mean "stagee"\?$/u,
    );
  });

  test('when a module lies outside the suite’s folder', async () => {
    const text = suiteText.replace('- stage-adapter.mjs', '- ../stage-adapter.mjs');
    expect(await complaint('outside', '', text)).toContain("leaves the suite's folder");
  });
});

test('a metric says what it is by itself: built-in and own ones are made by one function', () => {
  const metric = defineMetric({
    name: 'one',
    version: '1',
    title: 'One',
    source: 'a test',
    direction: 'higher_is_worse',
    range: [0, 1],
    ideal: 0,
    scorer: 'exclamations',
    value: ({ score: value }) => value,
  });
  expect(metric).toMatchObject({ kind: 'metric', interval: 'wilson_neff', contrasts: true });
});
