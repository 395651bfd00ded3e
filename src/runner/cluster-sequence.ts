import type { Item } from '../probes/item.js';

/** Clusters of probes in an order that was drawn beforehand, asked one after another until nobody needs more. */
export interface ClusterSequence {
  /** The items of each cluster of a probe, whole counterfactual sets, in the order in which clusters are asked. */
  clusters(probe: string): readonly (readonly Item[])[];
  /** Whether a probe's next requests are still wanted. */
  isOpen(probe: string): boolean;
}
