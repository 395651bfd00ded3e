import { describe, expect, test } from 'vitest';
import type { RateReading } from '../../src/adapters/rate-reading.js';
import { type RateGate, RateLimiter } from '../../src/runner/rate-limiter.js';
import { mulberry32 } from '../../src/statistics/random-source.js';
import { quietSignal } from '../adapters/prompt-fixture.js';
import { FakeClock } from './fake-clock.js';

const MINUTE = 60_000;

interface Setting {
  readonly perMinute: number;
  /** Of a full bucket. */
  readonly holds: number;
  readonly given?: number;
  /** The limit that headers state, as a share of the true one. */
  readonly states?: number;
  readonly models?: number;
  /** Processes with the same key that know nothing of each other. */
  readonly processes?: number;
  /** Share that is refused whatever the rate. */
  readonly atRandom?: number;
  readonly minutes?: number;
  /** Times the limit from the second minute on. */
  readonly laterShare?: number;
}

/** A bucket that fills at so many a minute and holds so many. */
function bucket({ perMinute, holds, laterShare = 1 }: Setting, clock: FakeClock) {
  let level = holds;
  let last = clock.now();
  return () => {
    const rate = clock.now() < MINUTE ? perMinute : perMinute * laterShare;
    level = Math.min(holds, level + ((clock.now() - last) * rate) / MINUTE);
    last = clock.now();
    const isAllowed = level >= 1;
    if (isAllowed) level--;
    return { isAllowed, remaining: Math.floor(level) };
  };
}

/** Sixteen places a model that send as fast as they may to one server, at a latency of 30 to 60 ms.
 *  @returns what was accepted of each model and in each minute, and the share refused after the first five seconds */
async function traffic(setting: Setting) {
  const { perMinute, given = null, states, models = 1, processes = 1, atRandom = 0, minutes = 1 } = setting;
  const clock = new FakeClock();
  const server = bucket(setting, clock);
  const random = mulberry32(1);
  const accepted = Array.from({ length: models * processes }, () => 0);
  const ofMinute = Array.from({ length: minutes }, () => 0);
  let [late, lateRefused] = [0, 0];
  const wait = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve));
  const send = async (model: number, gate: RateGate, place: number) => {
    while (clock.now() < minutes * MINUTE) {
      if (!gate.isOpen) await gate.take(() => 0, quietSignal());
      await wait(15 + place);
      const { isAllowed: isWithin, remaining } = server();
      const isAllowed = isWithin && random() >= atRandom;
      const requests = { perMinute: (states ?? 0) * perMinute, remaining, resetMs: null };
      const rates: RateReading | undefined = states === undefined ? undefined : { requests, tokens: null };
      await wait(15 + place);
      if (clock.now() > 5_000) late++;
      if (isAllowed) {
        accepted[model] = (accepted[model] ?? 0) + 1;
        const minute = Math.floor(clock.now() / MINUTE);
        ofMinute[minute] = (ofMinute[minute] ?? 0) + 1;
        gate.answered(rates);
      } else {
        if (clock.now() > 5_000) lateRefused++;
        gate.refused(null, rates);
        await wait(50 * place);
      }
    }
  };
  for (let process = 0; process < processes; process++) {
    const account = new RateLimiter({ requestsPerMinute: given, tokensPerMinute: null }, clock);
    for (let model = 0; model < models; model++) {
      const gate = account.gate();
      for (let place = 0; place < 16; place++) void send(process * models + model, gate, place);
    }
  }
  await clock.advance(minutes * MINUTE);
  const total = accepted.reduce((sum, count) => sum + count, 0);
  return { used: total / (minutes * perMinute), refused: lateRefused / late, accepted, ofMinute };
}

describe('a limit of 1,200 requests a minute', () => {
  test.each([
    ['that the suite gives', { given: 1_200, holds: 20 }],
    ['that headers state, with room for a second', { states: 1, holds: 20 }],
    ['that headers state, with room for a minute', { states: 1, holds: 1_200 }],
    ['that headers state ten times too high', { states: 10, holds: 20 }],
    ['that only refusals show, with room for a second', { holds: 20 }],
    ['that only refusals show, with room for ten seconds', { holds: 200 }],
    ['that only refusals show, to two models', { holds: 20, models: 2 }],
    ['that the suite gives five times too high', { given: 6_000, holds: 20 }],
  ])('%s is used up to 95%% and hardly ever passed', async (_, setting) => {
    const { used, refused, accepted } = await traffic({ perMinute: 1_200, ...setting });
    expect(used).toBeGreaterThanOrEqual(0.95);
    expect(refused).toBeLessThan(0.01);
    // No model starves another.
    expect(Math.min(...accepted)).toBeGreaterThan(0.8 * Math.max(...accepted));
  });

  test('that two processes share unknowingly is used up to 95% and hardly ever passed', async () => {
    const { used, refused } = await traffic({ perMinute: 1_200, holds: 20, processes: 2, minutes: 2 });
    expect(used).toBeGreaterThanOrEqual(0.95);
    expect(refused).toBeLessThan(0.01);
  });

  test('that headers state at half is kept at half, by the word of the server', async () => {
    const { used, refused } = await traffic({ perMinute: 1_200, holds: 20, states: 0.5 });
    expect(used).toBeCloseTo(0.5, 1);
    expect(refused).toBe(0);
  });

  test.each([0.9, 0.7, 0.5, 0.1])('that falls to %d of it is found again, and kept', async (laterShare) => {
    const { ofMinute, refused } = await traffic({ perMinute: 1_200, holds: 20, laterShare, minutes: 3 });
    expect(ofMinute[2]).toBeGreaterThanOrEqual(0.95 * laterShare * 1_200);
    // Of all: a tenth as many requests are sent at a tenth of the limit.
    expect(refused).toBeLessThan(laterShare < 0.5 ? 0.025 : 0.012);
  });

  test('that doubles is used within a minute and a half', async () => {
    const { ofMinute, refused } = await traffic({ perMinute: 600, holds: 10, laterShare: 2, minutes: 4 });
    expect(ofMinute[3]).toBeGreaterThanOrEqual(0.95 * 1_200);
    expect(refused).toBeLessThan(0.01);
  });
});

describe('a server that refuses a share of all requests at any rate', () => {
  test.each([0.005, 0.05])('of %d is not asked ever more slowly', async (atRandom) => {
    const setting = { perMinute: 1_000_000, holds: 1_000_000, atRandom, minutes: 3 };
    const { ofMinute } = await traffic(setting);
    // As many as the places can send when none is refused.
    expect(ofMinute[2]).toBeGreaterThan(0.7 * 22_300);
  });

  test.each([0.005, 0.02, 0.05])('of %d is used up to its limit, and not beyond', async (atRandom) => {
    const setting = { perMinute: 6_000, holds: 100, atRandom, minutes: 4 };
    const { ofMinute, refused } = await traffic(setting);
    expect(ofMinute[0]).toBeGreaterThan(0.5 * 6_000);
    expect(ofMinute[3]).toBeGreaterThan(0.85 * 6_000);
    expect(refused).toBeLessThan(2 * atRandom + 0.01);
  });
});
