import { logBeta } from './log-gamma.js';
import { requireCount, requireProperFraction } from './require-argument.js';

/** Evidence from discordant pairs, valid at every moment of looking. */
export interface BetaBinomialEValue {
  readonly logEValue: number;
  readonly eValue: number;
  /** min(1, 1/E), in (0, 1]. */
  readonly pValue: number;
}

/** Sequential McNemar test: e-value of b against c discordant pairs under the null that a discordant pair favours the
 *  first with probability `nullRate`, mixing over a Beta prior. Valid when every pair is its own cluster.
 *  Source: Robbins 1970, doi:10.1214/aoms/1177696786; Kass and Raftery 1995, doi:10.1080/01621459.1995.10476572.
 *  @param prior parameters of the Beta prior: [0.5, 0.5] looks for large imbalances, [1, 1] for any
 *  @throws RangeError when a count is not an integer from 0 up, a prior not above 0, or nullRate not in (0, 1)
 *  @example betaBinomialEValue({ b: 8, c: 2, prior: [0.5, 0.5], nullRate: 0.5 }) // E 1.67578, p 0.59674 */
export function betaBinomialEValue(input: {
  readonly b: number;
  readonly c: number;
  readonly prior: readonly [number, number];
  readonly nullRate: number;
}): BetaBinomialEValue {
  const { b, c, prior, nullRate } = input;
  requireCount('b', b);
  requireCount('c', c);
  requireProperFraction('nullRate', nullRate);
  const mixture = logBeta(prior[0] + b, prior[1] + c) - logBeta(prior[0], prior[1]);
  const logEValue = mixture - b * Math.log(nullRate) - c * Math.log1p(-nullRate);
  return {
    logEValue,
    eValue: Math.min(Number.MAX_VALUE, Math.exp(logEValue)),
    pValue: Math.min(1, Math.max(Number.MIN_VALUE, Math.exp(-logEValue))),
  };
}
