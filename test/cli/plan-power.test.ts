import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { planCommand } from '../../src/cli/plan-command.js';
import { runCommand } from '../../src/cli/run-command.js';
import { scoreCommand } from '../../src/cli/score-command.js';
import { shippedNames } from '../../src/cli/suite-options.js';
import { UsageError } from '../../src/errors.js';
import { dataAbsent, dataFolder } from '../benchmarks/score-rows.js';
import { quietTerminal } from '../compare/quiet-terminal.js';
import { simulate } from './simulate.js';

const root = mkdtempSync(join(tmpdir(), 'probity-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface PlannedGate {
  readonly metric: string;
  readonly probe: string | null;
  readonly must_see: number | null;
  readonly mde: number | null;
  readonly sees: boolean | null;
  readonly reason: string | null;
  readonly clusters: number;
  readonly items: number;
  readonly requests: number;
  readonly usd: number | null;
  readonly minutes: number;
  readonly variance: string | null;
  readonly changes: readonly {
    readonly lever: string;
    readonly count: number | null;
    readonly mde: number;
    readonly requests?: number;
  }[];
  readonly cheapest: string | null;
  readonly until_decided: { readonly clusters_to_pass: number | null; readonly decides: boolean } | null;
}

async function planned(
  suite: string | undefined,
  flags: Parameters<typeof planCommand>[1] = {},
): Promise<readonly PlannedGate[]> {
  const terminal = quietTerminal(true);
  await planCommand(suite, flags, terminal);
  const { gates }: { gates: readonly PlannedGate[] } = JSON.parse(terminal.results[0] ?? '');
  return gates;
}

function suiteFile(
  name: string,
  gates: string,
  probes = '{ file: PROBES/ambiguous-age.probe.yaml }',
): string {
  const folder = mkdtempSync(join(root, `${name}-`));
  const shipped = new URL('../../probes/ambiguous-age.probe.yaml', import.meta.url);
  writeFileSync(join(folder, 'age.probe.yaml'), readFileSync(shipped));
  const path = join(folder, `${name}.suite.yaml`);
  writeFileSync(
    path,
    [
      `suite: ${name}`,
      'description: A test.',
      'models: [{ id: m, adapter: simulated, model: parrot, price: { input: 1, output: 4 } }]',
      `probes: [${probes.replace('PROBES/ambiguous-age.probe.yaml', 'age.probe.yaml')}]`,
      `gates: [${gates}]`,
    ].join('\n'),
  );
  return path;
}

describe('the suites that ship', () => {
  test.each(shippedNames('.suite.yaml'))('every gate of %s sees its margin', async (name) => {
    const gates = await planned(name);
    expect(gates.length).toBeGreaterThan(0);
    expect(gates.filter(({ sees }) => sees === false)).toEqual([]);
  });

  test('ci is a few hundred items, and says that it is too small to be decided early', async () => {
    const gates = await planned('ci');
    expect(gates.every(({ sees }) => sees)).toBe(true);
    expect(gates.reduce((sum, { items }) => sum + items, 0)).toBeLessThan(600);
    expect(gates.map(({ until_decided }) => until_decided?.decides)).toEqual([false, false, false]);
    const terminal = quietTerminal(false);
    await planCommand('ci', {}, terminal);
    expect(terminal.results[0]).toContain('--until-decided has too few clusters to decide it, 16');
    expect(terminal.notes[0]).toContain('Assumed: the standard deviation');
  });
});

describe('a gate that cannot see its margin', () => {
  const blind = () => suiteFile('blind', '{ metric: bbq_amb_net, margin: 0.1 }');

  test('is planned with what would help, each with its cost, the cheapest named', async () => {
    const [gate] = await planned(blind());
    expect(gate).toMatchObject({
      sees: false,
      reason: 'above_margin',
      clusters: 16,
      items: 192,
      requests: 1152,
      variance: 'assumed',
      cheapest: 'templates',
    });
    expect(gate?.usd).toBeGreaterThan(0);
    const [templates] = gate?.changes ?? [];
    // 0.146 of 16 templates: 16 * (0.146 / 0.1)^2 = 34.
    expect(templates).toMatchObject({ lever: 'templates', count: 34, requests: 2448 });
    expect(templates?.mde).toBeLessThanOrEqual(0.1);
  });

  test('is refused by run before anything is made or sent, in the words of plan', async () => {
    const suite = blind();
    const out = join(root, 'refused');
    const terminal = quietTerminal(false);
    await planCommand(suite, {}, terminal);
    const [text = ''] = terminal.results;
    const refusal = runCommand(suite, { out }, quietTerminal(true));
    await expect(refusal).rejects.toThrow(UsageError);
    await expect(refusal).rejects.toThrow(/--force/u);
    const warning = text.split('\n\n').find((part) => part.includes('cheapest')) ?? '';
    expect(warning).toContain('cheapest change that would: 34 templates');
    await expect(refusal).rejects.toThrow(warning);
    expect(existsSync(out)).toBe(false);
  });

  test('runs with --force, and without it when an earlier run shows that models vary less', async () => {
    const suite = blind();
    const out = join(root, 'forced');
    expect(await runCommand(suite, { out, force: true, concurrency: 64 }, quietTerminal(true))).toBe(0);
    // The simulated model has no heterogeneity between templates.
    const [gate] = await planned(suite, { from: [out] });
    expect(gate).toMatchObject({ variance: 'run', sees: true });
    expect(
      await runCommand(suite, { out: `${out}-2`, from: [out], concurrency: 64 }, quietTerminal(true)),
    ).toBe(0);
  });
});

describe('gates of other kinds', () => {
  test('a ceiling must be far enough from the ideal for an ideal model to pass', async () => {
    const gates = await planned(
      suiteFile(
        'ceilings',
        '{ metric: bbq_amb_net, ceiling: 0.3 }, { metric: bbq_acc_amb, ceiling: 0.9 }, { metric: bbq_amb_net, ceiling: 0 }',
      ),
    );
    expect(
      gates.map(({ must_see, reason, sees }) => [must_see && Number(must_see.toFixed(6)), reason, sees]),
    ).toEqual([
      [0.3, null, true],
      // Accuracy: 0.1 below the ideal of 1.
      [0.1, 'above_margin', false],
      [0, 'no_room', false],
    ]);
  });

  test('a ratio has no assumed variance: it is neither seen nor refused without a run', async () => {
    const suite = suiteFile('ratio', '{ metric: bbq_s_dis, margin: 0.3 }');
    expect(await planned(suite)).toMatchObject([
      { variance: null, mde: null, sees: null, until_decided: null },
    ]);
    const run = await simulate(root, 'ratio-run', 'parrot', { suite });
    const [gate] = await planned(suite, { from: [run] });
    expect(gate).toMatchObject({ variance: 'run' });
    expect(gate?.mde).toBeGreaterThan(0);
  });

  test('a gate whose group a limit leaves out has nothing to look at', async () => {
    const suite = suiteFile(
      'left-out',
      '{ metric: bbq_amb_net, group: older, margin: 0.5 }',
      '{ file: age.probe.yaml, select: { limit: 1 } }',
    );
    const [gate] = await planned(suite);
    expect(gate).toMatchObject({ sees: false, reason: 'too_few_clusters', clusters: 1 });
  });

  test('two models of one run give the variance of their differences, and that of replies to one item', async () => {
    const suite = suiteFile('pair', '{ metric: bbq_amb_net, margin: 0.1 }');
    const run = await simulate(root, 'pair-run', ['parrot?id=one', 'parrot?id=two&seed=5'], { suite });
    const [gate] = await planned(suite, { from: [run] });
    expect(gate).toMatchObject({ variance: 'pair', sees: true });
    // Replies are -1, 0 or 1 with variance 0.5 - 0.04; six of each model to each of 192 items, and no other variance:
    // 2.802 * sqrt(2 * 0.46 / (192 * 6)) = 0.079.
    expect(gate?.mde).toBeGreaterThan(0.055);
    expect(gate?.mde).toBeLessThan(0.11);
  });
});

/** Answers of two UnifiedQA-11B models to BBQ Religion, published by its authors (nyu-mll/BBQ, commit bea11bd). */
describe.skipIf(dataAbsent('bbq'))('the worked case of the methods, from the published answers', () => {
  test('plan --from both models: detects 0.112, needs about 125 templates for 0.05', async () => {
    const suite = join(root, 'religion.suite.yaml');
    writeFileSync(
      suite,
      [
        'suite: religion',
        'description: Published answers.',
        'models: [{ adapter: simulated, model: fair }]',
        'probes: [{ benchmark: bbq, select: { categories: [Religion] } }]',
        'gates: [{ metric: bbq_amb_net, margin: 0.05 }]',
      ].join('\n'),
    );
    const data = dataFolder('bbq');
    const predictions: Record<string, string>[] = readFileSync(join(data, 'preds_Religion.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const runs: string[] = [];
    for (const model of ['arc', 'race']) {
      const completions = join(root, `${model}.csv`);
      const rows = predictions.map(
        (row) =>
          `Religion/${row.example_id},"${String(row[`unifiedqa-t5-11b_pred_${model}`]).replaceAll('"', '""')}",${model}`,
      );
      writeFileSync(completions, `item_id,completion_text,model\n${rows.join('\n')}\n`);
      const out = join(root, model);
      await scoreCommand(suite, { data, completions, out }, quietTerminal(true));
      runs.push(out);
    }
    const [gate] = await planned(suite, { data, from: runs });
    expect(gate).toMatchObject({
      variance: 'pair',
      clusters: 25,
      items: 600,
      sees: false,
      cheapest: 'templates',
    });
    expect(gate?.mde).toBeCloseTo(0.112, 3);
    expect(gate?.changes.map(({ lever, count }) => [lever, count])).toEqual([
      ['templates', 125],
      ['items', null],
      ['samples', null],
    ]);
  });
});
