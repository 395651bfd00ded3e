/** Why a quantity has no value. A number that cannot be computed is null with one of these, never 0 or NaN.
 *
 *  - `no_items`: nothing to compute from
 *  - `zero_denominator`: a ratio whose denominator is 0
 *  - `single_cluster`: one cluster carries no information about variation between clusters
 *  - `too_few_clusters`: fewer clusters, groups or replicates than the method needs
 *  - `degenerate`: the data do not vary in the way the method measures */
export type UndefinedReason =
  | 'no_items'
  | 'zero_denominator'
  | 'single_cluster'
  | 'too_few_clusters'
  | 'degenerate';
