import { expect, test } from 'vitest';
import {
  studentTQuantile,
  studentTTwoSidedP,
  studentTUpperTail,
} from '../../src/statistics/student-t-distribution.js';

/** mpmath 1.3.0 with 40 digits: betainc(df/2, 1/2, 0, df/(df + t^2), regularized) / 2. */
test.each([
  [0.001, 3, 0.49963244748473046],
  [0.5, 1, 0.35241638234956674],
  [2.7764451051977987, 4, 0.024999999999999887],
  [3, 24, 0.0031028683082623704],
  [12, 24, 6.249345775169082e-12],
  [40, 9, 9.491499224669913e-12],
  [1.5, 1e4, 0.06682298591180981],
  [5, 1e6, 2.866998935445371e-7],
  [2, 2.5, 0.078695747878983],
  [1e8, 3, 1.1026577908435836e-24],
])('P(T >= %f) with %f degrees of freedom is %f', (t, df, expected) => {
  expect(Math.abs(studentTUpperTail(t, df) / expected - 1)).toBeLessThan(1e-10);
  expect(studentTUpperTail(-t, df)).toBeCloseTo(1 - expected, 12);
});

/** scipy 1.17.1 t.ppf. */
test.each([
  [0.975, 1, 12.706204736174694],
  [0.975, 4, 2.7764451051977934],
  [0.95, 24, 1.710882079909428],
  [0.6, 7, 0.2631668613520229],
  [0.501, 2, 0.002828432781617413],
  [0.9999999, 3, 222.57159098625124],
  [1e-10, 5, -156.82559270889433],
  [0.975, 1e5, 1.9599877075346095],
])('the quantile at %f with %f degrees of freedom is %f', (probability, df, expected) => {
  expect(Math.abs(studentTQuantile(probability, df) / expected - 1)).toBeLessThan(1e-11);
});

test('the median is exactly 0, a p value never', () => {
  expect(studentTQuantile(0.5, 3)).toBe(0);
  expect(studentTTwoSidedP(1e200, 30)).toBeGreaterThan(0);
  expect(studentTTwoSidedP(Number.NEGATIVE_INFINITY, 30)).toBeGreaterThan(0);
  expect(studentTTwoSidedP(0, 30)).toBe(1);
});

test('no degrees of freedom, or a t that is no number, is refused', () => {
  expect(() => studentTUpperTail(1, 0)).toThrow('expected df to be a finite number above 0, got 0');
  expect(() => studentTUpperTail(Number.NaN, 3)).toThrow('expected t to be a number, got NaN');
  expect(() => studentTQuantile(1, 3)).toThrow(RangeError);
});
