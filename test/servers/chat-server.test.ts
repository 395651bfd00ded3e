import { afterEach, describe, expect, test } from 'vitest';
import { type ChatServerOptions, spawnChatServer, startChatServer } from './chat-server.js';

describe('the chat server', () => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });
  const start = async (options: ChatServerOptions = {}) => {
    const server = await startChatServer(options);
    closing.push(server.close);
    return server;
  };
  const ask = (url: string, text: string, signal?: AbortSignal) =>
    fetch(`${url}/chat/completions`, {
      method: 'POST',
      body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: text }] }),
      ...(signal === undefined ? {} : { signal }),
    });
  const prompt = (index: number) => `Question ${index}\nA) one\nB) two\nC) three\n`;

  test('answers the same prompt with the same label of the prompt', async () => {
    const { url } = await start();
    const bodies = await Promise.all(
      [1, 1, 2, 3, 4, 5].map(async (i) => JSON.parse(await (await ask(url, prompt(i))).text())),
    );
    const letters: string[] = bodies.map((body) => body.choices[0].message.content);
    expect(letters[0]).toBe(letters[1]);
    expect(letters.every((letter) => ['A', 'B', 'C'].includes(letter))).toBe(true);
    expect(new Set(letters).size).toBeGreaterThan(1);
  });

  test('counts answers by content, so that a request sent again after its answer shows', async () => {
    const server = await start({ faults: {} });
    for (const i of [1, 2, 2]) await ask(server.url, prompt(i));
    expect(server.stats()).toMatchObject({
      received: 3,
      answered: 3,
      distinct: 2,
      sentAgainAfterAnswer: 1,
      answeredMoreThanOnce: 1,
    });
  });

  test('the same seed fails the same requests, whatever their order', async () => {
    const failed = async (order: number[]) => {
      const { url } = await start({ seed: 3, faults: { 500: 0.3, 429: 0.2 } });
      const statuses = new Map<number, number>();
      for (const i of order) statuses.set(i, (await ask(url, prompt(i))).status);
      return [...statuses].sort(([a], [b]) => a - b).map(([, status]) => status);
    };
    const order = Array.from({ length: 40 }, (_, i) => i);
    const forward = await failed(order);
    expect(new Set(forward)).toEqual(new Set([200, 429, 500]));
    expect(await failed(order.toReversed())).toEqual(forward);
  });

  test('a limit on requests a minute refuses the rest and says when to come again', async () => {
    const server = await start({ requestsPerMinute: 3, windowMs: 400 });
    const replies = [];
    for (const i of [1, 2, 3, 4]) replies.push(await ask(server.url, prompt(i)));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(replies[1]?.headers.get('x-ratelimit-remaining-requests')).toBe('1');
    const wait = Number(replies[3]?.headers.get('retry-after-ms'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(400);
    await new Promise((resolve) => setTimeout(resolve, wait + 5));
    expect((await ask(server.url, prompt(4))).status).toBe(200);
    expect(server.stats().rateLimited).toBe(1);
  });

  test('runs as a process of its own, with the same counts', async () => {
    const child = await spawnChatServer({ latencyMs: 5, faults: { hang: 0.5 }, seed: 2 });
    closing.push(child.close);
    const asked = Array.from({ length: 10 }, (_, i) => ask(child.url, prompt(i), AbortSignal.timeout(300)));
    const outcomes = await Promise.allSettled(asked);
    const answered = outcomes.filter(({ status }) => status === 'fulfilled').length;
    // The server learns of a closed connection a moment after its client.
    await expect.poll(async () => (await child.stats()).aborted).toBe(10 - answered);
    expect(await child.stats()).toMatchObject({ received: 10, answered, faults: { hang: 10 - answered } });
  });
});
