import type { TotalsFunctional } from './totals-functional.js';

/** Cohen's kappa of two raters and two categories from the sums [both yes, first only, second only, both no], so that
 *  whole clusters can be drawn. Null when chance agreement is complete, as `cohenKappa` is.
 *  Source: Cohen 1960, doi:10.1177/001316446002000104.
 *  @example kappaOfTotals.value(Float64Array.of(1, 1, 0, 2)) // 0.5 */
export const kappaOfTotals: TotalsFunctional = {
  size: 4,
  value(totals) {
    const { numerator, denominator } = fraction(totals);
    return denominator === 0 ? null : numerator / denominator;
  },
  gradient(totals) {
    const [a = 0, b = 0, c = 0, d = 0] = totals;
    const { numerator, denominator } = fraction(totals);
    const above = [2 * d, -2 * c, -2 * b, 2 * a];
    const below = [b + c + 2 * d, a + 2 * b + d, a + 2 * c + d, 2 * a + b + c];
    return above.map((slope, j) => slope / denominator - (numerator * (below[j] ?? 0)) / denominator ** 2);
  },
};

function fraction([a = 0, b = 0, c = 0, d = 0]: Float64Array): { numerator: number; denominator: number } {
  return { numerator: 2 * (a * d - b * c), denominator: (a + b) * (b + d) + (a + c) * (c + d) };
}
