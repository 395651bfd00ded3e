import { expect, test } from 'vitest';
import { binomialCdf, binomialProbability } from '../../src/statistics/binomial-distribution.js';

/** scipy 1.17.1 binom.cdf and binom.pmf. */
test.each([
  [2, 12, 0.5, 0.019287109375, 0.01611328125],
  [0, 5, 0.5, 0.03125, 0.03125],
  [12, 42, 0.5, 0.003957948667448363, 0.0025143246803054366],
  [0, 3000, 0.01, 8.046069742102695e-14, 8.046069742102699e-14],
  [40, 300, 0.5, 5.672617820567757e-41, 4.807710338447006e-41],
  [500_000, 1_000_000, 0.5, 0.5003989421806654, 0.0007978843613317499],
  [7, 7, 0.2, 1, 1.28e-5],
])('%i of %i at rate %f', (successes, trials, rate, cdf, probability) => {
  expect(Math.abs(binomialCdf(successes, trials, rate) / cdf - 1)).toBeLessThan(1e-12);
  expect(Math.abs(binomialProbability(successes, trials, rate) / probability - 1)).toBeLessThan(1e-12);
});

test('probabilities of all counts sum to 1 and accumulate to the distribution function', () => {
  let sum = 0;
  for (let k = 0; k <= 30; k += 1) {
    sum += binomialProbability(k, 30, 0.37);
    expect(binomialCdf(k, 30, 0.37)).toBeCloseTo(sum, 12);
  }
});

test('rates of 0 and 1 are certain', () => {
  expect([0, 1, 3].map((k) => binomialProbability(k, 3, 0))).toEqual([1, 0, 0]);
  expect([0, 1, 3].map((k) => binomialProbability(k, 3, 1))).toEqual([0, 0, 1]);
  expect(binomialCdf(2, 3, 1)).toBe(0);
});

test('more successes than trials are refused', () => {
  expect(() => binomialCdf(4, 3, 0.5)).toThrow('expected successes to be at most trials (3), got 4');
});
