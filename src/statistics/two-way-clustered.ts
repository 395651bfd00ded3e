import { clusterIndex, clusterTotals } from './cluster-index.js';
import { type TwoWayClusteredEstimate, twoWayClusteredFunctional } from './clustered-functional.js';
import { requireSameLength } from './require-argument.js';
import { ratioOfTotals } from './totals-functional.js';

/** Mean of items that share two crossed factors (template and name), V = V_first + V_second - V_cell with
 *  the floor of twoWayClusteredFunctional.
 *  Use with t(clusters - 1), where clusters is the smaller number of levels.
 *  Source: Cameron, Gelbach and Miller 2011, doi:10.1198/jbes.2010.07136.
 *  @returns null with `no_items`; null error with `single_cluster` when a factor has one level
 *  @throws RangeError when the lists differ in length or a value is not finite
 *  @example twoWayClusteredMean([1, 0, 0, 0], ['t1', 't1', 't2', 't2'], ['n1', 'n2', 'n1', 'n2'])
 *  // estimate 0.25, standardError 0.25 */
export function twoWayClusteredMean(
  values: readonly number[],
  first: readonly (string | number)[],
  second: readonly (string | number)[],
): TwoWayClusteredEstimate {
  requireSameLength('values', values, 'first', first);
  requireSameLength('values', values, 'second', second);
  const ones = new Float64Array(values.length).fill(1);
  const columns = (labels: readonly (string | number)[]) => {
    const index = clusterIndex(labels);
    return [clusterTotals(values, index), clusterTotals(ones, index)];
  };
  const one = clusterIndex(first).clusterOf;
  const two = clusterIndex(second);
  const cells = values.map((_, item) => (one[item] ?? 0) * two.count + (two.clusterOf[item] ?? 0));
  return twoWayClusteredFunctional(
    { first: columns(first), second: columns(second), cell: columns(cells) },
    ratioOfTotals,
  );
}
