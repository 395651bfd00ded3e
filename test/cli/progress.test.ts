import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ModelStanding } from '../../src/cli/model-standing.js';
import { drawProgress } from '../../src/cli/progress.js';
import type { RunEvent } from '../../src/runner/run-event.js';
import { quietTerminal } from '../compare/quiet-terminal.js';

describe('where a model stands', () => {
  test('is told with the rate of late, the time left at that rate, retries, failures, cost and the limit in force', () => {
    const standing = new ModelStanding(1_000, 100, 0);
    for (let index = 0; index < 100; index++) standing.settled(index > 1, 0.001, index * 100);
    standing.retries = 3;
    standing.limit = { perMinute: 588.4, unit: 'requests', by: 'server' };
    // 98 answers and 2 failures in 10 s; 1,000 - 198 - 2 are left.
    expect(standing.describe(10_000)).toBe(
      "198/1000 answered, 10 a second, 80 s left, 3 retries, 2 failed, 0.1000 USD, limit 588 requests/min by the server's headers",
    );
  });

  test('has no time left to tell while nothing moves, and follows a rate that falls', () => {
    const standing = new ModelStanding(10_000, 0, 0);
    expect(standing.describe(0)).toBe('0/10000 answered, 0.0 a second');
    for (let index = 0; index < 2_000; index++) standing.settled(true, null, index * 10);
    for (let index = 0; index < 30; index++) standing.settled(true, null, 20_000 + index * 1_000);
    expect(standing.rate(50_000)).toBeCloseTo(1, 1);
    expect(standing.timeLeft(50_000)).toBe('3 h left');
  });
});

describe('progress where there is no terminal', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('is a plain line a model every few seconds, also while a run waits, and none after its end', () => {
    const terminal = quietTerminal(false);
    const progress = drawProgress(terminal);
    const events: RunEvent[] = [
      { type: 'started', model: 'one', total: 4, done: 0 },
      { type: 'started', model: 'two', total: 4, done: 2 },
      { type: 'settled', model: 'one', answered: true, costUsd: null },
      { type: 'limited', model: 'one', limit: { perMinute: 60, unit: 'requests', by: 'refusals' } },
    ];
    for (const event of events) progress.onEvent(event);
    vi.advanceTimersByTime(10_000);
    expect(terminal.notes.length).toBe(1 + 4);
    expect(terminal.notes[0]).toBe('two: 2 of 4 answered before; going on');
    expect(terminal.notes[1]).toMatch(
      /^one: 1\/4 answered, 0\.\d a second, .*limit 60 requests\/min learned/u,
    );
    expect(progress.status()).toEqual([
      expect.stringMatching(/^one: /u),
      expect.stringMatching(/^two: 2\/4/u),
    ]);
    progress.end();
    vi.advanceTimersByTime(60_000);
    expect(terminal.notes.length).toBe(5);
  });
});
