import { expect, test } from 'vitest';
import { clusteredWilsonInterval } from '../../src/statistics/clustered-wilson-interval.js';
import { wilsonInterval } from '../../src/statistics/wilson-interval.js';

test('a rate of 0 or 1 counts clusters as trials: 0 over 20 clusters reaches 0.1611 (case wilson_0_20)', () => {
  const base = { standardError: 0, trials: 600, clusters: 20, level: 0.95 };
  const none = clusteredWilsonInterval({ ...base, rate: 0 });
  expect(none.low).toBe(0);
  expect(none.high).toBeCloseTo(0.1611251580528194, 12);
  expect(clusteredWilsonInterval({ ...base, rate: 1 }).high).toBe(1);
});

test('a standard error 2 times the independent one divides the trials by 4', () => {
  const independent = Math.sqrt((0.25 * 0.75) / 399);
  const interval = clusteredWilsonInterval({
    rate: 0.25,
    standardError: 2 * independent,
    trials: 400,
    clusters: 20,
    level: 0.95,
  });
  const expected = wilsonInterval(25, 100, 0.95);
  expect(interval.low).toBeCloseTo(expected.low, 12);
  expect(interval.high).toBeCloseTo(expected.high, 12);
});

test('clustering that shrinks the error does not narrow the interval of a rate', () => {
  const interval = clusteredWilsonInterval({
    rate: 0.5,
    standardError: 0,
    trials: 40,
    clusters: 10,
    level: 0.95,
  });
  expect(interval).toEqual(wilsonInterval(20, 40, 0.95));
});

test('a rate outside [0, 1] is refused', () => {
  expect(() =>
    clusteredWilsonInterval({ rate: 1.2, standardError: 0, trials: 40, clusters: 10, level: 0.95 }),
  ).toThrow('expected rate to be a fraction from 0 to 1, got 1.2');
});
