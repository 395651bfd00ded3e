import { describe, expect, test } from 'vitest';
import { halfDifferences } from '../../src/statistics/half-differences.js';
import { mulberry32 } from '../../src/statistics/random-source.js';
import { ratioOfTotals } from '../../src/statistics/totals-functional.js';

describe('the differences between random halves', () => {
  test('of a unit of 0 and a unit of 1 are 1', () => {
    const columns = [Float64Array.of(1, 0), Float64Array.of(1, 1)];
    expect(halfDifferences(columns, ratioOfTotals, { draws: 1, random: mulberry32(1) })).toEqual([1]);
  });

  test('of four units of 1 among eight are 0, 1/2 and 1 with the hypergeometric shares 36, 32 and 2 of 70', () => {
    const columns = [Float64Array.of(1, 1, 1, 1, 0, 0, 0, 0), new Float64Array(8).fill(1)];
    const draws = 70_000;
    const differences = halfDifferences(columns, ratioOfTotals, { draws, random: mulberry32(7) });
    const share = (value: number) => differences.filter((one) => one === value).length / draws;
    // Three standard errors of 70,000 draws are below 0.006.
    expect(Math.abs(share(0) - 36 / 70)).toBeLessThan(0.006);
    expect(Math.abs(share(0.5) - 32 / 70)).toBeLessThan(0.006);
    expect(Math.abs(share(1) - 2 / 70)).toBeLessThan(0.006);
  });

  test('leave out draws in which a half has nothing, and refuse no draws', () => {
    const columns = [Float64Array.of(1, 0), Float64Array.of(1, 0)];
    expect(halfDifferences(columns, ratioOfTotals, { draws: 3, random: mulberry32(1) })).toEqual([]);
    expect(() => halfDifferences(columns, ratioOfTotals, { draws: 0, random: mulberry32(1) })).toThrow(
      RangeError,
    );
  });
});
