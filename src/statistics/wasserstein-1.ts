import { requireFinite } from './require-argument.js';

/** Wasserstein-1 distance of two samples, the area between their distribution functions, in the unit of the scores;
 *  0 if and only if they are equal. For equal sizes the mean of |sorted a - sorted b|. Positive by chance alone: show it
 *  beside its permutation null.
 *  Source: Vallender 1974, doi:10.1137/1118101.
 *  @returns null when either sample is empty
 *  @throws RangeError when a value is not finite
 *  @example wasserstein1([0.1, 0.4, 0.35, 0.8], [0.2, 0.5, 0.3, 0.55]) // 0.125 */
export function wasserstein1(first: readonly number[], second: readonly number[]): number | null {
  requireFinite('first', first);
  requireFinite('second', second);
  if (first.length === 0 || second.length === 0) {
    return null;
  }
  const a = Float64Array.from(first).sort();
  const b = Float64Array.from(second).sort();
  let i = 0;
  let j = 0;
  let area = 0;
  let at = Math.min(a[0] ?? 0, b[0] ?? 0);
  while (i < a.length || j < b.length) {
    const next = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY);
    area += Math.abs(i / a.length - j / b.length) * (next - at);
    at = next;
    while (a[i] === next) {
      i += 1;
    }
    while (b[j] === next) {
      j += 1;
    }
  }
  return area;
}
