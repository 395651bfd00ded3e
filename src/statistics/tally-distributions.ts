/** Wasserstein-1 distance of two counted samples; that of `wasserstein1`, without the samples.
 *  @param values distinct, ascending; `first[i]` and `second[i]` count how often values[i] occurs
 *  @returns null when either sample is empty
 *  @example wasserstein1OfTallies([0, 1], Float64Array.of(1, 1), Float64Array.of(0, 2)) // 0.5 */
export function wasserstein1OfTallies(
  values: readonly number[],
  first: Float64Array,
  second: Float64Array,
): number | null {
  const m = total(first);
  const n = total(second);
  if (m === 0 || n === 0) return null;
  let area = 0;
  let below1 = 0;
  let below2 = 0;
  for (let place = 0; place + 1 < values.length; place += 1) {
    below1 += first[place] ?? 0;
    below2 += second[place] ?? 0;
    area += Math.abs(below1 / m - below2 / n) * ((values[place + 1] ?? 0) - (values[place] ?? 0));
  }
  return area;
}

/** P(first > second) + P(equal)/2 of two counted samples; that of `auc`, without the samples.
 *  @param values distinct, ascending
 *  @returns null when either sample is empty
 *  @example aucOfTallies([0, 1], Float64Array.of(1, 1), Float64Array.of(0, 2)) // 0.25 */
export function aucOfTallies(
  values: readonly number[],
  first: Float64Array,
  second: Float64Array,
): number | null {
  const pairs = total(first) * total(second);
  if (pairs === 0) return null;
  let below = 0;
  let wins = 0;
  for (let place = 0; place < values.length; place += 1) {
    const tied = second[place] ?? 0;
    wins += (first[place] ?? 0) * (below + tied / 2);
    below += tied;
  }
  return wins / pairs;
}

function total(counts: Float64Array): number {
  let sum = 0;
  for (const count of counts) sum += count;
  return sum;
}
