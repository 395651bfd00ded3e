import { expect, test } from 'vitest';
import { midRanks } from '../../src/statistics/mid-ranks.js';

test('tied values share the mean of their ranks', () => {
  expect([...midRanks([10, 20, 10])]).toEqual([1.5, 3, 1.5]);
  expect([...midRanks([3, 1, 2])]).toEqual([3, 1, 2]);
  expect([...midRanks([])]).toEqual([]);
});
