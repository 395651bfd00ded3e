/** Ranks from 1, tied values sharing the mean of their ranks.
 *  @example midRanks([10, 20, 10]) // 1.5, 3, 1.5 */
export function midRanks(values: readonly number[]): Float64Array {
  const order = Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Float64Array(values.length);
  let start = 0;
  while (start < order.length) {
    const value = values[order[start] ?? 0];
    let end = start + 1;
    while (end < order.length && values[order[end] ?? 0] === value) {
      end += 1;
    }
    for (let position = start; position < end; position += 1) {
      ranks[order[position] ?? 0] = (start + 1 + end) / 2;
    }
    start = end;
  }
  return ranks;
}
