import { expect, test } from 'vitest';
import { clusterIndex, clusterTotals } from '../../src/statistics/cluster-index.js';

test('clusters are numbered in order of first appearance', () => {
  const index = clusterIndex(['b', 'a', 'b', 'c']);
  expect(index.count).toBe(3);
  expect([...index.clusterOf]).toEqual([0, 1, 0, 2]);
  expect(clusterIndex([]).count).toBe(0);
});

test('a number and a string of the same spelling are two labels', () => {
  expect(clusterIndex([1, '1']).count).toBe(2);
});

test('totals are sums within clusters', () => {
  expect([...clusterTotals([1, 2, 4], clusterIndex(['b', 'a', 'b']))]).toEqual([5, 2]);
});

test('values of another number than the index are refused', () => {
  expect(() => clusterTotals([1], clusterIndex(['a', 'b']))).toThrow(
    'expected one cluster for each of 1 values, got 2',
  );
});
