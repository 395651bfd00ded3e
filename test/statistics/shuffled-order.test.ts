import { expect, test } from 'vitest';
import { mulberry32 } from '../../src/statistics/random-source.js';
import { shuffledOrder } from '../../src/statistics/shuffled-order.js';

test('the order holds every index once', () => {
  expect(shuffledOrder(50, mulberry32(1)).toSorted()).toEqual(Int32Array.from({ length: 50 }, (_, i) => i));
  expect(shuffledOrder(0, mulberry32(1))).toHaveLength(0);
});

test('all 6 orders of three are about equally frequent', () => {
  const random = mulberry32(2);
  const counts = new Map<string, number>();
  for (let i = 0; i < 6000; i += 1) {
    const order = shuffledOrder(3, random).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  // Standard deviation of each count is 28.9; four of them.
  expect(Math.max(...[...counts.values()].map((count) => Math.abs(count - 1000)))).toBeLessThan(116);
});

test('a count that is not a whole number is refused', () => {
  expect(() => shuffledOrder(2.5, mulberry32(1))).toThrow(
    'expected count to be an integer from 0 up, got 2.5',
  );
});
