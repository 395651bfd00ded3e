import { expect, test } from 'vitest';
import { fUpperTail } from '../../src/statistics/f-distribution.js';

/** scipy 1.17.1 f.sf. */
test.each([
  [26.633012458875616, 2, 14, 1.6917099471059642e-5],
  [1, 3, 7, 0.44707961346848374],
  [0.01, 5, 5, 0.9999475708664215],
  [200, 1, 30, 8.298453462587933e-15],
])('P(F >= %f) with %i and %i degrees of freedom is %f', (f, df1, df2, expected) => {
  expect(Math.abs(fUpperTail(f, df1, df2) / expected - 1)).toBeLessThan(1e-12);
});

test('a negative ratio is refused', () => {
  expect(() => fUpperTail(-1, 2, 3)).toThrow('expected f to be a finite number from 0 up, got -1');
});
