import { describe, expect, test } from 'vitest';
import { AdapterError } from '../../src/errors.js';
import { collectReplies } from '../../src/runner/collect-replies.js';
import type { Collected } from '../../src/runner/collected.js';
import type { CollectOptions } from '../../src/runner/collector.js';
import { quietSignal } from '../adapters/prompt-fixture.js';
import { failure, items, never, reply, ScriptedAdapter } from './scripted-adapter.js';

const options = (parts: Partial<CollectOptions> = {}): CollectOptions => ({
  concurrency: 4,
  timeoutMs: 60_000,
  stop: quietSignal(),
  abandon: quietSignal(),
  // No jitter: retries come at once.
  random: () => 0,
  ...parts,
});

async function collect(adapter: ScriptedAdapter, count: number, parts: Partial<CollectOptions> = {}) {
  const collected: Collected[] = [];
  let error: unknown = null;
  try {
    for await (const one of collectReplies(items(count), adapter, options(parts))) collected.push(one);
  } catch (thrown) {
    error = thrown;
  }
  return { collected, error };
}

const status = (code: number, parts: object = {}) => failure({ status: code, retryable: true, ...parts });

describe('collectReplies', () => {
  test('answers every request once, never more than so many at a time', async () => {
    const adapter = new ScriptedAdapter((item) => reply(item));
    const { collected } = await collect(adapter, 100);
    expect(collected.map(({ reply: one }) => one?.text).sort()).toEqual(
      items(100)
        .map(({ prompt }) => prompt.item.id)
        .sort(),
    );
    expect(adapter.sent).toBe(100);
    expect(adapter.maxInFlight).toBe(4);
  });

  test.each([408, 409, 429, 500, 502, 503, 529])('tries a request again after %i', async (code) => {
    const adapter = new ScriptedAdapter((item, attempt) => {
      if (attempt < 3) throw status(code);
      return reply(item);
    });
    const { collected } = await collect(adapter, 3);
    expect(collected.map(({ attempts, error }) => [attempts, error])).toEqual([
      [3, null],
      [3, null],
      [3, null],
    ]);
  });

  test('does not try again what cannot succeed, and goes on with the others', async () => {
    const adapter = new ScriptedAdapter((item) => {
      if (item === 'item-2') throw failure({ code: 'bad_request', status: 400 });
      return reply(item);
    });
    const { collected } = await collect(adapter, 10);
    expect(adapter.attemptsOf('item-2')).toBe(1);
    expect(collected.filter(({ error }) => error !== null).map(({ error }) => error?.code)).toEqual([
      'bad_request',
    ]);
    expect(collected.length).toBe(10);
  });

  test('a request that fails eight times is recorded with its error', async () => {
    const adapter = new ScriptedAdapter((item) => {
      if (item === 'item-2') throw status(500);
      return reply(item);
    });
    const { collected } = await collect(adapter, 10);
    expect(collected.find(({ error }) => error !== null)?.attempts).toBe(8);
  });

  test('a fatal error stops the model: nothing more is sent, and what is in flight is kept', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const adapter = new ScriptedAdapter(async (item) => {
      if (item !== 'item-1') {
        await held;
        return reply(item);
      }
      setTimeout(release, 50);
      throw failure({ code: 'quota_exhausted', status: 402, fatal: true });
    });
    const { collected, error } = await collect(adapter, 1000);
    expect(error).toMatchObject({ code: 'quota_exhausted' });
    expect(adapter.sent).toBe(4);
    expect(collected.map(({ reply: one }) => one?.text).sort()).toEqual(['item-0', 'item-2', 'item-3']);
  });

  test('a server that was never heard is given up after a few attempts', async () => {
    const adapter = new ScriptedAdapter(() => {
      throw failure({ code: 'connection', retryable: true });
    });
    const { collected, error } = await collect(adapter, 1000);
    expect(error).toMatchObject({ code: 'connection' });
    expect(collected).toEqual([]);
    expect(adapter.attemptsOf('item-0')).toBe(5);
  });

  test('a server that is gone for good in the middle stops the model, not after every request of it', async () => {
    const adapter = new ScriptedAdapter((item) => {
      if (Number(item.slice(5)) >= 20) throw failure({ code: 'server_error', status: 500, retryable: true });
      return reply(item);
    });
    const { collected, error } = await collect(adapter, 10_000);
    expect(error).toBeInstanceOf(AdapterError);
    expect(collected.filter(({ reply: one }) => one !== null).length).toBe(20);
    expect(adapter.sent).toBeLessThan(20 + 40 * 8);
  });

  test('"too many requests" uses up no request while others are answered', async () => {
    let places = 0;
    const adapter = new ScriptedAdapter((item) => {
      if (places-- <= 0) throw status(429, { code: 'rate_limited', retryAfterMs: 2 });
      return reply(item);
    });
    const refill = setInterval(() => {
      places = 1;
    }, 5);
    const { collected } = await collect(adapter, 60, { concurrency: 16 });
    clearInterval(refill);
    expect(collected.filter(({ error }) => error !== null)).toEqual([]);
    expect(collected.length).toBe(60);
  });

  test('a request that waits for its next attempt leaves its place to another', async () => {
    const order: string[] = [];
    const adapter = new ScriptedAdapter((item, attempt) => {
      if (item === 'item-0' && attempt === 1) throw status(503, { retryAfterMs: 200 });
      order.push(item);
      return reply(item);
    });
    await collect(adapter, 3, { concurrency: 1 });
    expect(order).toEqual(['item-1', 'item-2', 'item-0']);
  });

  test('a hung request runs out of time, even when the adapter does not listen, and is sent again', async () => {
    const adapter = new ScriptedAdapter((item, attempt) =>
      attempt === 1 && item === 'item-3' ? never() : reply(item),
    );
    const { collected } = await collect(adapter, 10, { timeoutMs: 100 });
    expect(collected.find(({ request }) => request.prompt.item.id === 'item-3')).toMatchObject({
      attempts: 2,
      error: null,
    });
  });

  test('what is in flight is kept when told to stop, and given up when told to abandon', async () => {
    for (const isAbandoned of [false, true]) {
      const stop = new AbortController();
      const abandon = new AbortController();
      const adapter = new ScriptedAdapter(async (item) => {
        stop.abort();
        await new Promise((resolve) => setTimeout(resolve, 20));
        if (isAbandoned) {
          abandon.abort();
          return never();
        }
        return reply(item);
      });
      const { collected, error } = await collect(adapter, 100, {
        stop: stop.signal,
        abandon: abandon.signal,
      });
      expect(error).toBeNull();
      expect(collected.length).toBe(isAbandoned ? 0 : 4);
    }
  });

  test('a request cut short by the end of the run is not recorded as failed', async () => {
    const stop = new AbortController();
    const adapter = new ScriptedAdapter(() => {
      stop.abort();
      throw status(500);
    });
    expect((await collect(adapter, 5, { stop: stop.signal })).collected).toEqual([]);
  });

  test('a bug of an adapter is not taken for a failure of the model', async () => {
    const adapter = new ScriptedAdapter(() => {
      throw new TypeError('undefined is not a function');
    });
    expect((await collect(adapter, 5)).error).toBeInstanceOf(TypeError);
  });

  test('every attempt asks for leave, and nothing is sent after a refusal', async () => {
    const outcomes: unknown[] = [];
    let left = 6;
    const adapter = new ScriptedAdapter((item, attempt) => {
      if (attempt === 1 && item === 'item-0') throw status(500);
      return reply(item);
    });
    const { collected, error } = await collect(adapter, 100, {
      concurrency: 2,
      admit: async () => (left-- > 0 ? { settle: (outcome) => outcomes.push(outcome) } : null),
    });
    expect(error).toBeNull();
    expect(adapter.sent).toBe(6);
    expect(collected.length).toBe(5);
    expect(outcomes.filter((outcome) => outcome === 'free').length).toBe(1);
    expect(outcomes.length).toBe(6);
  });

  test('draws requests only as places become free', async () => {
    let drawn = 0;
    let most = 0;
    let taken = 0;
    function* endless() {
      for (const request of items(500)) {
        drawn++;
        most = Math.max(most, drawn - taken);
        yield request;
      }
    }
    const adapter = new ScriptedAdapter((item) => reply(item));
    for await (const _ of collectReplies(endless(), adapter, options())) taken++;
    expect(taken).toBe(500);
    expect(most).toBeLessThanOrEqual(16);
  });
});
