import type { TotalsFunctional } from './totals-functional.js';

/** A weighted sum of one functional over several runs or groups whose totals stand side by side: with weights -1 and 1 the
 *  change from the first run to the second, resampled together and clustered as one.
 *  @example weightedFunctional(ratioOfTotals, [-1, 1]).value(Float64Array.of(1, 4, 3, 4)) // 0.5 */
export function weightedFunctional(inner: TotalsFunctional, weights: readonly number[]): TotalsFunctional {
  const { size } = inner;
  return {
    size: size * weights.length,
    value(totals) {
      let sum = 0;
      for (let run = 0; run < weights.length; run++) {
        const value = inner.value(totals.subarray(run * size, (run + 1) * size));
        if (value === null) return null;
        sum += (weights[run] ?? 0) * value;
      }
      return sum;
    },
    gradient: (totals) =>
      weights.flatMap((weight, run) =>
        inner.gradient(totals.subarray(run * size, (run + 1) * size)).map((slope) => weight * slope),
      ),
  };
}
