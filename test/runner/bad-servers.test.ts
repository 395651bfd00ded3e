import { afterEach, describe, expect, test, vi } from 'vitest';
import { openaiAdapter } from '../../src/adapters/openai-adapter.js';
import { collectReplies } from '../../src/runner/collect-replies.js';
import type { Collected } from '../../src/runner/collected.js';
import type { CollectOptions } from '../../src/runner/collector.js';
import { exampleRequest, exampleSettings, quietSignal } from '../adapters/prompt-fixture.js';
import { type Answer, type ChatServerOptions, startChatServer } from '../servers/chat-server.js';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serve(options: ChatServerOptions) {
  const server = await startChatServer(options);
  closing.push(server.close);
  return server;
}

async function ask(url: string, count: number, parts: Partial<CollectOptions> = {}) {
  const adapter = await openaiAdapter.open(exampleSettings({ baseURL: url }), {});
  closing.push(() => adapter.close?.());
  const requests = Array.from({ length: count }, (_, index) =>
    exampleRequest({ itemId: `item-${index}`, text: `Question ${index}` }),
  );
  const collected: Collected[] = [];
  const options = {
    concurrency: 4,
    timeoutMs: 60_000,
    stop: quietSignal(),
    abandon: quietSignal(),
    random: () => 0,
    ...parts,
  };
  let failure: unknown = null;
  try {
    for await (const one of collectReplies(requests, adapter, options)) collected.push(one);
  } catch (error) {
    failure = error;
  }
  return { answered: collected.filter(({ reply }) => reply !== null).length, collected, failure };
}

describe('a bad server', () => {
  const nonsense = [
    { 'x-ratelimit-limit-requests': '-5', 'x-ratelimit-remaining-requests': '-1' },
    { 'x-ratelimit-limit-requests': '0', 'x-ratelimit-remaining-requests': '0' },
    { 'x-ratelimit-limit-requests': 'NaN', 'x-ratelimit-reset-requests': 'Infinity' },
    { 'x-ratelimit-limit-requests': '1e400', 'x-ratelimit-remaining-requests': '1e400' },
    { 'x-ratelimit-limit-tokens': '0', 'x-ratelimit-reset-tokens': '-1s' },
    { 'x-ratelimit-limit-requests': '14400', 'x-ratelimit-reset-requests': '99999h' },
    { 'anthropic-ratelimit-requests-limit': '', 'anthropic-ratelimit-requests-reset': 'tomorrow' },
    { 'retry-after': '86400', 'retry-after-ms': '1e99' },
    { ratelimit: '"a";r=0;t=1e9', 'ratelimit-policy': '"a";q=0;w=0' },
  ];

  test('cannot hold up a run by nonsense in its headers', async () => {
    let arrivals = 0;
    const server = await serve({
      script: (): Answer => ({ kind: 'reply', headers: { ...nonsense[arrivals++ % nonsense.length] } }),
    });
    const { answered } = await ask(server.url, 60);
    expect(answered).toBe(60);
    expect(server.stats().received).toBe(60);
  });

  test('that is away and comes back costs no request', async () => {
    const first = await serve({ latencyMs: 5 });
    const port = Number(new URL(first.url).port);
    setTimeout(async () => {
      await first.close();
      setTimeout(() => void serve({ port }), 300);
    }, 60);
    // Full jitter, half of it: a second and more over the attempts.
    const { answered, failure } = await ask(first.url, 200, { random: () => 0.5 });
    expect(failure).toBeNull();
    expect(answered).toBe(200);
  });

  test('that drips a byte at a time is never silent and still runs out of time', async () => {
    const server = await serve({
      script: ({ attempt, body }) =>
        attempt === 1 && body.messages?.[0]?.content === 'Question 3' ? { kind: 'drip' } : undefined,
    });
    const { answered, collected } = await ask(server.url, 8, { timeoutMs: 300 });
    expect(answered).toBe(8);
    expect(collected.find(({ request }) => request.prompt.item.id === 'item-3')?.attempts).toBe(2);
  });

  test('whose name nobody knows is named, and given up after a few attempts', async () => {
    const { failure } = await ask('http://no-such-host.invalid/v1', 20);
    expect(failure).toMatchObject({ code: 'connection' });
    expect(String(failure)).toContain('no-such-host.invalid');
  });

  test('and a clock that is set back by a year between them hold up nothing', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    closing.push(() => vi.useRealTimers());
    let arrivals = 0;
    const server = await serve({
      script: (): Answer | undefined => {
        vi.setSystemTime(Date.parse('2026-01-01') - ++arrivals * 365 * 24 * 3_600_000);
        if (arrivals % 5 !== 0) return undefined;
        const date = 'Wed, 21 Oct 2026 07:28:00 GMT';
        const body = { error: { message: 'slow down' } };
        return { kind: 'status', status: 429, body, headers: { date, 'retry-after': date } };
      },
    });
    const { answered, collected } = await ask(server.url, 20);
    expect(answered).toBe(20);
    expect(collected.every(({ latencyMs }) => latencyMs >= 0)).toBe(true);
  });
});
