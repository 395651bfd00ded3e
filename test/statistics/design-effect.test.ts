import { describe, expect, test } from 'vitest';
import { designEffect } from '../../src/statistics/design-effect.js';
import { expectClose, goldAbsent, goldCases } from './gold-cases.js';

describe.skipIf(goldAbsent)('designEffect against power.json', () => {
  test.each(
    goldCases<{ m: number; icc: number; n: number }, { deff: number; n_eff: number }>(
      'power',
      'designEffect',
    ),
  )('$id', ({ input, expected, tol }) => {
    const effect = designEffect(input.m, input.icc);
    expectClose(effect, expected.deff, tol);
    expectClose(input.n / effect, expected.n_eff, tol);
  });
});

test('single items, or no correlation, cost nothing', () => {
  expect(designEffect(1, 0.9)).toBe(1);
  expect(designEffect(50, 0)).toBe(1);
  expect(() => designEffect(0.5, 0.1)).toThrow('expected itemsPerCluster to be at least 1, got 0.5');
});
