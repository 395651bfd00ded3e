import { expect, test } from 'vitest';
import { clusteredMean } from '../../src/statistics/clustered-mean.js';
import { clusteredRatio } from '../../src/statistics/clustered-ratio.js';

test('the worked value: B 1, 1 over N 2, 1 by hand is 2/3 with error sqrt(2 * 2/9)/3', () => {
  const result = clusteredRatio([1, 0, 1], [1, 1, 1], ['a', 'a', 'b']);
  expect(result.estimate).toBeCloseTo(2 / 3, 14);
  expect(result.standardError).toBeCloseTo(Math.sqrt(4 / 9) / 3, 14);
});

test('with denominators of 1 it is the clustered mean', () => {
  const values = [1, 0, 1, 1, 0, 0, 1];
  const clusters = ['a', 'a', 'b', 'b', 'b', 'c', 'c'];
  const mean = clusteredMean(values, clusters);
  const ratio = clusteredRatio(
    values,
    values.map(() => 1),
    clusters,
  );
  expect(ratio.estimate).toBeCloseTo(mean.mean ?? 0, 14);
  expect(ratio.standardError).toBeCloseTo(mean.standardErrorCr1 ?? 0, 14);
});

test('no committed answer at all is a zero denominator, not a ratio of 0', () => {
  expect(clusteredRatio([0, 0], [0, 0], ['a', 'b'])).toMatchObject({
    estimate: null,
    reason: 'zero_denominator',
  });
});
