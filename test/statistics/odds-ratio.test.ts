import { describe, expect, test } from 'vitest';
import type { TwoByTwo } from '../../src/statistics/fisher-exact-test.js';
import { oddsRatio } from '../../src/statistics/odds-ratio.js';
import { expectClose, goldAbsent, goldCases } from './gold-cases.js';

interface Expected {
  readonly odds_ratio: number;
  readonly log_or: number;
  readonly se: number;
  readonly lo: number;
  readonly hi: number;
  readonly fisher_p: number;
  readonly risk_ratio: number;
  readonly impact_ratio: number;
}

describe.skipIf(goldAbsent)('oddsRatio against proportions.json', () => {
  test.each(goldCases<{ table: TwoByTwo; alpha: number }, Expected>('proportions', 'oddsRatio'))(
    '$id',
    ({ input, expected, tol }) => {
      const result = oddsRatio(input.table, 1 - input.alpha);
      expectClose(result.oddsRatio, expected.odds_ratio, tol);
      expectClose(result.logOddsRatio, expected.log_or, tol);
      expectClose(result.standardError, expected.se, tol);
      expectClose(result.interval.low, expected.lo, tol);
      expectClose(result.interval.high, expected.hi, tol);
      expectClose(result.fisherP, expected.fisher_p, tol);
      expectClose(result.riskRatio, expected.risk_ratio, tol);
      expectClose(result.impactRatio, expected.impact_ratio, tol);
    },
  );
});

test('ratios of rates that are 0 are null, never 0 or infinite', () => {
  const none = oddsRatio(
    [
      [0, 10],
      [0, 20],
    ],
    0.95,
  );
  expect(none.riskRatio).toBeNull();
  expect(none.impactRatio).toBeNull();
  expect(none.oddsRatio).toBeCloseTo((0.5 * 20.5) / (10.5 * 0.5), 12);
  expect(
    oddsRatio(
      [
        [3, 7],
        [0, 20],
      ],
      0.95,
    ),
  ).toMatchObject({ riskRatio: null, impactRatio: 0 });
});

test('an empty row, or a count that is not whole, is refused', () => {
  expect(() =>
    oddsRatio(
      [
        [0, 0],
        [1, 2],
      ],
      0.95,
    ),
  ).toThrow('expected both rows of the table to have counts');
  expect(() =>
    oddsRatio(
      [
        [1.5, 0],
        [1, 2],
      ],
      0.95,
    ),
  ).toThrow(RangeError);
});
