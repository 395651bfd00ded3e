import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Deadline } from '../../src/runner/deadline.js';

const LIMIT = 60_000;
const latency = fc.double({ min: 0, max: 120_000, noNaN: true });

describe('Deadline', () => {
  test('is the limit of the user until something was answered', () => {
    expect(new Deadline(LIMIT).after(0)).toBe(LIMIT);
  });

  test('never passes the limit, and an answer as slow as the slowest of late is never cut off below it', () => {
    fc.assert(
      fc.property(fc.array(latency, { minLength: 1 }), fc.nat(7), (latencies, timeouts) => {
        const deadline = new Deadline(LIMIT);
        for (const ms of latencies) deadline.answered(ms);
        const allowed = deadline.after(timeouts);
        expect(allowed).toBeLessThanOrEqual(LIMIT);
        expect(allowed).toBeGreaterThanOrEqual(Math.min(LIMIT, Math.max(5_000, ...latencies.slice(-50))));
        expect(deadline.after(timeouts + 1)).toBeGreaterThanOrEqual(allowed);
      }),
    );
  });

  test('a limit below ten seconds holds', () => {
    const deadline = new Deadline(3_000);
    deadline.answered(10);
    expect(deadline.after(0)).toBe(3_000);
    expect(deadline.after(2)).toBe(3_000);
  });

  test('forgets one slow answer as quick ones follow', () => {
    const deadline = new Deadline(LIMIT);
    deadline.answered(5_000);
    expect(deadline.after(0)).toBe(40_000);
    for (let index = 0; index < 500; index++) deadline.answered(100);
    expect(deadline.after(0)).toBe(5_000);
  });

  test.each([
    [20, 1],
    [100, 1],
    [100, 2],
    [150, 3],
  ])(
    '5,000 requests of %i ms, 16 at a time, of which every hundredth hangs, end within 90 s (seed %i)',
    (ms, seed) => {
      expect(makespan({ requests: 5_000, places: 16, latencyMs: ms, hangs: 0.01, seed })).toBeLessThan(
        90_000,
      );
    },
  );
});

/** When the last request is answered, by the rules of the runner: a hung attempt holds its place until the deadline
 *  as it stands then, and the request is tried again. */
function makespan(of: {
  readonly requests: number;
  readonly places: number;
  readonly latencyMs: number;
  readonly hangs: number;
  readonly seed: number;
}): number {
  let state = of.seed;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const deadline = new Deadline(60_000);
  const freeAt = Array.from({ length: of.places }, () => 0);
  const queue = Array.from({ length: of.requests }, () => 0);
  let end = 0;
  const firstAnswer = of.latencyMs;
  for (let timeouts = queue.shift(); timeouts !== undefined; timeouts = queue.shift()) {
    const place = freeAt.indexOf(Math.min(...freeAt));
    const start = freeAt[place] ?? 0;
    if (random() >= of.hangs) {
      freeAt[place] = start + of.latencyMs;
      deadline.answered(of.latencyMs);
    } else {
      // What was sent before the first answer is cut off by what is known later.
      freeAt[place] = Math.max(start, firstAnswer) + (start < firstAnswer ? 5_000 : deadline.after(timeouts));
      queue.push(timeouts + 1);
    }
    end = Math.max(end, freeAt[place] ?? 0);
  }
  return end;
}
