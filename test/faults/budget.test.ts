import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tableOf } from '../cli/command.js';
import {
  chatServer,
  completionsOf,
  manifestOf,
  metricsOf,
  modelSpec,
  prepareFaultTests,
  probity,
  runArguments,
  temporaryFolder,
} from './probity.js';

prepareFaultTests();

describe.concurrent('a budget', () => {
  test('of requests is never passed, retries included, and a larger one goes on', async () => {
    const server = await chatServer({ faults: { 500: 0.2 }, latencyMs: 5 });
    const out = temporaryFolder();
    const args = (most: number) => [...runArguments(server.url, out), '--max-requests', String(most)];
    const ended = await probity(args(20));
    expect(ended.code).toBe(4);
    expect(ended.stderr).toMatch(/stopped early: the budget is spent \(20 of 20 requests sent\)/);
    expect(server.stats().received).toBe(20);
    const answered = (await completionsOf(out)).length;
    expect((await probity(args(20))).code).toBe(4);
    expect(server.stats().received).toBeLessThanOrEqual(20 + 20 - answered);
    expect(await probity(args(500))).toMatchObject({ code: 0 });
    expect((await manifestOf(out)).status).toBe('complete');
    expect(server.stats().sentAgainAfterAnswer).toBe(0);
  });

  test('leaves a sample that is balanced over clusters, and every place says that it is one', async () => {
    const server = await chatServer();
    const out = temporaryFolder();
    const args = [...runArguments(server.url, out, { limit: 224 }), '--max-requests', '64'];
    const { code, stderr } = await probity(args);
    expect(code).toBe(4);
    const told =
      'the budget is spent (64 of 64 requests sent); what was asked is a random sample of the plan, balanced over clusters';
    expect(stderr).toContain(told);
    expect((await manifestOf(out)).models[0]?.stopped).toBe(told);
    expect(readFileSync(join(out, 'report.md'), 'utf8')).toContain(told);
    const flags = tableOf(out, 'metrics.csv').map((row) => row.flags ?? '');
    expect(flags.filter((text) => !text.split(';').includes('partial'))).toEqual([]);
    const counts = new Map<string, number>();
    for (const { template_id: template = '' } of tableOf(out, 'completions.csv'))
      counts.set(template, (counts.get(template) ?? 0) + 1);
    // A set of eight groups of each, before a second one of any.
    expect([...counts.values()]).toEqual(Array(8).fill(8));

    expect(await probity(runArguments(server.url, out, { limit: 224 }))).toMatchObject({ code: 0 });
    expect(metricsOf(out)).not.toContain('partial');
  });

  test('in USD is never passed, counts what is in flight by the most it may cost, and uses what comes cheaper', async () => {
    const server = await chatServer({ latencyMs: 5 });
    const folder = temporaryFolder();
    const suite = join(folder, 'priced.suite.yaml');
    const probe = new URL('../../probes/decision-hiring.probe.yaml', import.meta.url).pathname;
    // A reply may use 1,000 tokens and uses one or so: 1 USD at most, a thousandth in fact.
    writeFileSync(
      suite,
      `suite: priced
description: A budget.
models:
  - { id: test, adapter: openai, model: test, baseURL: "${server.url}", parameters: { max_tokens: 1000 }, price: { input: 0, output: 1000 } }
probes: [{ benchmark: placeholder }]
`,
    );
    const out = join(folder, 'run');
    const args = (usd: number) => [
      'run',
      suite,
      '--probe',
      probe,
      '--limit',
      '56',
      '--out',
      out,
      '--quiet',
      '--max-usd',
      String(usd),
    ];
    const tight = await probity(args(1.02));
    expect(tight.code).toBe(4);
    expect(tight.stderr).toMatch(/budget is spent/);
    // Only one could be in flight at a time, and they were sent until the next might have been one too many.
    expect(server.stats().maxInFlight).toBe(1);
    const sent = server.stats().received;
    expect(sent).toBeGreaterThan(10);
    const spent = (await completionsOf(out)).reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0);
    expect(spent).toBeLessThanOrEqual(1.02);
    expect(spent).toBeGreaterThan(0.015);
    expect(await probity(args(100))).toMatchObject({ code: 0 });
    expect(server.stats()).toMatchObject({ received: 56, sentAgainAfterAnswer: 0 });
  });
});

describe.concurrent('--reuse', () => {
  test('takes over what an earlier run paid for, sends the rest, and gives the same figures', async () => {
    const server = await chatServer();
    const [earlier, fresh, out] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
    expect(await probity(runArguments(server.url, earlier, { limit: 24 }))).toMatchObject({ code: 0 });
    const paid = server.stats().received;
    expect(await probity(runArguments(server.url, fresh))).toMatchObject({ code: 0 });
    const before = server.stats().received;
    const args = [...runArguments(server.url, out), '--reuse', earlier, '--max-requests', '40'];
    expect(await probity(args)).toMatchObject({ code: 0 });
    const rows = await completionsOf(out);
    const cached = rows.filter((row) => row.cached).length;
    expect(cached).toBeGreaterThan(0);
    expect(cached).toBeLessThanOrEqual(paid);
    expect(server.stats().received - before).toBe(56 - cached);
    expect(rows.length).toBe(56);
    expect(metricsOf(out)).toBe(metricsOf(fresh));
  });

  test('takes over nothing from another model, and says so before anything is sent', async () => {
    const server = await chatServer();
    const [earlier, out] = [temporaryFolder(), temporaryFolder()];
    expect(await probity(runArguments(server.url, earlier, { limit: 8 }))).toMatchObject({ code: 0 });
    const before = server.stats().received;
    const other = runArguments(server.url, out).map((word) =>
      word.replace('openai:test?id=test', 'openai:other?id=test'),
    );
    const ended = await probity([...other, '--reuse', earlier]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('it asked test, with other names');
    expect((await probity([...other, '--reuse', join(out, 'nowhere')])).code).toBe(2);
    expect(server.stats().received).toBe(before);
  });
});

test.concurrent('a rate limit of the suite is kept, together by models that share an account', async () => {
  // 1,200 a minute are 20 a second: 48 requests take more than two seconds.
  const server = await chatServer({ requestsPerMinute: 22, windowMs: 1_000 });
  const first = modelSpec(server.url, 'rpm=1200');
  const second = first.replace('id=test', 'id=second');
  const started = performance.now();
  const args = runArguments(server.url, temporaryFolder(), { limit: 24, keys: 'rpm=1200' });
  const ended = await probity([...args, '--model', second]);
  expect(ended.code).toBe(0);
  expect(performance.now() - started).toBeGreaterThan(2_200);
  expect(server.stats().received - server.stats().rateLimited).toBe(48);
  // Late arrivals of a busy machine; without the limit it would be more than half.
  expect(server.stats().rateLimited).toBeLessThanOrEqual(12);
});

test.concurrent('a rate limit that only the server knows is found out, and no request is lost to it', async () => {
  const server = await chatServer({ requestsPerMinute: 10, windowMs: 500 });
  const out = temporaryFolder();
  expect(await probity(runArguments(server.url, out))).toMatchObject({ code: 0 });
  expect((await completionsOf(out)).length).toBe(56);
});
