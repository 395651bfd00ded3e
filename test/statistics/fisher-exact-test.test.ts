import { expect, test } from 'vitest';
import { fisherExactTest } from '../../src/statistics/fisher-exact-test.js';

test('the tea tasting of Fisher 1935: 3 of 4 cups right gives 34/70', () => {
  expect(
    fisherExactTest([
      [3, 1],
      [1, 3],
    ]),
  ).toBeCloseTo(34 / 70, 12);
});

test('12 of 40 against 3 of 45 gives 0.00868745 (case oddsratio_12_40_3_45, scipy.stats.fisher_exact)', () => {
  expect(
    fisherExactTest([
      [12, 28],
      [3, 42],
    ]),
  ).toBeCloseTo(0.008687452234922814, 12);
});

test('large tables keep a p above 0, and a table without information has p = 1', () => {
  expect(
    fisherExactTest([
      [5000, 0],
      [0, 5000],
    ]),
  ).toBeGreaterThan(0);
  expect(
    fisherExactTest([
      [0, 0],
      [0, 0],
    ]),
  ).toBeCloseTo(1, 12);
  expect(
    fisherExactTest([
      [0, 5],
      [0, 9],
    ]),
  ).toBeCloseTo(1, 12);
});

test('negative counts are refused', () => {
  expect(() =>
    fisherExactTest([
      [-1, 1],
      [1, 3],
    ]),
  ).toThrow('expected every cell of the table to be an integer');
});
