import type { Denominator } from '../metrics/metric.js';
import { ratioOfTotals, type TotalsFunctional } from '../statistics/totals-functional.js';
import { ClusterSums } from './cluster-sums.js';
import type { ComparedMetric } from './compared-metric.js';
import type { ScopeUnits } from './comparison-scopes.js';
import { addReplies, type Forms, NO_REPLIES, type Replies } from './item-row.js';

/** Sums over the units of a scope, cluster by cluster, of every run side by side: `size` columns a run. */
export interface CellColumns {
  readonly items: number;
  readonly first: readonly Float64Array[];
  /** Crossed clustering; null where items have one cluster. */
  readonly crossed: {
    readonly second: readonly Float64Array[];
    readonly pair: readonly Float64Array[];
  } | null;
  /** Of each run, over all units of the scope, matched or not answered. */
  readonly replies: readonly Replies[];
  /** A reply without an answer is behind some unit, so that the other forms differ from the conditional one. Never
   *  so for a metric over all replies, such as the refusal rate. */
  readonly anyMissing: boolean;
  readonly functional: TotalsFunctional;
}

/** Sums up one metric over the units of a scope that every run has a value for.
 *  @param weights of the runs in the estimate; a negative one swaps the bounds, so that a bound of a difference is the
 *  widest one */
export function sumCell(
  { units, scope }: ScopeUnits,
  metric: ComparedMetric,
  denominator: Denominator,
  weights: readonly number[],
): CellColumns | null {
  const isContrast = scope.reference !== null;
  const functional = isContrast ? ratioOfTotals : metric.functional;
  const size = isContrast ? 2 : metric.size;
  const first = new ClusterSums(size * weights.length);
  const second = new ClusterSums(size * weights.length);
  const pair = new ClusterSums(size * weights.length);
  const replies: Replies[] = weights.map(() => NO_REPLIES);
  const values = new Float64Array(size * weights.length);
  let items = 0;
  let applies = false;
  let anyMissing = false;
  for (const { item, against } of units) {
    let complete = true;
    for (let run = 0; run < weights.length; run++) {
      const mine = item.sides[run]?.contributions.get(metric.name);
      const theirs = against?.sides[run]?.contributions.get(metric.name);
      if (!mine || (against && !theirs)) {
        complete = false;
        continue;
      }
      applies = true;
      const side = item.sides[run];
      if (side) replies[run] = addReplies(replies[run] ?? NO_REPLIES, side.replies);
      const other = against?.sides[run];
      if (other) replies[run] = addReplies(replies[run] ?? NO_REPLIES, other.replies);
      const flip = (weights[run] ?? 0) < 0;
      const vector = vectorOf(metric, mine, theirs ?? null, flip ? opposite(denominator) : denominator);
      if (mine.length !== 1 || (theirs && theirs.length !== 1)) anyMissing = true;
      if (!vector) complete = false;
      else for (let j = 0; j < size; j++) values[run * size + j] = vector[j] ?? 0;
    }
    if (!complete) continue;
    items++;
    first.add(metric.overUnits ? (item.cluster2Id ?? item.clusterId) : item.clusterId, values);
    if (item.cluster2Id !== null && !metric.overUnits) {
      second.add(item.cluster2Id, values);
      pair.add(`${item.clusterId}\n${item.cluster2Id}`, values);
    }
  }
  if (!applies) return null;
  return {
    items,
    first: first.columns(),
    crossed: second.size > 0 ? { second: second.columns(), pair: pair.columns() } : null,
    replies,
    anyMissing,
    functional,
  };
}

function vectorOf(
  metric: ComparedMetric,
  mine: Forms,
  theirs: Forms | null,
  denominator: Denominator,
): readonly number[] | null {
  const a = formOf(metric, mine, denominator);
  if (theirs === null) return a;
  const b = formOf(metric, theirs, opposite(denominator));
  return a && b ? [(a[0] ?? 0) / (a[1] ?? 1) - (b[0] ?? 0) / (b[1] ?? 1), 1] : null;
}

function formOf(
  { forms }: ComparedMetric,
  values: Forms,
  denominator: Denominator,
): readonly number[] | null {
  return (values.length === 1 ? values[0] : values[forms.indexOf(denominator)]) ?? null;
}

/** What a subtracted side must show for a bound of the difference. */
function opposite(denominator: Denominator): Denominator {
  return denominator === 'bound_low'
    ? 'bound_high'
    : denominator === 'bound_high'
      ? 'bound_low'
      : denominator;
}
