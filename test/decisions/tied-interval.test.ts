import { expect, test } from 'vitest';
import { tiedInterval, tiesNeeded } from '../../src/decisions/tied-interval.js';

test('the worked value: 25 clusters that agree on a range of 2 leave 0.2259 on either side', () => {
  // 2 * (1 - 0.05^(1/25)), the Clopper-Pearson bound for 0 of 25.
  const interval = tiedInterval(0, { width: 2, clusters: 25, level: 0.9 });
  expect(interval?.high).toBeCloseTo(0.2259, 4);
  expect(interval?.low).toBeCloseTo(-0.2259, 4);
  expect(tiedInterval(0, { width: Number.POSITIVE_INFINITY, clusters: 25, level: 0.9 })).toBeNull();
});

test.each([
  [0.05, 0, 119],
  [0.05, 0.02, 199],
  [2, 0, 1],
  [0.05, 0.05, null],
])('margin %d, change %d: %s clusters must agree', (margin, estimate, expected) => {
  const interval = tiedInterval(estimate, { width: 2, clusters: 25, level: 0.9 });
  if (!interval) throw new Error('expected an interval');
  const needed = tiesNeeded(interval, { estimate, clusters: 25, margin });
  expect(needed).toBe(expected);
  if (needed === null || needed === 1) return;
  const high = (clusters: number) =>
    tiedInterval(estimate, { width: 2, clusters, level: 0.9 })?.high ?? Number.NaN;
  expect(high(needed)).toBeLessThan(margin);
  expect(high(needed - 1)).toBeGreaterThanOrEqual(margin);
});
