import { findRoot } from './find-root.js';
import { incompleteBeta } from './incomplete-beta.js';
import { requirePositive, requireProperFraction } from './require-argument.js';

/** P(T >= t) of Student's t distribution; small tails keep their relative accuracy.
 *  @param df degrees of freedom, above 0, not necessarily whole
 *  @throws RangeError when df is not above 0 or t is NaN
 *  @example studentTUpperTail(2.776445105197793, 4) // 0.025 */
export function studentTUpperTail(t: number, df: number): number {
  requirePositive('df', df);
  if (Number.isNaN(t)) {
    throw new RangeError('expected t to be a number, got NaN');
  }
  if (!Number.isFinite(t)) {
    return t > 0 ? 0 : 1;
  }
  const square = t * t;
  const tail = Number.isFinite(square)
    ? incompleteBeta(df / (df + square), df / 2, 0.5, square / (df + square)) / 2
    : 0;
  return t >= 0 ? tail : 1 - tail;
}

/** Two-sided p value of a t statistic, P(|T| >= |t|); never 0.
 *  @throws RangeError when df is not above 0 or t is NaN
 *  @example studentTTwoSidedP(2.8019770031345783, 7) // 0.02644900259845819 */
export function studentTTwoSidedP(t: number, df: number): number {
  return Math.max(Number.MIN_VALUE, 2 * studentTUpperTail(Math.abs(t), df));
}

/** The t with P(T <= t) = probability.
 *  @throws RangeError unless 0 < probability < 1 and df is above 0
 *  @example studentTQuantile(0.975, 4) // 2.7764451051977934 */
export function studentTQuantile(probability: number, df: number): number {
  requireProperFraction('probability', probability);
  requirePositive('df', df);
  if (probability === 0.5) {
    return 0;
  }
  const tail = Math.min(probability, 1 - probability);
  let high = 1;
  while (studentTUpperTail(high, df) > tail && high < 1e150) {
    high *= 2;
  }
  const size = findRoot((t) => studentTUpperTail(t, df) - tail, 0, high);
  return probability < 0.5 ? -size : size;
}
