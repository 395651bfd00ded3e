import { describe, expect, test } from 'vitest';
import type { LimitReading } from '../../src/adapters/rate-reading.js';
import { RateLimiter, type RateShare } from '../../src/runner/rate-limiter.js';
import type { RateLimits, RateStanding } from '../../src/runner/rate-standing.js';
import { quietSignal } from '../adapters/prompt-fixture.js';
import { FakeClock } from './fake-clock.js';

function limiter(limits: Partial<RateLimits>) {
  const clock = new FakeClock();
  const rates = { requestsPerMinute: null, tokensPerMinute: null, ...limits };
  const account = new RateLimiter(rates, clock);
  return { clock, account, gate: account.gate() };
}
const tokens = (count: number) => () => count;
const NONE = tokens(0);
const stated = (parts: Partial<LimitReading>) => ({
  requests: { perMinute: null, remaining: null, resetMs: null, ...parts },
  tokens: null,
});

/** The most that any window of a minute holds. */
function fullestMinute(times: readonly number[]): number {
  return Math.max(
    ...times.map((start) => times.filter((time) => time >= start && time < start + 60_000).length),
  );
}

describe('RateLimiter', () => {
  test('no minute holds more requests than allowed, and hardly any is wasted', async () => {
    const { clock, gate } = limiter({ requestsPerMinute: 120 });
    const times: number[] = [];
    for (let index = 0; index < 400; index++)
      void gate.take(NONE, quietSignal()).then(() => times.push(clock.now()));
    await clock.advance(180_000);
    expect(fullestMinute(times)).toBeLessThanOrEqual(120);
    expect(times.length).toBeGreaterThanOrEqual(0.97 * 360);
  });

  test('requests are spread over the minute, not sent in one burst', async () => {
    const { clock, gate } = limiter({ requestsPerMinute: 60 });
    let sent = 0;
    for (let index = 0; index < 60; index++) void gate.take(NONE, quietSignal()).then(() => sent++);
    await clock.advance(5_500);
    expect(sent).toBe(6);
  });

  test('a pause earns no burst', async () => {
    const { clock, gate } = limiter({ requestsPerMinute: 60 });
    await gate.take(NONE, quietSignal());
    await clock.advance(600_000);
    let sent = 0;
    for (let index = 0; index < 60; index++) void gate.take(NONE, quietSignal()).then(() => sent++);
    await clock.advance(0);
    expect(sent).toBe(1);
  });

  test('tokens are spaced by what requests use, once that is known', async () => {
    const { clock, gate } = limiter({ tokensPerMinute: 60_000 });
    let used = 0;
    const ask = async () => {
      const share = await gate.take(tokens(1_000), quietSignal());
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
    const { clock, gate } = limiter({ tokensPerMinute: 60_000 });
    const share = await gate.take(tokens(100), quietSignal());
    share?.settle(30_000);
    let next: RateShare | null = null;
    void gate.take(tokens(100), quietSignal()).then((got) => {
      next = got;
    });
    await clock.advance(29_000);
    expect(next).toBeNull();
    await clock.advance(2_000);
    expect(next).not.toBeNull();
  });

  test('who waits is let go when the run ends, and those behind move up', async () => {
    const { clock, gate } = limiter({ requestsPerMinute: 60 });
    await gate.take(NONE, quietSignal());
    const end = new AbortController();
    const gone = gate.take(NONE, end.signal);
    let behind = false;
    void gate.take(NONE, quietSignal()).then(() => {
      behind = true;
    });
    end.abort();
    expect(await gone).toBeNull();
    await clock.advance(1_100);
    expect(behind).toBe(true);
    expect(await gate.take(NONE, end.signal)).toBeNull();
  });

  test('models take turns, however many requests each has waiting', async () => {
    const { clock, account, gate } = limiter({ requestsPerMinute: 600 });
    const other = account.gate();
    const order: string[] = [];
    for (let index = 0; index < 100; index++)
      void gate.take(NONE, quietSignal()).then(() => order.push('many'));
    for (let index = 0; index < 3; index++)
      void other.take(NONE, quietSignal()).then(() => order.push('few'));
    await clock.advance(1_000);
    expect(order.filter((who) => who === 'few').length).toBe(3);
    expect(order.length).toBeGreaterThan(8);
  });

  test('nobody is asked to wait before anything is known of a limit', () => {
    expect(limiter({}).gate.isOpen).toBe(true);
    expect(limiter({ requestsPerMinute: 60 }).gate.isOpen).toBe(false);
  });

  test('a refusal that is heard before any answer slows nobody down for good where the server states its limit', async () => {
    const { clock, gate } = limiter({});
    const rates = stated({ perMinute: 1_200 });
    gate.refused(null, rates);
    let answered = 0;
    const send = async () => {
      while (clock.now() < 60_000) {
        await gate.take(() => 0, quietSignal());
        await new Promise<void>((resolve) => void clock.after(50, resolve));
        gate.answered(rates);
        answered++;
      }
    };
    for (let place = 0; place < 16; place++) void send();
    await clock.advance(60_000);
    expect(answered).toBeGreaterThan(0.95 * 1_200);
  });

  test('a limit that the server states holds for the model that it stated it to, beside that of the suite', async () => {
    const { clock, account, gate } = limiter({ requestsPerMinute: 6_000 });
    const other = account.gate();
    gate.answered(stated({ perMinute: 600 }));
    let [slow, fast] = [0, 0];
    for (let index = 0; index < 400; index++) {
      void gate.take(NONE, quietSignal()).then(() => slow++);
      void other.take(NONE, quietSignal()).then(() => fast++);
    }
    await clock.advance(3_000);
    expect(slow).toBeGreaterThan(27);
    expect(slow).toBeLessThan(33);
    expect(fast).toBeGreaterThan(230);
    expect(gate.standing).toEqual({ perMinute: 600, unit: 'requests', by: 'server' });
    expect(other.standing).toEqual({ perMinute: 6_000, unit: 'requests', by: 'suite' });
  });

  test('a limit of a day, which some providers state by the same header, is not taken for one of a minute', () => {
    const { gate } = limiter({});
    // As Groq documents its headers: 30 of 14,400 requests used, back in 2 min 59.56 s.
    gate.answered(stated({ perMinute: 14_400, remaining: 14_370, resetMs: 179_560 }));
    expect(gate.isOpen).toBe(true);
    expect(gate.standing).toBeNull();
  });

  test('when hardly anything is left, others use the account too, and the rate falls with what is left', async () => {
    const { clock, gate } = limiter({});
    gate.answered(stated({ perMinute: 600, remaining: 600 }));
    gate.answered(stated({ perMinute: 600, remaining: 6 }));
    let sent = 0;
    for (let index = 0; index < 100; index++) void gate.take(NONE, quietSignal()).then(() => sent++);
    await clock.advance(10_000);
    // Half of 2% is left: half the rate.
    expect(sent).toBeGreaterThan(45);
    expect(sent).toBeLessThan(55);
  });

  test('a longer wait that the server asks for holds for all requests of the model', async () => {
    const { clock, account, gate } = limiter({});
    const other = account.gate();
    gate.refused(20_000, undefined);
    let [held, free] = [0, 0];
    void gate.take(NONE, quietSignal()).then(() => held++);
    void other.take(NONE, quietSignal()).then(() => free++);
    await clock.advance(19_900);
    expect([held, free]).toEqual([0, 1]);
    await clock.advance(1_000);
    expect(held).toBe(1);
  });

  test.each([
    ['a wait of a day', 86_400_000, {}],
    ['a limit of one a minute with nothing left', null, { perMinute: 1, remaining: 0, resetMs: 60_000 }],
    ['nothing left for a month', null, { perMinute: 600, remaining: 0, resetMs: 2_678_400_000 }],
  ])('%s stalls nobody for more than the cap of two minutes', async (_, waitMs, parts) => {
    const { clock, gate } = limiter({});
    gate.refused(waitMs, stated(parts));
    let sent = 0;
    for (let index = 0; index < 3; index++) void gate.take(NONE, quietSignal()).then(() => sent++);
    await clock.advance(240_000);
    expect(sent).toBeGreaterThanOrEqual(1);
  });

  test('a token limit below one request stalls nobody for more than the cap', async () => {
    const { clock, gate } = limiter({});
    gate.answered({ requests: null, tokens: { perMinute: 1, remaining: 0, resetMs: null } });
    let sent = 0;
    for (let index = 0; index < 3; index++) void gate.take(tokens(100_000), quietSignal()).then(() => sent++);
    await clock.advance(240_000);
    expect(sent).toBeGreaterThanOrEqual(2);
  });

  test('tells who set the limit in force, and when it changes', () => {
    const clock = new FakeClock();
    const told: (RateStanding | null)[] = [];
    const account = new RateLimiter({ requestsPerMinute: null, tokensPerMinute: 90_000 }, clock);
    const gate = account.gate((standing) => told.push(standing));
    gate.answered(stated({ perMinute: 600 }));
    gate.answered(stated({ perMinute: 600 }));
    gate.refused(null, undefined);
    expect(told).toEqual([
      { perMinute: 90_000, unit: 'tokens', by: 'suite' },
      { perMinute: 600, unit: 'requests', by: 'server' },
    ]);
  });
});
