import { expect, test } from 'vitest';
import { mixtureSprt, mixtureSprtRadius } from '../../src/statistics/mixture-sprt.js';
import { mulberry32 } from '../../src/statistics/random-source.js';
import { sharedReferenceRadius, sharedReferenceSprt } from '../../src/statistics/shared-reference-sprt.js';

test('with a reference without error it is the mixture SPRT of the gold vectors', () => {
  const shared = { count: 200, sum: 20, variance: 0.25, referenceVariance: 0, mixingVariance: 0.01 };
  const plain = { count: 200, mean: 0.1, variance: 0.25, mixingVariance: 0.01 };
  expect(sharedReferenceSprt(shared, 0)).toBeCloseTo(mixtureSprt(plain, 0).eValue, 9);
  expect(sharedReferenceRadius(shared, 0.95)).toBeCloseTo(mixtureSprtRadius(plain, 0.95) ?? Number.NaN, 12);
});

test('one difference: the ratio of two normal densities', () => {
  // N(0, v + r + t) against N(0, v + r) at 3, v = 1, r = 1, t = 2: sqrt(2/4) exp(9/2 (1/2 - 1/4)).
  const of = { count: 1, sum: 3, variance: 1, referenceVariance: 1, mixingVariance: 2 };
  expect(sharedReferenceSprt(of, 0)).toBeCloseTo(Math.sqrt(0.5) * Math.exp(9 / 8), 12);
});

test('the limits of the confidence sequence are where E reaches 1 / alpha', () => {
  const of = { count: 7, sum: 2.1, variance: 0.4, referenceVariance: 0.4, mixingVariance: 0.3 };
  const radius = sharedReferenceRadius(of, 0.95) ?? Number.NaN;
  expect(sharedReferenceSprt(of, 0.3 + radius)).toBeCloseTo(20, 9);
  expect(sharedReferenceRadius({ ...of, count: 0, sum: 0 }, 0.95)).toBeNull();
});

/** Share of histories in which E reaches 20 at any of 200 looks. */
function rejections(histories: number, shift: number, forgetsReference: boolean): number {
  const random = mulberry32(7);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  let rejected = 0;
  for (let history = 0; history < histories; history++) {
    const reference = normal();
    let sum = 0;
    for (let count = 1; count <= 200; count++) {
      sum += normal() + shift - reference;
      const of = { count, sum, variance: 1, referenceVariance: forgetsReference ? 0 : 1, mixingVariance: 4 };
      if (sharedReferenceSprt(of, 0) >= 20) {
        rejected++;
        break;
      }
    }
  }
  return rejected / histories;
}

test('looking after every run keeps the error below 5%, which forgetting the reference does not', () => {
  expect(rejections(2000, 0, false)).toBeLessThan(0.05);
  expect(rejections(500, 0, true)).toBeGreaterThan(0.5);
});

test('a shift of six standard deviations is nearly always found', () => {
  expect(rejections(500, 6, false)).toBeGreaterThan(0.9);
});
