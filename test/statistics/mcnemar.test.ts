import { describe, expect, test } from 'vitest';
import { mcnemar } from '../../src/statistics/mcnemar.js';
import { expectClose, goldAbsent, goldCases } from './gold-cases.js';

interface Expected {
  readonly p_exact: number;
  readonly p_mid: number;
  readonly chi2_cc: number;
  readonly p_chi2_cc: number;
  readonly cond_odds_ratio: number | null;
}

describe.skipIf(goldAbsent)('mcnemar against paired_tests.json', () => {
  test.each(goldCases<{ b: number; c: number }, Expected>('paired_tests', 'mcnemar'))(
    '$id',
    ({ input, expected, tol }) => {
      const result = mcnemar(input.b, input.c);
      expectClose(result.exactP, expected.p_exact, tol);
      expectClose(result.midP, expected.p_mid, tol);
      expectClose(result.chiSquare, expected.chi2_cc, tol);
      expectClose(result.chiSquareP, expected.p_chi2_cc, tol);
      expectClose(result.conditionalOddsRatio, expected.cond_odds_ratio, tol);
    },
  );
});

test('no discordant pair gives p = 1, and thousands on one side a p above 0', () => {
  expect(mcnemar(0, 0)).toMatchObject({ exactP: 1, midP: 1, chiSquareP: 1 });
  expect(mcnemar(0, 5000).exactP).toBeGreaterThan(0);
  expect(mcnemar(0, 5000).midP).toBeGreaterThan(0);
});

test('a count that is not whole is refused', () => {
  expect(() => mcnemar(1.5, 2)).toThrow('expected b to be an integer from 0 up, got 1.5');
});
