import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Budget, type Reservation, Spending } from '../../src/runner/spending.js';
import { quietSignal } from '../adapters/prompt-fixture.js';

const NOTHING = { usd: 0, tokens: 0, requests: 0 };
const UNKNOWN = { usd: null, tokens: null };
const amount = fc.integer({ min: 0, max: 100 });
/** One number for both units: each alone must keep its cap. */
const both = (value: number) => ({ usd: value, tokens: value });
const caps = (budget: Partial<Budget>): Budget => ({ usd: null, tokens: null, requests: null, ...budget });

describe('Spending', () => {
  test.each(['usd', 'tokens'])(
    'no cap in %s is ever passed, whatever requests use and in whatever order they end',
    async (unit) => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 300 }),
          fc.integer({ min: 1, max: 20 }),
          fc.array(
            fc.record({
              most: amount,
              share: fc.double({ min: 0, max: 1, noNaN: true }),
              known: fc.boolean(),
            }),
          ),
          fc.array(fc.nat()),
          async (usd, requests, calls, order) => {
            const spending = new Spending(caps({ [unit]: usd, requests }), NOTHING);
            const open: { reservation: Reservation; cost: number; known: boolean; most: number }[] = [];
            let sent = 0;
            let paid = 0;
            const asked = calls.map(async ({ most, share, known }) => {
              const reservation = await spending.reserve(both(most), quietSignal());
              if (!reservation) return;
              sent++;
              open.push({ reservation, cost: known ? most * share : most, known, most });
            });
            for (let turn = 0; turn < calls.length + order.length + 1; turn++) {
              await Promise.resolve();
              expect(paid + open.reduce((sum, { most }) => sum + most, 0)).toBeLessThanOrEqual(usd + 1e-9);
              const [ended] = open.splice((order[turn] ?? 0) % Math.max(1, open.length), 1);
              if (!ended) continue;
              paid += ended.cost;
              ended.reservation.settle(ended.known ? both(ended.cost) : UNKNOWN);
            }
            while (open.length > 0) {
              const ended = open.pop();
              paid += ended?.cost ?? 0;
              ended?.reservation.settle(ended.known ? both(ended.cost) : UNKNOWN);
              for (let turn = 0; turn < 5; turn++) await Promise.resolve();
            }
            await Promise.all(asked);
            expect(sent).toBeLessThanOrEqual(requests);
            expect(paid).toBeLessThanOrEqual(usd + 1e-9);
          },
        ),
      );
    },
  );

  test('a request waits for those in flight when it fits only if they come cheaper', async () => {
    const spending = new Spending(caps({ usd: 10 }), NOTHING);
    const first = await spending.reserve(both(8), quietSignal());
    let second: Reservation | null | undefined;
    const waiting = spending.reserve(both(8), quietSignal()).then((got) => {
      second = got;
    });
    await Promise.resolve();
    expect(second).toBeUndefined();
    first?.settle(both(1));
    await waiting;
    expect(second).not.toBeNull();
  });

  test('a request that cannot fit any more is held back at once', async () => {
    const spending = new Spending(caps({ usd: 10 }), { ...both(5), requests: 3 });
    await spending.reserve(both(1), quietSignal());
    expect(await spending.reserve(both(6), quietSignal())).toBeNull();
  });

  test('what was sent by earlier starts counts, and a larger cap goes on', async () => {
    const before = { ...NOTHING, requests: 5 };
    expect(await new Spending(caps({ requests: 5 }), before).reserve(both(0), quietSignal())).toBeNull();
    expect(await new Spending(caps({ requests: 6 }), before).reserve(both(0), quietSignal())).not.toBeNull();
  });

  test('who waits is let go when the run ends', async () => {
    const spending = new Spending(caps({ usd: 10 }), NOTHING);
    await spending.reserve(both(8), quietSignal());
    const end = new AbortController();
    const waiting = spending.reserve(both(8), end.signal);
    end.abort();
    expect(await waiting).toBeNull();
  });

  test('tells what is used up', async () => {
    const spending = new Spending(
      { usd: 10, tokens: 900, requests: 7 },
      { usd: 1.5, tokens: 250, requests: 3 },
    );
    expect(spending.state).toBe('3 of 7 requests sent, 250 of 900 tokens used, 1.5000 of 10 USD spent');
  });
});
