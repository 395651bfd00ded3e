import { describe, expect, test } from 'vitest';
import { RateLimiter, type RateLimits, type RateShare } from '../../src/runner/rate-limiter.js';
import { quietSignal } from '../adapters/prompt-fixture.js';
import { FakeClock } from './fake-clock.js';

function limiter(limits: Partial<RateLimits>) {
  const clock = new FakeClock();
  const rates = { requestsPerMinute: null, tokensPerMinute: null, ...limits };
  return { clock, limiter: new RateLimiter(rates, clock) };
}

/** The most that any window of a minute holds. */
function fullestMinute(times: readonly number[]): number {
  return Math.max(
    ...times.map((start) => times.filter((time) => time >= start && time < start + 60_000).length),
  );
}

describe('RateLimiter', () => {
  test('no minute holds more requests than allowed, and none is wasted', async () => {
    const { clock, limiter: limit } = limiter({ requestsPerMinute: 120 });
    const times: number[] = [];
    for (let index = 0; index < 400; index++)
      void limit.take(0, quietSignal()).then(() => times.push(clock.now()));
    await clock.advance(180_000);
    // The first of a new minute may share it with the last of the one before.
    expect(fullestMinute(times)).toBeLessThanOrEqual(121);
    expect(times.length).toBeGreaterThanOrEqual(360);
  });

  test('requests are spread over the minute, not sent in one burst', async () => {
    const { clock, limiter: limit } = limiter({ requestsPerMinute: 60 });
    let sent = 0;
    for (let index = 0; index < 60; index++) void limit.take(0, quietSignal()).then(() => sent++);
    await clock.advance(5_500);
    expect(sent).toBe(6);
  });

  test('a pause earns no burst', async () => {
    const { clock, limiter: limit } = limiter({ requestsPerMinute: 60 });
    await limit.take(0, quietSignal());
    await clock.advance(600_000);
    let sent = 0;
    for (let index = 0; index < 60; index++) void limit.take(0, quietSignal()).then(() => sent++);
    await clock.advance(0);
    expect(sent).toBe(1);
  });

  test('tokens are spaced by what requests use, once that is known', async () => {
    const { clock, limiter: limit } = limiter({ tokensPerMinute: 60_000 });
    let used = 0;
    const ask = async () => {
      const share = await limit.take(1_000, quietSignal());
      // Each answer takes a second and a tenth of what it may use.
      clock.after(1_000, () => {
        used += 100;
        share?.settle(100);
      });
      void ask();
    };
    void ask();
    await clock.advance(60_000);
    const first = used;
    await clock.advance(60_000);
    expect(first).toBeLessThanOrEqual(60_000);
    expect(used - first).toBeGreaterThan(55_000);
    expect(used - first).toBeLessThan(62_000);
  });

  test('a request that used more than expected is made up for by the next', async () => {
    const { clock, limiter: limit } = limiter({ tokensPerMinute: 60_000 });
    const share = await limit.take(100, quietSignal());
    share?.settle(30_000);
    let next: RateShare | null = null;
    void limit.take(100, quietSignal()).then((got) => {
      next = got;
    });
    await clock.advance(29_000);
    expect(next).toBeNull();
    await clock.advance(1_000);
    expect(next).not.toBeNull();
  });

  test('who waits is let go when the run ends, and those behind move up', async () => {
    const { clock, limiter: limit } = limiter({ requestsPerMinute: 60 });
    await limit.take(0, quietSignal());
    const end = new AbortController();
    const gone = limit.take(0, end.signal);
    let behind = false;
    void limit.take(0, quietSignal()).then(() => {
      behind = true;
    });
    end.abort();
    expect(await gone).toBeNull();
    await clock.advance(1_000);
    expect(behind).toBe(true);
    expect(await limit.take(0, end.signal)).toBeNull();
  });
});
