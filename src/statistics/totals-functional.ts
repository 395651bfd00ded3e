/** A quantity that depends on the data only through sums, e.g. a mean (sum of scores, number of items) or a ratio.
 *
 *  It must be homogeneous of degree 0: doubling every sum leaves the value as it is. Rates, means, ratios and
 *  differences of such are; a bare sum is not. */
export interface TotalsFunctional {
  /** Number of sums it needs. */
  readonly size: number;
  /** Value at these sums; null where it is undefined (a denominator of 0). Must not keep or change the array. */
  value(totals: Float64Array): number | null;
  /** Partial derivatives with respect to each sum; called only where the value is not null. */
  gradient(totals: Float64Array): readonly number[];
}

/** Numerator over denominator: a mean (sum of scores, number of items) or a rate (hits, trials).
 *  @example ratioOfTotals.value(Float64Array.of(8, 15)) // 0.5333 */
export const ratioOfTotals: TotalsFunctional = {
  size: 2,
  value([numerator = 0, denominator = 0]) {
    return denominator === 0 ? null : numerator / denominator;
  },
  gradient([numerator = 0, denominator = 0]) {
    return [1 / denominator, -numerator / (denominator * denominator)];
  },
};

/** First numerator over first denominator, minus second numerator over second denominator: the contrast of two
 *  groups or two models whose items share clusters.
 *  @example differenceOfRatios.value(Float64Array.of(8, 15, 5, 15)) // 0.2 */
export const differenceOfRatios: TotalsFunctional = {
  size: 4,
  value([numerator1 = 0, denominator1 = 0, numerator2 = 0, denominator2 = 0]) {
    return denominator1 === 0 || denominator2 === 0
      ? null
      : numerator1 / denominator1 - numerator2 / denominator2;
  },
  gradient([numerator1 = 0, denominator1 = 0, numerator2 = 0, denominator2 = 0]) {
    return [
      1 / denominator1,
      -numerator1 / (denominator1 * denominator1),
      -1 / denominator2,
      numerator2 / (denominator2 * denominator2),
    ];
  },
};

/** `scale` times another functional plus `shift`, e.g. 2B/N - 1 from the ratio B/N.
 *  @example affineFunctional(ratioOfTotals, 2, -1).value(Float64Array.of(30, 40)) // 0.5 */
export function affineFunctional(inner: TotalsFunctional, scale: number, shift: number): TotalsFunctional {
  return {
    size: inner.size,
    value(totals) {
      const value = inner.value(totals);
      return value === null ? null : scale * value + shift;
    },
    gradient: (totals) => inner.gradient(totals).map((slope) => scale * slope),
  };
}
