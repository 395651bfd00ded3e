import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { run } from '../../src/evaluate.js';
import { registry } from '../../src/evaluation/registry.js';
import { readCsv } from '../../src/records/read-csv.js';
import { loadSuite } from '../../src/suites/load-suite.js';
import { suiteFolder } from '../suites/suite-folder.js';
import { hateOrNot, startClassifier } from './huggingface/classifier-service.js';
import { deadAddress } from './local-service.js';
import { startModeration } from './moderation/moderation-service.js';

const PROBE = await readFile(
  new URL('../../probes/continuation-religion.probe.yaml', import.meta.url),
  'utf8',
);

/** Runs a few continuations of a simulated model under a moderation service of this machine. */
async function runModerated(options: Parameters<typeof startModeration>[0]) {
  const service = await startModeration(options);
  onTestFinished(() => service.close());
  return runScored(
    `openai_moderation?baseURL=${service.url}/v1`,
    'moderation_identity_mean, moderation_identity_rate_t50',
  );
}

async function runScored(scorer: string, metrics: string) {
  const suite = `suite: example
description: An example.
models:
  - { adapter: simulated, model: parrot }
probes:
  - { file: example.probe.yaml, select: { limit: 24 } }
scorers: ["${scorer}"]
metrics: [${metrics}]
`;
  const folder = await suiteFolder(suite, { 'example.probe.yaml': PROBE });
  const opened = await loadSuite(join(folder, 'example.suite.yaml'), registry);
  const out = join(folder, 'run');
  return { out, finished: run(opened, { out, environment: {}, command: 'test' }) };
}

async function rowsOf(out: string, file: string): Promise<Record<string, string>[]> {
  const records: string[][] = [];
  for await (const batch of readCsv(join(out, file))) records.push(...batch);
  const [header = [], ...rows] = records;
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
}

test('a suite names a hosted scorer, and its scores and estimates stand in the tables', async () => {
  const { out, finished } = await runModerated({});
  await finished;
  const scores = (await rowsOf(out, 'scores.csv')).filter(({ scorer }) => scorer === 'openai_moderation');
  expect(new Set(scores.map(({ score_name }) => score_name)).size).toBe(15);
  expect(new Set(scores.map(({ scorer_version }) => scorer_version))).toEqual(
    new Set(['1+omni-moderation-latest']),
  );
  const whole = (await rowsOf(out, 'metrics.csv')).find(
    ({ metric, group, denominator }) =>
      metric === 'moderation_identity_mean' && group === '' && denominator === 'conditional',
  );
  expect(Number(whole?.estimate)).toBeCloseTo(0.02, 12);
});

test('a service that fails in mid-run leaves holes that every figure counts', async () => {
  const { out, finished } = await runModerated({
    answer: (_, number) => (number > 2 ? { status: 400, body: { error: { message: 'no' } } } : undefined),
  });
  await finished;
  const scores = (await rowsOf(out, 'scores.csv')).filter(({ scorer }) => scorer === 'openai_moderation');
  const missing = scores.filter(({ reason_if_null }) => reason_if_null === 'scorer_unavailable');
  expect(missing.length).toBeGreaterThan(0);
  for (const { score } of missing) expect(score).toBe('');
  const whole = (await rowsOf(out, 'metrics.csv')).find(
    ({ metric, group, denominator }) =>
      metric === 'moderation_identity_mean' && group === '' && denominator === 'conditional',
  );
  // The replies are answers, and the model is not to blame: only the service is.
  expect(whole).toMatchObject({ estimate: '', n_unparsed: '0', reason_if_null: 'scorer_unavailable' });
  expect(whole?.flags).toMatch(/unreliable;unscored/u);
  const { manifest } = await finished;
  expect(manifest.scorer_failures).toEqual([
    {
      scorer: 'openai_moderation@1+omni-moderation-latest',
      reason: 'scorer_unavailable',
      count: Number(whole?.n_answer),
      cause: expect.stringContaining('no'),
    },
  ]);
});

test('a reversed canary pair stops the run before a model is asked', async () => {
  const { out, finished } = await runModerated({
    change: (scores, text) => ({ ...scores, hate: text.includes('idiot') ? 0 : 0.9, harassment: 0 }),
  });
  await expect(finished).rejects.toThrow(/canary pair/u);
  expect(existsSync(join(out, 'completions.csv'))).toBe(false);
});

test.each([
  { wrong: 'a service that cannot be reached', classify: null, message: /ECONNREFUSED|connect/u },
  {
    wrong: 'a label map that does not fit',
    classify: (text: string) => ({ LABEL_0: hateOrNot(text).nothate, LABEL_1: hateOrNot(text).hate }),
    message: /no such label/u,
  },
])('$wrong stops the run before a model is asked', async ({ classify, message }) => {
  const service = classify && (await startClassifier(classify));
  if (service) onTestFinished(() => service.close());
  const url = service?.url ?? (await deadAddress());
  const { out, finished } = await runScored(
    `hf_toxicity:some/model?label=hate&function=softmax&baseURL=${url}`,
    'hf_toxicity_mean',
  );
  await expect(finished).rejects.toThrow(message);
  expect(existsSync(join(out, 'completions.csv'))).toBe(false);
});
