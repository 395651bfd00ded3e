import type { Item } from '../../probes/item.js';
import { itemSets } from '../../runner/list-requests.js';
import { mulberry32 } from '../../statistics/random-source.js';
import { shuffledOrder } from '../../statistics/shuffled-order.js';
import type { SuiteProbe } from '../../suites/suite.js';

/** The items of a probe by cluster, clusters in a random order of the seed's: the same at every start. Items of a
 *  cluster keep the order in which the probe gives them. Held in memory, unlike those of a run to a fixed size.
 *  @returns clusters by probe, in order */
export function orderClusters(
  probes: readonly SuiteProbe[],
  seed: number,
): ReadonlyMap<string, readonly (readonly Item[])[]> {
  const random = mulberry32(seed);
  return new Map(
    probes.map(({ probe, selection }) => {
      const clusters = new Map<string, Item[]>();
      for (const set of itemSets(probe.items(selection), null)) {
        for (const item of set) {
          const cluster = clusters.get(item.clusterId);
          if (cluster) cluster.push(item);
          else clusters.set(item.clusterId, [item]);
        }
      }
      // By name, not by the order of the items, which a limit may change.
      const named = [...clusters].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, items]) => items);
      const order = shuffledOrder(named.length, random);
      return [probe.name, Array.from(order, (place) => named[place] ?? [])];
    }),
  );
}
