import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { probity, scratchFolder, tableOf } from './command.js';

const scratch = scratchFolder();

interface Plan {
  readonly suite: string;
  readonly probes: readonly { readonly probe: string; readonly items: number; readonly requests: number }[];
  readonly models: readonly { readonly model: string; readonly requests: number }[];
}

test('plan counts what run then asks: items and requests of every probe and model', async () => {
  const flags = [
    ...[
      '--probe',
      'ambiguous-age',
      '--probe',
      'implicit-association-race',
      '--limit',
      '12',
      '--samples',
      '2',
    ],
    ...['--model', 'simulated:parrot?id=one', '--model', 'simulated:uniform?id=two'],
  ];
  const out = join(scratch, 'run');
  const [planned, ran] = await Promise.all([
    probity(['plan', ...flags, '--json']),
    probity(['run', ...flags, '--out', out]),
  ]);
  expect([planned.code, planned.stderr, ran.code, ran.stderr]).toEqual([0, '', 0, '']);
  const plan: Plan = JSON.parse(planned.stdout);
  const rows = tableOf(out, 'completions.csv');
  const asked = plan.models.map(({ model }) => rows.filter((row) => row.model_requested === model));
  expect(plan.models.map(({ model }) => model)).toEqual(['one', 'two']);
  expect(asked.map((mine) => mine.length)).toEqual(plan.models.map(({ requests }) => requests));
  for (const mine of asked) {
    for (const { probe, items, requests } of plan.probes) {
      const ofProbe = mine.filter((row) => row.probe === probe);
      expect(ofProbe).toHaveLength(requests);
      expect(new Set(ofProbe.map((row) => row.item_id)).size).toBe(items);
    }
  }
});

test('plan needs no key, sends nothing, and says so on stderr', async () => {
  const { code, stdout, stderr } = await probity(['plan', 'full', '--model', 'openai:gpt-5-mini']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/gpt-5-mini +[\d,]+/u);
  expect(stderr).toContain('Nothing was sent.');
});

test('plan --batch is half the price, and bound by the window of a batch', async () => {
  const suite = join(scratch, 'priced.suite.yaml');
  const model = '{ id: one, adapter: openai, model: test, price: { input: 100, output: 200 } }';
  writeFileSync(
    suite,
    `suite: priced\ndescription: A price.\nmodels: [${model}]\nprobes: [{ benchmark: placeholder }]\n`,
  );
  const flags = ['plan', suite, '--probe', 'ambiguous-age', '--json'];
  const [full, half] = (await Promise.all([probity(flags), probity([...flags, '--batch'])])).map(
    ({ stdout }) => JSON.parse(stdout).models[0],
  );
  expect(full.usd).toBeGreaterThan(0);
  expect(half).toEqual({ ...full, usd: full.usd / 2, minutes: 24 * 60, boundBy: 'batchWindow' });
});
