import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadSuite, run } from '../../src/evaluate.js';
import { readCompletions, type StoredCompletion } from '../../src/records/stored-completion.js';
import { type ChatServer, startChatServer } from '../servers/chat-server.js';

const PROBE = new URL('../../probes/ambiguous-religion.probe.yaml', import.meta.url);
const NAMES = ['first', 'second'] as const;
let server: ChatServer;
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'probity-models-'));
  // Two probes that ask the same.
  const text = readFileSync(PROBE, 'utf8');
  for (const name of NAMES)
    writeFileSync(join(folder, `${name}.probe.yaml`), text.replace(/^probe: .*$/mu, `probe: ${name}`));
  server = await startChatServer({
    script: () => ({
      kind: 'reply',
      extra: {
        usage: { prompt_tokens: 100, completion_tokens: 10, prompt_tokens_details: { cached_tokens: 60 } },
      },
    }),
  });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

/** Runs twelve items of each probe on one model. */
async function runSuite(
  name: string,
  model: string,
  { rest = '', probes = ['first'] }: { readonly rest?: string; readonly probes?: readonly string[] } = {},
) {
  const path = join(folder, `${name}.suite.yaml`);
  writeFileSync(
    path,
    `suite: ${name}
description: One model.
models: [{ id: m, adapter: openai, model: m, baseURL: "${server.url}", ${model} }]
probes: [${probes.map((probe) => `{ file: ${probe}.probe.yaml, select: { limit: 12 } }`).join(', ')}]
${rest}`,
  );
  const before = server.stats().received;
  const out = join(folder, name);
  const { manifest } = await run(await loadSuite(path), { out, command: 'test', environment: {} });
  const rows: StoredCompletion[] = [];
  for await (const batch of readCompletions(join(out, 'completions.csv'))) rows.push(...batch);
  return { manifest, rows, sent: server.stats().received - before };
}

describe('a run', () => {
  test('counts input from the prompt cache at its own price', async () => {
    const price = 'price: { input: 10, output: 100, cachedInput: 1 }';
    const { rows, manifest } = await runSuite('cached', price);
    // 40 at 10, 60 at 1 and 10 at 100 USD a million.
    expect(rows.map(({ costUsd }) => costUsd)).toEqual(rows.map(() => 0.00146));
    expect(manifest.models[0]?.cost_usd).toBeCloseTo(0.00146 * rows.length, 10);
  });

  test('never passes its budget in tokens, and says that it is a sample of the plan', async () => {
    const { rows, manifest } = await runSuite(
      'tokens',
      'parameters: { max_tokens: 10 }, limits: { concurrency: 4 }',
      { rest: 'budget: { tokens: 3000 }' },
    );
    const used = rows.reduce((sum, row) => sum + (row.inputTokens ?? 0) + (row.outputTokens ?? 0), 0);
    expect(used).toBeLessThanOrEqual(3_000);
    expect(used).toBeGreaterThan(2_000);
    expect(manifest.status).toBe('incomplete');
    expect(manifest.models[0]?.stopped).toMatch(
      /^the budget is spent \(\d+ of 3000 tokens used\); what was asked is a random sample of the plan/u,
    );
  });

  test('sends a request that two probes share once at temperature 0, and every one at another', async () => {
    const ask = (name: string, temperature: number, probes: readonly string[]) =>
      runSuite(name, `parameters: { temperature: ${temperature} }, price: { input: 1, output: 1 }`, {
        probes,
      });
    const single = await ask('single', 0, ['first']);
    const same = await ask('same', 0, NAMES);
    expect(same.sent).toBe(single.sent);
    expect(same.rows.length).toBe(2 * single.sent);
    const cached = same.rows.filter((row) => row.cached);
    expect(cached.map(({ costUsd, attempts }) => [costUsd, attempts])).toEqual(cached.map(() => [0, 0]));
    expect(cached.length).toBe(single.sent);
    const other = await ask('other', 0.7, NAMES);
    expect(other.sent).toBe(2 * single.sent);
  });
});
