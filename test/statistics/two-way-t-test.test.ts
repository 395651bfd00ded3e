import { expect, test } from 'vitest';
import { twoWayTTest } from '../../src/statistics/two-way-t-test.js';

test('the worked value: t = 1 with one degree of freedom leaves a quarter in each tail', () => {
  expect(twoWayTTest({ estimate: 0.25, standardError: 0.25, clusters: 2 })).toBeCloseTo(0.5, 12);
  expect(twoWayTTest({ estimate: -0.25, standardError: 0.25, clusters: 2 })).toBeCloseTo(0.5, 12);
});

// scipy.stats.t.sf(2.131449545559323, 15) * 2 = 0.05.
test('the quantile of t(15) has p 0.05 with 16 levels', () => {
  expect(twoWayTTest({ estimate: 2.131449545559323, standardError: 1, clusters: 16 })).toBeCloseTo(0.05, 9);
});

test('no error is no certainty, and p is never 0', () => {
  expect(twoWayTTest({ estimate: 0.1, standardError: 0, clusters: 9 })).toBeNull();
  expect(twoWayTTest({ estimate: 1e9, standardError: 1e-9, clusters: 200 })).toBeGreaterThan(0);
});
