import { expect, test } from 'vitest';
import { choleskyFactor, choleskyLogDeterminant, choleskySolve } from '../../src/statistics/cholesky.js';

test('4 2 over 2 5 factors into 2 and 1 2, solves and has determinant 16', () => {
  const factor =
    choleskyFactor([
      [4, 2],
      [2, 5],
    ]) ?? [];
  expect(factor).toEqual([[2], [1, 2]]);
  expect(choleskySolve(factor, [8, 9])).toEqual([1.375, 1.25]);
  expect(choleskyLogDeterminant(factor)).toBeCloseTo(Math.log(16), 14);
});

test('collinear columns have no factor', () => {
  expect(
    choleskyFactor([
      [1, 1],
      [1, 1],
    ]),
  ).toBeNull();
  expect(choleskyFactor([[0]])).toBeNull();
});
