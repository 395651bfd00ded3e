import { describe, expect, test } from 'vitest';
import { BettingEProcess } from '../../src/statistics/betting-e-process.js';
import { mulberry32 } from '../../src/statistics/random-source.js';
import { expectAllClose, goldAbsent, goldCases } from './gold-cases.js';

describe.skipIf(goldAbsent)('BettingEProcess with a fixed stake against sequential.json', () => {
  test.each(
    goldCases<{ x: number[]; m0: number; lambda_: number }, { path: number[] }>('sequential', 'bettingE'),
  )('$id', ({ input, expected, tol }) => {
    const process = new BettingEProcess(input.m0, () => input.lambda_);
    const path = input.x.map((value) => {
      process.add(value);
      return process.eValue;
    });
    expectAllClose(path, expected.path, tol);
  });
});

test('the p value remembers the largest e-value, the e-value does not', () => {
  const process = new BettingEProcess(0.5, () => 1);
  for (const value of [1, 1, 0, 0]) process.add(value);
  expect(process.eValue).toBeCloseTo(1.5 ** 2 * 0.5 ** 2, 12);
  expect(process.pValue).toBeCloseTo(1 / 1.5 ** 2, 12);
  expect(process.logEValue).toBeCloseTo(Math.log(0.5625), 12);
});

/** Share of runs in which E ever reaches 20 within 300 values that are 1 with the given rate. */
function rejectionRate(rate: number, seed: number): number {
  const random = mulberry32(seed);
  let rejected = 0;
  for (let run = 0; run < 1000; run += 1) {
    const process = new BettingEProcess(0.5);
    for (let i = 0; i < 300 && process.pValue > 0.05; i += 1) process.add(random() < rate ? 1 : 0);
    rejected += process.pValue <= 0.05 ? 1 : 0;
  }
  return rejected / 1000;
}

test('looking after every value, a true null is rejected in at most 5% of 1,000 runs', () => {
  // Three Monte Carlo standard errors above 0.05 would be 0.071; the bound itself holds here.
  expect(rejectionRate(0.5, 21)).toBeLessThanOrEqual(0.05);
  expect(rejectionRate(0.4, 22)).toBeLessThan(0.01);
});

test('the adaptive stake finds a rate of 0.65 in most runs', () => {
  expect(rejectionRate(0.65, 23)).toBeGreaterThan(0.9);
});

test('values outside [0, 1] and stakes that could lose everything are refused', () => {
  expect(() => new BettingEProcess(0.5).add(1.1)).toThrow(
    'expected value to be a fraction from 0 to 1, got 1.1',
  );
  expect(() => new BettingEProcess(0.5, () => 2).add(0.5)).toThrow(
    'expected a stake from 0 to below 2, got 2',
  );
  expect(() => new BettingEProcess(0)).toThrow(RangeError);
});
