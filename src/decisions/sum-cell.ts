import { type Denominator, opposite } from '../metrics/metric.js';
import { ratioOfTotals, type TotalsFunctional } from '../statistics/totals-functional.js';
import { ClusterSums } from './cluster-sums.js';
import type { ComparedMetric } from './compared-metric.js';
import type { ScopeUnits } from './comparison-scopes.js';
import type { Forms, Replies } from './item-row.js';

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
  { units, scope, clusters }: ScopeUnits,
  metric: ComparedMetric,
  denominator: Denominator,
  weights: readonly number[],
): CellColumns | null {
  const isContrast = scope.reference !== null;
  const functional = isContrast ? ratioOfTotals : metric.functional;
  const size = isContrast ? 2 : metric.size;
  const width = size * weights.length;
  const isOverUnits = metric.overUnits !== null && !isContrast;
  const firstOf = isOverUnits ? clusters.unit : clusters.first;
  const crossedOf = isOverUnits ? null : clusters.crossed;
  const first = new ClusterSums(firstOf.count, width);
  const second = crossedOf && new ClusterSums(crossedOf.second.count, width);
  const pair = crossedOf && new ClusterSums(crossedOf.pair.count, width);
  const forms = weights.map((weight) => (weight < 0 ? opposite(denominator) : denominator));
  const replies = weights.map(() => ({ answer: 0, refused: 0, unparsed: 0, error: 0 }));
  const values = new Float64Array(width);
  let items = 0;
  let applies = false;
  let anyMissing = false;
  for (let place = 0; place < units.length; place++) {
    const { item, against = null } = units[place] ?? {};
    let complete = true;
    for (let run = 0; run < weights.length; run++) {
      const side = item?.sides[run];
      const other = against?.sides[run];
      const mine = side?.contributions.get(metric.name);
      const theirs = other?.contributions.get(metric.name);
      if (!side || !mine || (against && !theirs)) {
        complete = false;
        continue;
      }
      applies = true;
      const tally = replies[run];
      if (tally) {
        addTo(tally, side.replies);
        if (other) addTo(tally, other.replies);
      }
      if (mine.length !== 1 || (theirs && theirs.length !== 1)) anyMissing = true;
      const vector = vectorOf(metric, mine, theirs ?? null, forms[run] ?? denominator);
      if (!vector) complete = false;
      else for (let j = 0; j < size; j++) values[run * size + j] = vector[j] ?? 0;
    }
    if (!complete) continue;
    items++;
    first.add(firstOf.of[place] ?? 0, values);
    second?.add(crossedOf?.second.of[place] ?? 0, values);
    pair?.add(crossedOf?.pair.of[place] ?? 0, values);
  }
  if (!applies) return null;
  return {
    items,
    first: first.columns(),
    crossed: second && pair ? { second: second.columns(), pair: pair.columns() } : null,
    replies,
    anyMissing,
    functional,
  };
}

function addTo(tally: { -readonly [K in keyof Replies]: Replies[K] }, more: Replies): void {
  tally.answer += more.answer;
  tally.refused += more.refused;
  tally.unparsed += more.unparsed;
  tally.error += more.error;
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
