import { describe, expect, test } from 'vitest';
import type { RateReading } from '../../src/adapters/rate-reading.js';
import { RateLimiter } from '../../src/runner/rate-limiter.js';
import { mulberry32 } from '../../src/statistics/random-source.js';
import { quietSignal } from '../adapters/prompt-fixture.js';
import { FakeClock } from './fake-clock.js';

/** A bucket that fills at so many a minute and holds so many. */
function bucket(perMinute: number, holds: number, clock: FakeClock) {
  let level = holds;
  let last = clock.now();
  return () => {
    level = Math.min(holds, level + ((clock.now() - last) * perMinute) / 60_000);
    last = clock.now();
    const isAllowed = level >= 1;
    if (isAllowed) level--;
    const remaining = Math.floor(level);
    return { isAllowed, requests: { perMinute, remaining, resetMs: null } };
  };
}

/** Models that send as fast as they may to one server for a minute.
 *  @returns what was used of the limit, and the share refused after the first five seconds */
async function minuteOf(setting: {
  readonly perMinute: number;
  readonly holds: number;
  readonly given?: number;
  readonly isStated?: boolean;
  readonly models?: number;
  /** Share that is refused whatever the rate. */
  readonly atRandom?: number;
}) {
  const { perMinute, holds, given = null, isStated = false, models = 1, atRandom = 0 } = setting;
  const clock = new FakeClock();
  const account = new RateLimiter({ requestsPerMinute: given, tokensPerMinute: null }, clock);
  const server = bucket(perMinute, holds, clock);
  const random = mulberry32(1);
  const accepted = Array.from({ length: models }, () => 0);
  let [late, lateRefused] = [0, 0];
  const wait = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve));
  const send = async (model: number, gate: ReturnType<typeof account.gate>, place: number) => {
    while (clock.now() < 60_000) {
      if (!gate.isOpen) await gate.take(() => 0, quietSignal());
      // Latencies of 30 to 60 ms.
      await wait(15 + place);
      const { isAllowed: isWithin, requests } = server();
      const isAllowed = isWithin && random() >= atRandom;
      const rates: RateReading | undefined = isStated ? { requests, tokens: null } : undefined;
      await wait(15 + place);
      if (clock.now() > 5_000) late++;
      if (isAllowed) {
        accepted[model] = (accepted[model] ?? 0) + 1;
        gate.answered(rates);
      } else {
        if (clock.now() > 5_000) lateRefused++;
        gate.refused(null, rates);
        await wait(50 * place);
      }
    }
  };
  for (let model = 0; model < models; model++) {
    const gate = account.gate();
    for (let place = 0; place < 16; place++) void send(model, gate, place);
  }
  await clock.advance(60_000);
  const total = accepted.reduce((sum, count) => sum + count, 0);
  return { used: total / perMinute, refused: lateRefused / late, accepted };
}

describe('a limit of 1,200 requests a minute', () => {
  test.each([
    ['that the suite gives', { given: 1_200, holds: 20 }],
    ['that headers state, with room for a second', { isStated: true, holds: 20 }],
    ['that headers state, with room for a minute', { isStated: true, holds: 1_200 }],
    ['that only refusals show, with room for a second', { holds: 20 }],
    ['that only refusals show, with room for ten seconds', { holds: 200 }],
    ['that only refusals show, to two models', { holds: 20, models: 2 }],
    ['that the suite gives five times too high', { given: 6_000, holds: 20 }],
  ])('%s is used up to 95%% and hardly ever passed', async (_, setting) => {
    const { used, refused, accepted } = await minuteOf({ perMinute: 1_200, ...setting });
    expect(used).toBeGreaterThanOrEqual(0.95);
    expect(refused).toBeLessThan(0.01);
    // No model starves another.
    expect(Math.min(...accepted)).toBeGreaterThan(0.8 * Math.max(...accepted));
  });
});

test('a server that refuses one request in twenty at any rate is not asked ever more slowly', async () => {
  // Sixteen places at a latency of 30 to 60 ms: 22,300 requests a minute when none is refused.
  const { accepted } = await minuteOf({ perMinute: 1_000_000, holds: 1_000_000, atRandom: 0.05 });
  expect(accepted[0]).toBeGreaterThan(0.6 * 22_300);
});

test('a limit is found above such refusals too', async () => {
  const { used } = await minuteOf({ perMinute: 6_000, holds: 100, atRandom: 0.05 });
  expect(used).toBeGreaterThan(0.7);
});
