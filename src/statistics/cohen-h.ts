import { requireFraction } from './require-argument.js';

/** Cohen's h, the difference of two rates after the arcsine transformation; in [-pi, pi], positive when the first
 *  rate is larger. 0.2 is called small, 0.5 medium, 0.8 large.
 *  Source: Cohen 1988, Statistical Power Analysis for the Behavioral Sciences, chapter 6.
 *  @throws RangeError when a rate is outside [0, 1]
 *  @example cohenH(0.75, 0.6) // 0.32224085480796805 */
export function cohenH(first: number, second: number): number {
  requireFraction('first', first);
  requireFraction('second', second);
  return 2 * Math.asin(Math.sqrt(first)) - 2 * Math.asin(Math.sqrt(second));
}
