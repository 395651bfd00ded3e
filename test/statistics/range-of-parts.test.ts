import { expect, test } from 'vitest';
import { rangeOfParts } from '../../src/statistics/range-of-parts.js';
import { ratioOfTotals } from '../../src/statistics/totals-functional.js';

const range = rangeOfParts(ratioOfTotals, 3);
const totals = Float64Array.of(1, 10, 4, 10, 2, 10);

test('largest minus smallest ratio', () => {
  expect(range.size).toBe(6);
  expect(range.value(totals)).toBeCloseTo(0.3, 12);
});

test('a part without a value leaves the range without one', () => {
  expect(range.value(Float64Array.of(1, 10, 0, 0, 2, 10))).toBeNull();
});

test('the gradient is that of finite differences', () => {
  const gradient = range.gradient(totals);
  for (const [place, slope] of gradient.entries()) {
    const moved = Float64Array.from(totals);
    moved[place] = (moved[place] ?? 0) + 1e-6;
    expect(((range.value(moved) ?? 0) - 0.3) / 1e-6).toBeCloseTo(slope, 5);
  }
});
