import { describe, expect, test } from 'vitest';
import type { ChatRequestBody } from '../servers/chat-server.mjs';
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
  withoutRunId,
} from './probity.js';

prepareFaultTests();

/** A number from 0 to 99 that a prompt always has, so that faults meet the same requests in every run. */
function lot({ messages = [] }: ChatRequestBody): number {
  let hash = 7;
  for (const { content } of messages)
    for (const character of content) hash = (hash * 31 + character.charCodeAt(0)) % 9973;
  return hash % 100;
}

describe.concurrent('a server with faults', () => {
  test('that loses, delays, refuses and garbles one request in three gives the figures of a sound one', async () => {
    const rates = Object.fromEntries(
      [
        '500',
        '503',
        '429',
        'reset',
        'cut',
        'garbage',
        'html',
        'truncated_json',
        'empty_choices',
        'null_content',
        'not_http',
      ].map((name) => [name, 0.03]),
    );
    const sound = await chatServer();
    const faulty = await chatServer({ faults: rates });
    const [one, other] = [temporaryFolder(), temporaryFolder()];
    const ended = await Promise.all([
      probity(runArguments(sound.url, one, { limit: 112 })),
      probity(runArguments(faulty.url, other, { limit: 112 })),
    ]);
    expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    expect(Object.keys(faulty.stats().faults).length).toBeGreaterThan(5);
    expect(withoutRunId(metricsOf(other))).toBe(withoutRunId(metricsOf(one)));
    expect((await completionsOf(other)).some(({ attempts }) => attempts > 1)).toBe(true);
  });

  test('that never answers one request in a hundred ends within 90 s at default settings, with nothing lost', async () => {
    let hung = 0;
    const server = await chatServer({
      script: ({ body, attempt }) => {
        if (attempt > 1 || lot(body) !== 0) return undefined;
        hung++;
        return { kind: 'hang' };
      },
    });
    const out = temporaryFolder();
    const started = performance.now();
    expect(await probity(runArguments(server.url, out, { limit: 336, concurrency: 16 }))).toMatchObject({
      code: 0,
    });
    expect(performance.now() - started).toBeLessThan(90_000);
    expect(hung).toBeGreaterThan(0);
    expect((await completionsOf(out)).length).toBe(336);
  });

  test('that says nothing at all is given up after two time-outs', async () => {
    const server = await chatServer({ script: () => ({ kind: 'hang' }) });
    const ended = await probity(runArguments(server.url, temporaryFolder(), { keys: 'timeout=0.5' }));
    expect(ended.code).toBe(4);
    expect(ended.stderr).toMatch(/stopped early: .*no answer within 0\.5 s/);
    expect(server.stats().received).toBeLessThanOrEqual(16);
  });

  test('that is not there is named within seconds', async () => {
    const server = await chatServer();
    await server.close();
    const started = performance.now();
    const ended = await probity(runArguments(server.url, temporaryFolder()));
    expect(performance.now() - started).toBeLessThan(90_000);
    expect(ended.code).toBe(4);
    expect(ended.stderr).toMatch(
      /^test: stopped early: .*no connection to 127\.0\.0\.1:\d+: .*ECONNREFUSED/m,
    );
  });

  test('that asks to wait is not asked again before', async () => {
    const arrivals: number[] = [];
    const server = await chatServer({
      script: ({ attempt }) => {
        arrivals.push(performance.now());
        if (arrivals.length > 1 || attempt > 1) return undefined;
        return {
          kind: 'status',
          status: 429,
          headers: { 'retry-after': '2' },
          body: { error: { message: 'slow down' } },
        };
      },
    });
    const args = runArguments(server.url, temporaryFolder(), { limit: 8, concurrency: 1 });
    expect(await probity(args)).toMatchObject({ code: 0 });
    const [first = 0, second = 0] = arrivals;
    expect(second - first).toBeGreaterThanOrEqual(1_990);
  });

  test.each([
    [400, /56 requests got no answer|stopped early: .*HTTP 400/],
    [401, /stopped early: .*HTTP 401/],
    [403, /stopped early: .*HTTP 403/],
    [404, /stopped early: .*no model "test"/],
  ])('that answers %i is never asked the same twice, and its message is clear', async (status, message) => {
    const server = await chatServer({
      script: () => ({ kind: 'status', status, body: { error: { message: 'no' } } }),
    });
    const ended = await probity(runArguments(server.url, temporaryFolder()));
    expect(ended.code).toBe(4);
    expect(ended.stderr).toMatch(message);
    const { received, distinct } = server.stats();
    expect(received).toBe(distinct);
    // A fatal one stops the model with what was in flight.
    if (status !== 400) {
      expect(received).toBeLessThanOrEqual(8);
      expect(ended.stderr.match(/HTTP/gu)?.length).toBe(1);
    }
  });

  test('that refuses one model lets the others finish', async () => {
    const server = await chatServer({
      script: ({ body }) =>
        body.model === 'unknown'
          ? { kind: 'status', status: 404, body: { error: { message: 'The model does not exist' } } }
          : undefined,
    });
    const out = temporaryFolder();
    const unknown = `openai:unknown?baseURL=${server.url}`;
    const ended = await probity([...runArguments(server.url, out), '--model', unknown]);
    expect(ended.code).toBe(4);
    expect(ended.stderr).toMatch(/^unknown: stopped early: /m);
    expect((await manifestOf(out)).models).toMatchObject([
      { id: 'test', answered: 56, stopped: null },
      { id: 'unknown', answered: 0, errors: 0 },
    ]);
  });

  test('gets nothing at all when the key of a model is missing', async () => {
    const server = await chatServer();
    const ended = await probity(
      runArguments(server.url, temporaryFolder(), { keys: 'apiKeyEnv=PROBITY_TEST_KEY' }),
    );
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('PROBITY_TEST_KEY');
    expect(server.stats().received).toBe(0);
  });

  test('cannot send a text that is not kept: a megabyte, control characters, halves of surrogate pairs', async () => {
    const texts = [
      'long '.repeat(210_000),
      '\u0000\u0007\u001b[31m\r\n\u2028\u202e",\n\ufeff',
      'A \ud800 and \udfff',
      '=cmd()',
    ];
    const [long = '', ...others] = texts;
    let arrivals = 0;
    const server = await chatServer({
      script: ({ body }) => {
        const text = ++arrivals === 1 ? long : others[lot(body) % others.length];
        return text === undefined ? undefined : { kind: 'reply', text };
      },
    });
    const out = temporaryFolder();
    const args = runArguments(server.url, out);
    expect(await probity(args)).toMatchObject({ code: 0 });
    const kept = new Set((await completionsOf(out)).map(({ text }) => text));
    // Half a pair has no form in UTF-8 and is kept as U+FFFD.
    expect(kept).toEqual(new Set(texts.map((text) => text.replace(/\p{Surrogate}/gu, '\ufffd'))));
    const metrics = metricsOf(out);
    expect(await probity(args)).toMatchObject({ code: 0 });
    expect(server.stats().received).toBe(56);
    expect(metricsOf(out)).toBe(metrics);
  });

  test('that is asked by two models is asked by both at the same time', async () => {
    const seen = new Set<unknown>();
    let together = false;
    const open = new Map<unknown, number>();
    const server = await chatServer({
      latencyMs: 20,
      script: ({ body }) => {
        seen.add(body.model);
        open.set(body.model, (open.get(body.model) ?? 0) + 1);
        setTimeout(() => open.set(body.model, (open.get(body.model) ?? 0) - 1), 20);
        together ||= [...open.values()].filter((count) => count > 0).length > 1;
        return undefined;
      },
    });
    const second = modelSpec(server.url).replace('openai:test?id=test', 'openai:second?id=second');
    const ended = await probity([
      ...runArguments(server.url, temporaryFolder(), { concurrency: 4 }),
      '--model',
      second,
    ]);
    expect(ended.code).toBe(0);
    expect([seen.size, together]).toEqual([2, true]);
    expect(server.stats().maxInFlight).toBeLessThanOrEqual(8);
  });
});
