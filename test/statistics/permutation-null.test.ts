import { expect, test } from 'vitest';
import { permutationNull } from '../../src/statistics/permutation-null.js';
import { mulberry32 } from '../../src/statistics/random-source.js';
import { shuffledOrder } from '../../src/statistics/shuffled-order.js';

test('an observation above every draw has p = 1/(draws + 1)', () => {
  const result = permutationNull({
    observed: 5,
    permuted: (random) => random(),
    draws: 99,
    random: mulberry32(1),
  });
  expect(result.pValue).toBe(0.01);
  expect(result.nullMean).toBeCloseTo(0.5, 1);
  expect(result.excess).toBeCloseTo(4.5, 1);
  expect(result.dropped).toBe(0);
});

test('the null mean of a range over shuffled labels is near the mean over all 24 orders', () => {
  // Values 0 1 2 4, two labels a a b b: |mean a - mean b| takes 2.5, 1.5, 0.5, each for 8 of the 24 orders.
  const values = [0, 1, 2, 4];
  const result = permutationNull({
    observed: 2.5,
    permuted: (random) => {
      const [a = 0, b = 0, c = 0, d = 0] = Array.from(shuffledOrder(4, random), (i) => values[i] ?? 0);
      return Math.abs((a + b) / 2 - (c + d) / 2);
    },
    draws: 9999,
    random: mulberry32(2),
  });
  expect(result.nullMean).toBeCloseTo(1.5, 1);
  expect(result.pValue).toBeCloseTo(1 / 3, 1);
});

test('undefined draws count in nothing, and without any defined draw all is null', () => {
  let call = 0;
  const half = permutationNull({
    observed: 1,
    permuted: () => (call++ % 2 === 0 ? null : 0),
    draws: 100,
    random: mulberry32(1),
  });
  expect(half).toMatchObject({ nullMean: 0, excess: 1, pValue: 1 / 51, dropped: 50 });
  const none = permutationNull({ observed: 1, permuted: () => null, draws: 10, random: mulberry32(1) });
  expect(none).toEqual({ nullMean: null, excess: null, pValue: null, dropped: 10 });
});

test('an observation that is not a number is refused', () => {
  expect(() =>
    permutationNull({ observed: Number.NaN, permuted: () => 0, draws: 10, random: mulberry32(1) }),
  ).toThrow('expected observed to be finite, got NaN');
});
