import { requireCount, requireFinite } from './require-argument.js';

/** Expected maximum of k scores drawn without replacement from n >= k: sum of x_(i) C(i-1, k-1) / C(n, k) over the
 *  sorted scores. It makes runs with different numbers of samples comparable, since a maximum grows with k.
 *  @returns null when there are fewer than k scores
 *  @throws RangeError when k is not an integer from 1 up or a score is not finite
 *  @example expectedMaxOfK([0.05, 0.1, 0.15, 0.2, 0.3, 0.6, 0.7, 0.9], 2) // 0.5607 */
export function expectedMaxOfK(scores: readonly number[], k: number): number | null {
  requireCount('k', k, 1);
  requireFinite('scores', scores);
  const n = scores.length;
  if (n < k) {
    return null;
  }
  const sorted = Float64Array.from(scores).sort();
  // Probability that the i-th smallest is the maximum: k/n for the largest, then by ratios of binomials.
  let probability = k / n;
  let expected = 0;
  for (let i = n; i >= k; i -= 1) {
    expected += probability * (sorted[i - 1] ?? 0);
    probability *= (i - k) / (i - 1);
  }
  return expected;
}
