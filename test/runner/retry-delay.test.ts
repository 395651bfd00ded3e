import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_ATTEMPTS, MAX_SERVER_WAIT_MS, retryDelay } from '../../src/runner/retry-delay.js';

const serverError = { code: 'server_error', status: 500, retryable: true, retryAfterMs: null };
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('retryDelay', () => {
  test('waits by full jitter below 500 ms, then below twice as much each time, up to 30 s', () => {
    const longest = (attempt: number) =>
      retryDelay({ error: serverError, attempt, alike: 1, heard: true, random: () => 1 });
    expect([1, 2, 3, 4, 5, 6, 7, 20].map(longest)).toEqual([
      500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
    ]);
    expect(retryDelay({ error: serverError, attempt: 3, alike: 1, heard: true, random: () => 0 })).toBe(0);
  });

  test('never comes back before the time that the server asks for, and not much after it', () => {
    fc.assert(
      fc.property(
        random,
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 0, max: MAX_SERVER_WAIT_MS }),
        (r, attempt, asked) => {
          const error = { ...serverError, status: 429, retryAfterMs: asked };
          const delay = retryDelay({ error, attempt, alike: 1, heard: true, random: () => r });
          expect(delay).toBeGreaterThanOrEqual(asked);
          expect(delay).toBeLessThanOrEqual(asked + 500);
        },
      ),
    );
  });

  test('leaves a request for the next start rather than wait for minutes or come back too early', () => {
    const error = { ...serverError, status: 429, retryAfterMs: 3_600_000 };
    expect(retryDelay({ error, attempt: 1, alike: 1, heard: true, random: () => 0 })).toBeNull();
  });

  test('tries so often for each kind of failure, and never what cannot be retried', () => {
    const attempts = (code: string, status: number | null, heard: boolean) => {
      for (let alike = 1; ; alike++) {
        const error = { code, status, retryable: true, retryAfterMs: null };
        if (retryDelay({ error, attempt: alike, alike, heard, random: () => 0 }) === null) return alike;
      }
    };
    expect(attempts('server_error', 500, true)).toBe(MAX_ATTEMPTS);
    expect(attempts('timeout', 408, true)).toBe(MAX_ATTEMPTS);
    // Away for half a minute and back.
    expect(attempts('connection', null, true)).toBe(12);
    expect(attempts('server_error', 503, true)).toBe(12);
    expect(attempts('timeout', null, true)).toBe(3);
    expect(attempts('bad_reply', null, true)).toBe(5);
    // Nothing was ever heard of this server.
    expect(attempts('connection', null, false)).toBe(5);
    expect(attempts('timeout', null, false)).toBe(2);
    const final = { code: 'bad_request', status: 400, retryable: false, retryAfterMs: null };
    expect(retryDelay({ error: final, attempt: 1, alike: 1, heard: true, random: () => 0 })).toBeNull();
  });
});
