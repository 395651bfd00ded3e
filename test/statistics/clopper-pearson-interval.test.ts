import { describe, expect, test } from 'vitest';
import { clopperPearsonInterval } from '../../src/statistics/clopper-pearson-interval.js';
import { expectClose, goldAbsent, goldCases } from './gold-cases.js';

interface Expected {
  readonly clopper_pearson_lo: number;
  readonly clopper_pearson_hi: number;
}

describe.skipIf(goldAbsent)('clopperPearsonInterval against proportions.json', () => {
  test.each(goldCases<{ k: number; n: number; alpha: number }, Expected>('proportions', 'wilsonInterval'))(
    '$id',
    ({ input, expected, tol }) => {
      const interval = clopperPearsonInterval(input.k, input.n, 1 - input.alpha);
      expectClose(interval.low, expected.clopper_pearson_lo, tol);
      expectClose(interval.high, expected.clopper_pearson_hi, tol);
    },
  );
});

test('5 of 20 gives 0.08657 to 0.49105 (case wilson_5_20)', () => {
  const interval = clopperPearsonInterval(5, 20, 0.95);
  expect(interval.low).toBeCloseTo(0.08657146910143461, 12);
  expect(interval.high).toBeCloseTo(0.49104587170795755, 12);
});

test('half of a million keeps its digits (scipy.special.betaincinv)', () => {
  expect(clopperPearsonInterval(500_000, 1_000_000, 0.95).low).toBeCloseTo(0.49901951919531184, 11);
});

test('more successes than trials, or a fraction of a success, is refused', () => {
  expect(() => clopperPearsonInterval(3, 2, 0.95)).toThrow(
    'expected successes to be at most trials (2), got 3',
  );
  expect(() => clopperPearsonInterval(0.5, 2, 0.95)).toThrow(RangeError);
});
