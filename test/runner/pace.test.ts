import { describe, expect, test } from 'vitest';
import { Pace } from '../../src/runner/pace.js';
import { quietSignal } from '../adapters/prompt-fixture.js';

describe('Pace', () => {
  test('is full until a server complains, and narrows once for complaints about the same moment', () => {
    let now = 0;
    const pace = new Pace(10, () => now);
    expect(pace.width).toBe(10);
    pace.tooMany(0);
    pace.tooMany(0);
    expect(pace.width).toBe(7);
    now = 1_000;
    pace.tooMany(0);
    expect(pace.width).toBe(4);
  });

  test('never closes, and widens to the full width again as answers come', () => {
    let now = 0;
    const pace = new Pace(10, () => now);
    for (; now < 60_000; now += 1_000) pace.tooMany(0);
    expect(pace.width).toBe(1);
    for (let answers = 0; answers < 100; answers++) pace.answered();
    expect(pace.width).toBe(10);
  });

  test('holds everything back for the longest wait that was asked for', () => {
    const now = 5;
    const pace = new Pace(10, () => now);
    pace.tooMany(2_000);
    pace.tooMany(500);
    expect(pace.waitMs).toBe(2_000);
  });

  test('lets go at once when the run ends', async () => {
    const pace = new Pace(10);
    pace.tooMany(60_000);
    const end = new AbortController();
    const ready = pace.ready(end.signal);
    end.abort();
    await ready;
    await new Pace(10).ready(quietSignal());
  });
});
