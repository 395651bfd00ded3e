import { describe, expect, test } from 'vitest';
import { totalsStatistic, weightedStatistic } from '../../src/statistics/bootstrap-statistic.js';
import { ratioOfTotals } from '../../src/statistics/totals-functional.js';

const SUMS = Float64Array.of(3, 1, 2, 0);
const COUNTS = Float64Array.of(3, 3, 2, 4);
const DRAWN = Int32Array.of(2, 0, 2, 2);

describe('totalsStatistic', () => {
  const statistic = totalsStatistic([SUMS, COUNTS], ratioOfTotals);

  test('a draw sums the clusters it names, with repetition', () => {
    expect(statistic.resample(DRAWN)).toBe((2 + 3 + 2 + 2) / (2 + 3 + 2 + 2));
  });

  test('leaving out each cluster in turn', () => {
    expect(statistic.leaveOneOut()).toEqual([3 / 9, 5 / 9, 4 / 10, 6 / 8]);
  });

  test('a draw whose denominator is 0 has no value', () => {
    const rare = totalsStatistic([SUMS, Float64Array.of(0, 1, 0, 0)], ratioOfTotals);
    expect(rare.resample(DRAWN)).toBeNull();
    expect(rare.leaveOneOut()[1]).toBeNull();
  });

  test('columns that do not fit are refused', () => {
    expect(() => totalsStatistic([SUMS], ratioOfTotals)).toThrow('expected 2 columns of totals, got 1');
    expect(() => totalsStatistic([SUMS, Float64Array.of(1)], ratioOfTotals)).toThrow(
      'expected every column to have 4 clusters, got 1',
    );
  });
});

describe('weightedStatistic', () => {
  const statistic = weightedStatistic(4, (weights) => Number(weights.join('')));

  test('a draw becomes the number of times each cluster occurs', () => {
    expect(statistic.resample(DRAWN)).toBe(1030);
  });

  test('leaving out a cluster gives it weight 0 and the others 1', () => {
    expect(statistic.leaveOneOut()).toEqual([111, 1011, 1101, 1110]);
  });
});
