import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { correlationOfTotals, slopeOfTotals } from '../../src/metrics/regression-functional.js';
import { linearRegressionSlope } from '../../src/statistics/linear-regression-slope.js';
import { pearsonCorrelation } from '../../src/statistics/pearson-correlation.js';

type Point = readonly [x: number, y: number];

function totals(points: readonly Point[]): Float64Array {
  const sum = (of: (point: Point) => number) => points.reduce((total, point) => total + of(point), 0);
  return Float64Array.of(
    points.length,
    sum(([x]) => x),
    sum(([, y]) => y),
    sum(([x]) => x * x),
    sum(([x, y]) => x * y),
    sum(([, y]) => y * y),
  );
}

// Anscombe 1973, doi:10.1080/00031305.1973.10478966: sets I and IV share slope 0.5 and correlation 0.816.
const ANSCOMBE: readonly (readonly [string, readonly Point[]])[] = [
  [
    'I',
    [
      [10, 8.04],
      [8, 6.95],
      [13, 7.58],
      [9, 8.81],
      [11, 8.33],
      [14, 9.96],
      [6, 7.24],
      [4, 4.26],
      [12, 10.84],
      [7, 4.82],
      [5, 5.68],
    ],
  ],
  [
    'IV',
    [
      [8, 6.58],
      [8, 5.76],
      [8, 7.71],
      [8, 8.84],
      [8, 8.47],
      [8, 7.04],
      [8, 5.25],
      [19, 12.5],
      [8, 5.56],
      [8, 7.91],
      [8, 6.89],
    ],
  ],
];

test.each(ANSCOMBE)("Anscombe's set %s has slope 0.500 and correlation 0.816", (_, points) => {
  expect(slopeOfTotals.value(totals(points))).toBeCloseTo(0.5, 3);
  expect(correlationOfTotals.value(totals(points))).toBeCloseTo(0.8165, 3);
});

const points = fc
  .array(fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true })), {
    minLength: 6,
    maxLength: 30,
  })
  .filter((list) => spread(list.map(([x]) => x)) > 0.3 && spread(list.map(([, y]) => y)) > 0.3);

function spread(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

test('property: the same as least squares and Pearson on the points themselves', () => {
  fc.assert(
    fc.property(points, (list) => {
      const x = list.map(([value]) => value);
      const y = list.map(([, value]) => value);
      expect(slopeOfTotals.value(totals(list))).toBeCloseTo(
        linearRegressionSlope(x, y)?.slope ?? Number.NaN,
        9,
      );
      expect(correlationOfTotals.value(totals(list))).toBeCloseTo(pearsonCorrelation(x, y) ?? Number.NaN, 9);
    }),
  );
});

describe.each([
  ['slope', slopeOfTotals],
  ['correlation', correlationOfTotals],
] as const)('%s', (_, functional) => {
  test('property: the gradient is what finite differences give', () => {
    fc.assert(
      fc.property(points, (list) => {
        const at = totals(list);
        // At a correlation of 1 there is nothing to either side.
        fc.pre(Math.abs(correlationOfTotals.value(at) ?? 1) < 0.99);
        const gradient = functional.gradient(at);
        const step = 1e-6;
        for (let j = 0; j < functional.size; j++) {
          const moved = (by: number) => functional.value(at.with(j, (at[j] ?? 0) + by)) ?? Number.NaN;
          const difference = (moved(step) - moved(-step)) / (2 * step);
          const scale = Math.max(1, Math.abs(difference));
          expect(Math.abs((gradient[j] ?? Number.NaN) - difference) / scale).toBeLessThan(1e-5);
        }
      }),
    );
  });

  test('property: doubling every total changes nothing, and the gradient says so', () => {
    fc.assert(
      fc.property(points, (list) => {
        const at = totals(list);
        expect(functional.value(at.map((total) => 2 * total))).toBeCloseTo(
          functional.value(at) ?? Number.NaN,
          9,
        );
        // Euler: a function of degree 0 has gradient . totals = 0.
        const product = functional.gradient(at).reduce((sum, slope, j) => sum + slope * (at[j] ?? 0), 0);
        expect(product).toBeCloseTo(0, 8);
      }),
    );
  });

  test('without spread in x there is none', () => {
    expect(
      functional.value(
        totals([
          [0.3, 1],
          [0.3, 2],
          [0.3, 3],
        ]),
      ),
    ).toBeNull();
    expect(functional.value(totals([]))).toBeNull();
  });
});

test('without spread in y the slope is 0 and there is no correlation', () => {
  const flat = totals([
    [0.1, 0.7],
    [0.2, 0.7],
    [0.6, 0.7],
  ]);
  expect(slopeOfTotals.value(flat)).toBeCloseTo(0, 12);
  expect(correlationOfTotals.value(flat)).toBeNull();
});
