import { incompleteBeta } from './incomplete-beta.js';
import { requireNonNegative, requirePositive } from './require-argument.js';

/** P(F >= f) of the F distribution, the p value of a ratio of mean squares; small tails keep their accuracy.
 *  @throws RangeError when f is below 0 or a degree of freedom is not above 0
 *  @example fUpperTail(26.633012458875616, 2, 14) // 1.6917099471059642e-5 */
export function fUpperTail(f: number, df1: number, df2: number): number {
  requireNonNegative('f', f);
  requirePositive('df1', df1);
  requirePositive('df2', df2);
  const total = df1 * f + df2;
  return incompleteBeta(df2 / total, df2 / 2, df1 / 2, (df1 * f) / total);
}
