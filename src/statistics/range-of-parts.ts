import type { TotalsFunctional } from './totals-functional.js';

/** Largest minus smallest value of one functional over several parts whose sums stand one after the other; null when a
 *  part has none. Its gradient is that of the two parts at the ends.
 *  @param parts at least two
 *  @example rangeOfParts(ratioOfTotals, 3).value(Float64Array.of(1, 10, 4, 10, 2, 10)) // 0.3 */
export function rangeOfParts(inner: TotalsFunctional, parts: number): TotalsFunctional {
  const partOf = (totals: Float64Array, part: number) =>
    totals.subarray(part * inner.size, (part + 1) * inner.size);
  const valuesOf = (totals: Float64Array) =>
    Array.from({ length: parts }, (_, part) => inner.value(partOf(totals, part)));
  return {
    size: inner.size * parts,
    value(totals) {
      const values = valuesOf(totals).filter((value) => value !== null);
      return values.length < parts ? null : Math.max(...values) - Math.min(...values);
    },
    gradient(totals) {
      const values = valuesOf(totals).map((value) => value ?? 0);
      const gradient = new Array<number>(inner.size * parts).fill(0);
      const add = (part: number, sign: 1 | -1) => {
        for (const [place, slope] of inner.gradient(partOf(totals, part)).entries()) {
          const at = part * inner.size + place;
          gradient[at] = (gradient[at] ?? 0) + sign * slope;
        }
      };
      add(values.indexOf(Math.max(...values)), 1);
      add(values.indexOf(Math.min(...values)), -1);
      return gradient;
    },
  };
}
