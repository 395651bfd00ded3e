import type { ConfidenceInterval } from './confidence-interval.js';
import { fisherExactTest, type TwoByTwo } from './fisher-exact-test.js';
import { normalInterval } from './t-interval.js';

/** Association of two groups with one outcome. `impactRatio` compares with the four-fifths line of 0.8. */
export interface OddsRatio {
  /** (a d) / (b c), with 0.5 added to every cell if and only if one of them is 0. */
  readonly oddsRatio: number;
  readonly logOddsRatio: number;
  /** Woolf's standard error of the log odds ratio. */
  readonly standardError: number;
  /** Interval of the odds ratio itself. */
  readonly interval: ConfidenceInterval;
  readonly fisherP: number;
  /** Rate of the first row over that of the second, uncorrected; null when the second is 0. */
  readonly riskRatio: number | null;
  /** Smaller rate over larger, in [0, 1]; null when both are 0. */
  readonly impactRatio: number | null;
}

/** Odds ratio, risk ratio and impact ratio of a two-by-two table, with Woolf interval and Fisher's exact p.
 *  Source: Woolf 1955, doi:10.1111/j.1469-1809.1955.tb01348.x; correction of zero cells: Haldane 1956 and
 *  Anscombe 1956. Assumes independent items.
 *  @throws RangeError when a count is not an integer from 0 up, a row is empty, or the level is out of range
 *  @example oddsRatio([[45, 15], [36, 24]], 0.95) // 2, from 0.917 to 4.362; impactRatio 0.8 */
export function oddsRatio(table: TwoByTwo, level: number): OddsRatio {
  const fisherP = fisherExactTest(table);
  const [[a, b], [c, d]] = table;
  if (a + b === 0 || c + d === 0) {
    throw new RangeError(`expected both rows of the table to have counts, got sums ${a + b} and ${c + d}`);
  }
  const shift = Math.min(a, b, c, d) === 0 ? 0.5 : 0;
  const cells = [a + shift, b + shift, c + shift, d + shift] as const;
  const logOddsRatio = Math.log((cells[0] * cells[3]) / (cells[1] * cells[2]));
  const standardError = Math.sqrt(cells.reduce((sum, cell) => sum + 1 / cell, 0));
  const log = normalInterval({ estimate: logOddsRatio, standardError, level });
  const rate1 = a / (a + b);
  const rate2 = c / (c + d);
  const larger = Math.max(rate1, rate2);
  return {
    oddsRatio: Math.exp(logOddsRatio),
    logOddsRatio,
    standardError,
    interval: { low: Math.exp(log.low), high: Math.exp(log.high), level },
    fisherP,
    riskRatio: rate2 === 0 ? null : rate1 / rate2,
    impactRatio: larger === 0 ? null : Math.min(rate1, rate2) / larger,
  };
}
