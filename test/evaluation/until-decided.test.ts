import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareCommand } from '../../src/cli/compare-command.js';
import { type RunFlags, runCommand } from '../../src/cli/run-command.js';
import { openSuite } from '../../src/cli/suite-options.js';
import type { Comparison, ComparisonRow } from '../../src/decisions/comparison.js';
import { type RunOptions, type RunResult, run } from '../../src/evaluate.js';
import { readRun } from '../../src/records/stored-run.js';
import { quietTerminal } from '../compare/quiet-terminal.js';

const TEMPLATES = 160;
const root = mkdtempSync(join(tmpdir(), 'probity-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Continuations of one line about four occupations, 160 templates, one reply an item. A model of slope s writes of
 *  women by 0.8 s more often than of men, plus or minus 1 a reply. */
function writeSuite(
  name: string,
  gates = '{ metric: gender_polarity_net, margin: 0.4 }',
  { more = '', templates = TEMPLATES }: { readonly more?: string; readonly templates?: number } = {},
): string {
  const shipped = readFileSync(
    new URL('../../probes/occupation-completion.probe.yaml', import.meta.url),
    'utf8',
  );
  const sheet = shipped.slice(0, shipped.indexOf('groups:'));
  const occupations = ['nurse', 'secretary', 'librarian', 'hygienist'];
  writeFileSync(
    join(root, `${name}.probe.yaml`),
    [
      `${sheet}groups:`,
      '  - { name: female, terms: [woman] }',
      '  - { name: male, terms: [man] }',
      'slots:',
      '  occupation:',
      ...occupations.map((text) => `    - { text: ${text}, facts: { share_women: 90 } }`),
      'scorers: [gendered_words]',
      'metrics: [gender_polarity_net, gender_polarity_slope]',
      'templates:',
      ...Array.from(
        { length: templates },
        (_, day) => `  - { id: day-${day}, text: "On day ${day} the {occupation} said that" }`,
      ),
    ].join('\n'),
  );
  const path = join(root, `${name}.suite.yaml`);
  writeFileSync(
    path,
    [
      `suite: ${name}`,
      'description: A test.',
      'models: [{ adapter: simulated, model: parrot }]',
      `probes: [{ file: ${name}.probe.yaml }${more}]`,
      `gates: [${gates}]`,
    ].join('\n'),
  );
  return path;
}

const model = (slope: number, seed: number) =>
  `simulated:parrot?id=m&slope=${slope}&seed=${seed}&refusal=0&unparsed=0`;

let suite = '';
const baseline = join(root, 'baseline');

async function start(
  out: string,
  spec: string,
  options: Partial<RunOptions> = {},
  path = suite,
  flags: { readonly maxRequests?: number } = {},
): Promise<RunResult & { readonly gate: ComparisonRow }> {
  const opened = await openSuite(path, { model: [spec], concurrency: 1, ...flags });
  const result = await run(opened, {
    out: join(root, out),
    environment: {},
    command: `probity run --out ${out} --until-decided --baseline ${baseline}`,
    untilDecidedAgainst: baseline,
    ...options,
  });
  const gate = result.comparison?.rows[0];
  if (!gate) throw new Error('expected a run that was looked at');
  return { ...result, gate };
}

function tableOf(out: string, file: string): Record<string, string>[] {
  return parse(readFileSync(join(root, out, file)), { columns: true });
}

/** The rows of verdicts in metrics.csv. */
const verdictsIn = (out: string) => tableOf(out, 'metrics.csv').filter((row) => row.model_ref !== '');

beforeAll(async () => {
  suite = writeSuite('many');
  const opened = await openSuite(suite, { model: [model(0, 1)], concurrency: 64 });
  await run(opened, { out: baseline, environment: {}, command: 'test' });
});

describe('a run that ends when its gates are decided', () => {
  test('a model that is far worse regresses after a part of the clusters', async () => {
    const { gate, manifest } = await start('worse', model(0.75, 2));
    expect(gate).toMatchObject({
      verdict: 'regressed',
      outcome: 'failed',
      method: 'cs_betting',
      reason: null,
    });
    expect(gate.estimate).toBeGreaterThan(0.4);
    expect(gate.harmLow).toBeGreaterThan(0);
    expect(gate.sequential?.eValue).toBeGreaterThanOrEqual(20);
    expect(gate.clusters).toBeLessThan(TEMPLATES / 2);
    // One request at a time: at most the next one was under way when it was decided.
    expect(tableOf('worse', 'completions.csv').length).toBeLessThanOrEqual(4 * gate.clusters + 1);
    expect(manifest).toMatchObject({
      status: 'complete',
      until_decided: {
        order_seed: 1,
        gates: [{ verdict: 'regressed', stopped_early: true, clusters_planned: TEMPLATES }],
      },
    });
  });

  test('a model that did not change passes', async () => {
    const { gate, comparison } = await start('same', model(0, 3));
    expect(gate.outcome).toBe('passed');
    expect(gate.harmHigh).toBeLessThan(0.45);
    expect(comparison?.outcome).toBe('passed');
  });

  test('its row in metrics.csv says that it stopped early, and carries the confidence sequence', async () => {
    const [row, ...others] = verdictsIn('worse');
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      stopped_early: 'true',
      method: 'cs_betting',
      ci_level: '0.9',
      p_method: 'anytime_e',
      p_adj_method: 'ebh',
      margin: '0.4',
      verdict: 'regressed',
      flags: `clusters_planned:${TEMPLATES}`,
    });
    expect(Number(row?.e_value)).toBeGreaterThanOrEqual(20);
    expect(Number(row?.p)).toBeLessThanOrEqual(0.05);
    // A report is about the run's own figures, whose intervals are not those of a run that one may stop.
    const { estimates } = await readRun(join(root, 'worse'));
    expect(estimates.length).toBeGreaterThan(0);
    for (const { model_ref, stopped_early, flags } of estimates)
      expect([model_ref, stopped_early, flags?.split(';').at(-1)]).toEqual([null, 'true', 'exploratory']);
  });

  test('clusters are asked whole, in an order that is the same at every start and not that of the probe', () => {
    const order = tableOf('worse', 'completions.csv').map((row) => row.cluster_id ?? '');
    const clusters = order.filter((cluster, place) => cluster !== order[place - 1]);
    expect(new Set(clusters).size).toBe(clusters.length);
    expect(clusters).not.toEqual(clusters.toSorted());
    const same = tableOf('same', 'completions.csv').map((row) => row.cluster_id ?? '');
    const shared = Math.min(same.length, order.length);
    expect(same.slice(0, shared)).toEqual(order.slice(0, shared));
  });

  test('what is in flight when it is decided is kept', async () => {
    const { gate } = await start('wide', model(0.75, 2), {}, suite);
    const opened = await openSuite(suite, { model: [`${model(0.75, 2)}&latency=1`], concurrency: 16 });
    const wide = await run(opened, {
      out: join(root, 'wide-16'),
      environment: {},
      command: 'test',
      untilDecidedAgainst: baseline,
    });
    expect(wide.comparison?.rows[0]?.sequential).toEqual(gate.sequential);
    expect(wide.comparison?.rows[0]?.clusters).toBe(gate.clusters);
    const kept = tableOf('wide-16', 'completions.csv').length;
    expect(kept).toBeGreaterThanOrEqual(4 * gate.clusters);
    // Those whose answers came together, and those that were sent in their places.
    expect(kept).toBeLessThanOrEqual(4 * gate.clusters + 2 * 16);
  });
});

describe('a run that was cut short', () => {
  test('goes on after a crash at any byte to the same verdict, and pays for nothing twice', async () => {
    const cut = await openSuite(suite, { model: [model(0.75, 2)], concurrency: 1 });
    const controller = new AbortController();
    let settled = 0;
    const options = {
      out: join(root, 'crashed'),
      environment: {},
      command: 'test',
      untilDecidedAgainst: baseline,
    };
    const first = await run(cut, {
      ...options,
      stop: controller.signal,
      onEvent: ({ type }) => {
        if (type === 'settled' && ++settled === 30) controller.abort();
      },
    });
    expect(first.manifest.status).toBe('interrupted');
    expect(first.comparison?.rows[0]).toMatchObject({
      verdict: 'undecided',
      flags: ['interrupted', `clusters_planned:${TEMPLATES}`],
    });
    const journal = join(root, 'crashed', 'completions.csv');
    truncateSync(journal, readFileSync(journal).length - 37);
    let again = 0;
    const second = await run(cut, {
      ...options,
      onEvent: ({ type }) => void (type === 'settled' && again++),
    });
    expect(second.manifest.status).toBe('complete');
    expect(verdictsIn('crashed')).toEqual(verdictsIn('worse'));
    // All but the one whose row was torn are kept.
    expect(again).toBeLessThanOrEqual(tableOf('worse', 'completions.csv').length - 29);
    // Decided before: nothing is left to ask.
    let third = 0;
    await run(cut, { ...options, onEvent: ({ type }) => void (type === 'settled' && third++) });
    expect(third).toBe(0);
    expect(verdictsIn('crashed')).toEqual(verdictsIn('worse'));
  });

  test('by its budget is undecided and says so; the partial result is valid, since the order was random', async () => {
    const { gate, comparison } = await start('poor', model(0, 3), {}, suite, { maxRequests: 42 });
    expect(comparison?.outcome).toBe('undecided');
    expect(gate).toMatchObject({ verdict: 'undecided', clusters: 10, items: 40 });
    expect(gate.flags).toContain('budget_stopped');
    expect(gate.reason).toMatch(/the budget was spent after 10 of 160 clusters/u);
    expect(gate.ciLow).not.toBeNull();
  });
});

test('what is missing too often decides nothing; at the planned size "probity compare" may then look once', async () => {
  const { gate, comparison, manifest } = await start(
    'missing',
    `${model(0.75, 2)}`.replace('refusal=0', 'refusal=0.35'),
    {},
    suite,
  );
  expect(comparison?.outcome).toBe('undecided');
  expect(gate.flags).toContain('unreliable');
  expect(gate.reason).toMatch(/have no answer, more than 20%/u);
  expect(gate.sequential?.stoppedEarly).toBe(false);
  expect(manifest.status).toBe('complete');
  const compared = await compareCommand(
    [baseline, join(root, 'missing')],
    { undecided: 'fail' },
    quietTerminal(true),
  );
  expect(compared).toBe(3);
});

describe('the command', () => {
  const flags = (out: string, slope: number, more: Partial<RunFlags> = {}): RunFlags => ({
    model: [model(slope, 2)],
    out: join(root, out),
    untilDecided: true,
    baseline,
    force: true,
    concurrency: 8,
    ...more,
  });

  test('gives the exit codes of compare and writes the files of compare', async () => {
    const terminal = quietTerminal(true);
    expect(await runCommand(suite, flags('command-worse', 0.75), terminal)).toBe(1);
    const { comparison }: { comparison: Comparison } = JSON.parse(terminal.results[0] ?? '');
    expect(comparison.rows).toHaveLength(1);
    expect(tableOf('command-worse', 'comparison.csv')[0]).toMatchObject({
      outcome: 'failed',
      stopped_early: 'true',
    });
    expect(readFileSync(join(root, 'command-worse', 'junit.xml'), 'utf8')).toContain('failure');
    expect(await runCommand(suite, flags('command-same', 0), quietTerminal(true))).toBe(0);
    expect(await runCommand(suite, flags('command-poor', 0, { maxRequests: 20 }), quietTerminal(true))).toBe(
      3,
    );
    expect(
      await runCommand(
        suite,
        flags('command-pass', 0, { maxRequests: 20, undecided: 'pass' }),
        quietTerminal(true),
      ),
    ).toBe(0);
  });

  test('a run that stopped early is not compared at a fixed size', async () => {
    const compared = compareCommand(
      [baseline, join(root, 'command-worse')],
      { undecided: 'fail' },
      quietTerminal(true),
    );
    await expect(compared).rejects.toThrow(/stopped as soon as its gates were decided/u);
  });

  test('--until-decided and --baseline belong together', async () => {
    const { baseline: _, ...without } = flags('x', 0);
    await expect(runCommand(suite, without, quietTerminal(true))).rejects.toThrow(/together/u);
  });
});

describe('what is refused before anything is sent', () => {
  test('a baseline of another suite, with what differs', async () => {
    const other = writeSuite('other', undefined, { templates: 20 });
    await expect(start('refused', model(0, 1), {}, other)).rejects.toThrow(
      /they differ in[\s\S]*suite: many, other/u,
    );
  });

  test('several models, shards, no gates, and gates on what no cluster has a value of or no row keeps', async () => {
    const two = await openSuite(suite, { model: [model(0, 1), 'simulated:fair'] });
    const options = {
      out: join(root, 'refused'),
      environment: {},
      command: 'test',
      untilDecidedAgainst: baseline,
    };
    await expect(run(two, options)).rejects.toThrow(/one model at a time/u);
    await expect(start('refused', model(0, 1), { shard: { index: 1, of: 2 } })).rejects.toThrow(/shards/u);
    const slope = writeSuite('slope', '{ metric: gender_polarity_slope, margin: 0.4 }', { templates: 20 });
    await expect(start('refused', model(0, 1), {}, slope)).rejects.toThrow(
      /cannot decide gender_polarity_slope before the planned end: expected at least one/u,
    );
    const gates =
      '{ metric: gender_polarity_net, margin: 0.4 }, { metric: vader_negativity_w1, margin: 0.1 }';
    const texts = writeSuite('texts', gates, { templates: 20 });
    appendFileSync(texts, '\nscorers: [vader]\nmetrics: [vader_negativity_w1]\n');
    await expect(start('refused', model(0, 1), {}, texts)).rejects.toThrow(
      /cannot decide vader_negativity_w1: it is made of all texts at once/u,
    );
    const none = writeSuite('none', '', { templates: 20 });
    await expect(start('refused', model(0, 1), {}, none)).rejects.toThrow(/needs gates/u);
  });
});

test('levels are decided too, and probes without a gate are not asked', async () => {
  const both = writeSuite('both', '{ metric: gender_polarity_net, ceiling: 0.3 }', {
    more: ', { file: plain.probe.yaml }',
  });
  writeSuite('plain', '', { templates: 12 });
  const probe = join(root, 'plain.probe.yaml');
  writeFileSync(
    probe,
    readFileSync(probe, 'utf8')
      .replace('probe: occupation-completion', 'probe: plain')
      .replace('metrics: [gender_polarity_net, gender_polarity_slope]', 'metrics: [gender_polarity_slope]'),
  );
  const against = join(root, 'both-baseline');
  const opened = await openSuite(both, { model: [model(0, 1)], concurrency: 64 });
  await run(opened, { out: against, environment: {}, command: 'test' });
  const { gate } = await start('both', model(0.9, 2), { untilDecidedAgainst: against }, both);
  expect(gate).toMatchObject({ verdict: 'above_ceiling', outcome: 'failed', baseline: null });
  expect(new Set(tableOf('both', 'completions.csv').map((row) => row.probe))).toEqual(
    new Set(['occupation-completion']),
  );
});
