import { describe, expect, test } from 'vitest';
import { mulberry32 } from '../../src/statistics/random-source.js';
import { expectAllClose, goldAbsent, goldCases } from './gold-cases.js';

describe.skipIf(goldAbsent)('mulberry32 against bootstrap_bca.json', () => {
  test.each(goldCases<{ seed: number; n: number }, { u: number[] }>('bootstrap_bca', 'prng'))(
    '$id',
    ({ input, expected, tol }) => {
      const random = mulberry32(input.seed);
      expectAllClose(Array.from({ length: input.n }, random), expected.u, tol);
    },
  );
});

test('one seed gives one stream, in [0, 1) and centred on a half', () => {
  const draw = () => Array.from({ length: 10_000 }, mulberry32(4294967295));
  const values = draw();
  expect(values).toEqual(draw());
  expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...values)).toBeLessThan(1);
  expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(0.5, 1);
});

test('a seed that is not a 32-bit integer is refused', () => {
  expect(() => mulberry32(-1)).toThrow('expected seed to be an integer from 0 to 4294967295, got -1');
  expect(() => mulberry32(1.5)).toThrow(RangeError);
  expect(() => mulberry32(2 ** 32)).toThrow(RangeError);
});
