import { expect, test } from 'vitest';
import { independentDf } from '../../src/statistics/independent-df.js';
import { welchTTest } from '../../src/statistics/welch-t-test.js';

test('the degrees of freedom of a difference are those of the Welch test', () => {
  const samples = [
    [2.1, 3.4, 1.9, 4],
    [1, 2.2, 1.5, 2, 0.8],
  ] as const;
  const parts = samples.map((sample) => {
    const mean = sample.reduce((sum, value) => sum + value, 0) / sample.length;
    const squares = sample.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return { error: Math.sqrt(squares / (sample.length - 1) / sample.length), df: sample.length - 1 };
  });
  expect(independentDf(parts)).toBeCloseTo(welchTTest(...samples).df ?? 0, 12);
});

test('worked values: equal errors add up their degrees, and without any error there is 1', () => {
  expect(
    independentDf([
      { error: 1, df: 9 },
      { error: 1, df: 9 },
    ]),
  ).toBe(18);
  expect(independentDf([{ error: 0, df: 9 }])).toBe(1);
});
