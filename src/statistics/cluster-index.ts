/** Items numbered by the cluster they belong to. */
export interface ClusterIndex {
  /** Number of distinct clusters. */
  readonly count: number;
  /** For each item the number of its cluster, from 0, in order of first appearance. */
  readonly clusterOf: Int32Array;
}

/** Numbers cluster labels in order of first appearance, the order in which resampling draws them.
 *  @example clusterIndex(['b', 'a', 'b']) // count 2, clusterOf 0, 1, 0 */
export function clusterIndex(labels: readonly (string | number)[]): ClusterIndex {
  const numbers = new Map<string | number, number>();
  const clusterOf = new Int32Array(labels.length);
  labels.forEach((label, item) => {
    const known = numbers.get(label);
    const number = known ?? numbers.size;
    if (known === undefined) {
      numbers.set(label, number);
    }
    clusterOf[item] = number;
  });
  return { count: numbers.size, clusterOf };
}

/** The sum of the values of each cluster; items are added in their order.
 *  @throws RangeError when the index is of another number of items
 *  @example clusterTotals([1, 2, 4], clusterIndex(['b', 'a', 'b'])) // 5, 2 */
export function clusterTotals(values: ArrayLike<number>, clusters: ClusterIndex): Float64Array {
  if (values.length !== clusters.clusterOf.length) {
    throw new RangeError(
      `expected one cluster for each of ${values.length} values, got ${clusters.clusterOf.length}`,
    );
  }
  const totals = new Float64Array(clusters.count);
  for (let item = 0; item < values.length; item += 1) {
    const cluster = clusters.clusterOf[item] ?? 0;
    totals[cluster] = (totals[cluster] ?? 0) + (values[item] ?? 0);
  }
  return totals;
}
