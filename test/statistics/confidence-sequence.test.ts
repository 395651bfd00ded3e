import { expect, test } from 'vitest';
import { ConfidenceSequence } from '../../src/statistics/confidence-sequence.js';
import { mulberry32 } from '../../src/statistics/random-source.js';

test('before any value, and after one, the interval is the whole range', () => {
  const sequence = new ConfidenceSequence({ low: -1, high: 1, level: 0.95 });
  expect(sequence.interval()).toEqual({ low: -1, high: 1, level: 0.95 });
  sequence.add(0.2);
  expect(sequence.interval()).toEqual({ low: -1, high: 1, level: 0.95 });
});

test('the interval only shrinks, and closes in on the mean', () => {
  const sequence = new ConfidenceSequence({ low: -1, high: 1, level: 0.95 });
  const random = mulberry32(31);
  let before = sequence.interval();
  for (let i = 0; i < 500; i += 1) {
    sequence.add(random() < 0.6 ? 0.5 : -0.5);
    const now = sequence.interval();
    expect(now.low).toBeGreaterThanOrEqual(before.low);
    expect(now.high).toBeLessThanOrEqual(before.high);
    before = now;
  }
  expect(Math.abs((before.low + before.high) / 2 - 0.1)).toBeLessThan(0.15);
  expect(before.high - before.low).toBeLessThan(0.25);
});

test('it misses the mean at any of 100 looks in at most 5% of 200 runs', () => {
  const random = mulberry32(32);
  let missed = 0;
  for (let run = 0; run < 200; run += 1) {
    const sequence = new ConfidenceSequence({ low: 0, high: 1, level: 0.95 });
    for (let i = 0; i < 100; i += 1) sequence.add(random() < 0.3 ? 1 : 0);
    const { low, high } = sequence.interval();
    // Limits only move inward, so the last interval misses whenever an earlier one did.
    missed += low > 0.3 || high < 0.3 ? 1 : 0;
  }
  expect(missed / 200).toBeLessThanOrEqual(0.05);
});

test('constant values leave an interval around them', () => {
  const sequence = new ConfidenceSequence({ low: 0, high: 1, level: 0.95 });
  for (let i = 0; i < 100; i += 1) sequence.add(0);
  const { low, high } = sequence.interval();
  expect(low).toBe(0);
  expect(high).toBeLessThan(0.15);
});

test('values outside the range, and ranges without width, are refused', () => {
  const sequence = new ConfidenceSequence({ low: 0, high: 1, level: 0.95 });
  expect(() => sequence.add(1.5)).toThrow('expected a value from 0 to 1, got 1.5');
  expect(() => sequence.add(Number.NaN)).toThrow(RangeError);
  expect(() => new ConfidenceSequence({ low: 1, high: 1, level: 0.95 })).toThrow(
    'expected low to be below high',
  );
});
