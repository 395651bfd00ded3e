import { binomialCdf, binomialProbability } from './binomial-distribution.js';
import { chiSquareUpperTail } from './chi-square-distribution.js';
import { requireCount } from './require-argument.js';

/** Tests of the discordant pairs of two paired binary answers; every p is in (0, 1]. */
export interface McNemar {
  readonly exactP: number;
  /** Exact p less the probability of the observed count: less conservative, still close to its level. */
  readonly midP: number;
  /** Chi-square statistic with continuity correction, (|b - c| - 1)^2 / (b + c). */
  readonly chiSquare: number;
  readonly chiSquareP: number;
  /** b / c; null when c is 0. */
  readonly conditionalOddsRatio: number | null;
}

/** McNemar's test. Valid only when every pair is its own cluster; otherwise it is descriptive, and signFlipTest over
 *  clusters is the test. b = c = 0 and b = c both give p = 1.
 *  Source: McNemar 1947, doi:10.1007/BF02295996; mid-p: Fagerland, Lydersen and Laake 2013,
 *  doi:10.1186/1471-2288-13-91 (who take 1 - P(X = b)/2 when b = c; here it is 1).
 *  @param b pairs in which only the first has the outcome
 *  @param c pairs in which only the second has it
 *  @throws RangeError when a count is not an integer from 0 up
 *  @example mcnemar(2, 10) // exactP 0.03857, midP 0.02246 */
export function mcnemar(b: number, c: number): McNemar {
  requireCount('b', b);
  requireCount('c', c);
  const discordant = b + c;
  const smaller = Math.min(b, c);
  const conditionalOddsRatio = c === 0 ? null : b / c;
  if (discordant === 0) {
    return { exactP: 1, midP: 1, chiSquare: 0, chiSquareP: 1, conditionalOddsRatio };
  }
  const tail = 2 * binomialCdf(smaller, discordant, 0.5);
  const exactP = Math.max(Number.MIN_VALUE, Math.min(1, tail));
  const midP = b === c ? 1 : Math.max(Number.MIN_VALUE, tail - binomialProbability(smaller, discordant, 0.5));
  const chiSquare = (Math.abs(b - c) - 1) ** 2 / discordant;
  return {
    exactP,
    midP,
    chiSquare,
    chiSquareP: Math.max(Number.MIN_VALUE, chiSquareUpperTail(chiSquare, 1)),
    conditionalOddsRatio,
  };
}
