import { describe, expect, test } from 'vitest';
import { traffic } from './rate-traffic.js';

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

  test('that two processes share unknowingly is used up, though not without refusals', async () => {
    const { used } = await traffic({ perMinute: 1_200, holds: 20, processes: 2, minutes: 2 });
    expect(used).toBeGreaterThanOrEqual(0.95);
  });

  test.each([0, 20_000])(
    'that two coordinators of a queue share, one %d ms later, is used likewise and in halves',
    async (apart) => {
      const parts = { processes: 2, isQueue: true, apart, minutes: 2 };
      const { used, refused, accepted } = await traffic({ perMinute: 1_200, holds: 20, ...parts });
      expect(used).toBeGreaterThanOrEqual(0.95);
      expect(refused).toBeLessThan(0.01);
      const [first = 0, second = 0] = accepted;
      // What the first had for itself.
      const alone = (apart / 60_000) * 1_200;
      expect(Math.min(first - alone, second)).toBeGreaterThan(0.4 * (used * 2_400 - alone));
    },
  );

  test('that headers state at half is kept at half, by the word of the server', async () => {
    const { used, refused } = await traffic({ perMinute: 1_200, holds: 20, states: 0.5 });
    expect(used).toBeCloseTo(0.5, 1);
    expect(refused).toBe(0);
  });

  test.each([0.9, 0.7, 0.5, 0.1])('that falls to %d of it is found again, and kept', async (laterShare) => {
    const { ofMinute, refused } = await traffic({ perMinute: 1_200, holds: 20, laterShare, minutes: 3 });
    expect(ofMinute[2]).toBeGreaterThanOrEqual(0.95 * laterShare * 1_200);
    // Of all: a tenth as many requests are sent at a tenth of the limit.
    expect(refused).toBeLessThan(laterShare < 0.5 ? 0.035 : 0.012);
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
