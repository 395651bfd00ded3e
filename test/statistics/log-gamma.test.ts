import { expect, test } from 'vitest';
import { logBeta, logBetaKernel, logGamma } from '../../src/statistics/log-gamma.js';

/** mpmath 1.3.0 with 40 digits. */
test.each([
  [0.1, 2.252712651734206],
  [0.5, 0.5723649429247001],
  [1, 0],
  [1.5, -0.12078223763524522],
  [2, 0],
  [3.7, 1.428072326665388],
  [10, 12.801827480081469],
  [25.5, 56.389167643719944],
  [1e6, 12815504.569147611],
])('ln Gamma(%f) is %f', (x, expected) => {
  expect(Math.abs(logGamma(x) - expected)).toBeLessThan(1e-14 * Math.max(1, Math.abs(expected)));
});

test.each([
  [2, 3, -2.4849066497880004],
  [0.5, 0.5, 1.1447298858494002],
  [40.5, 20.5, -39.32359738007541],
  [1e6, 1e6, -1386300.003362921],
  [0.5, 1e6, -6.335390211057437],
  [3, 50, -11.101945176173954],
  [12, 13, -17.295207056576547],
  [9.9, 9.9, -13.592448519002671],
])('ln B(%f, %f) is %f', (a, b, expected) => {
  expect(Math.abs(logBeta(a, b) - expected)).toBeLessThan(1e-14 * Math.max(1, Math.abs(expected)));
  expect(logBeta(b, a)).toBeCloseTo(logBeta(a, b), 12);
});

test('the kernel of a beta density at a half is symmetric, for small and large parameters', () => {
  expect(logBetaKernel(0.5, 0.5, 2, 3)).toBeCloseTo(-5 * Math.LN2 - Math.log(1 / 12), 12);
  expect(logBetaKernel(0.3, 0.7, 20, 30)).toBeCloseTo(
    20 * Math.log(0.3) + 30 * Math.log(0.7) - logBeta(20, 30),
    10,
  );
});

test('arguments that are not above 0 are refused', () => {
  expect(() => logGamma(0)).toThrow('expected x to be a finite number above 0, got 0');
  expect(() => logBeta(-1, 2)).toThrow(RangeError);
});
