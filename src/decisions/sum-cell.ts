import { type Denominator, opposite } from '../metrics/metric.js';
import { ratioOfTotals, type TotalsFunctional } from '../statistics/totals-functional.js';
import { ClusterSums } from './cluster-sums.js';
import type { ComparedMetric } from './compared-metric.js';
import type { ScopeUnits } from './comparison-scopes.js';
import type { ItemOutcome, Replies } from './item-row.js';

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
  { units, scope, clusters, outcomes }: ScopeUnits,
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
  const sides = weights.map((weight, run) => {
    const form = weight < 0 ? opposite(denominator) : denominator;
    const against = outcomes.against?.[run];
    return {
      of: outcomes.items[run] ?? NONE,
      mine: outcomes.distinct.map((outcome) => broughtBy(outcome, metric, form)),
      against: against ?? NONE,
      // What is subtracted must show the other bound for a bound of the difference.
      theirs: against ? outcomes.distinct.map((outcome) => broughtBy(outcome, metric, opposite(form))) : null,
    };
  });
  const values = new Float64Array(width);
  let items = 0;
  let applies = false;
  let anyMissing = false;
  for (let place = 0; place < units.length; place++) {
    let complete = true;
    for (let run = 0; run < sides.length; run++) {
      const side = sides[run];
      const mine = side?.mine[side.of[place] ?? -1];
      const theirs = side?.theirs?.[side.against[place] ?? -1] ?? null;
      if (!mine?.applies || (side?.theirs && !theirs?.applies)) {
        complete = false;
        continue;
      }
      applies = true;
      mine.uses++;
      if (theirs) theirs.uses++;
      if (mine.isMissing || theirs?.isMissing) anyMissing = true;
      const vector = theirs ? difference(mine.vector, theirs.vector) : mine.vector;
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
    replies: sides.map(({ mine, theirs }) => repliesBehind([...mine, ...(theirs ?? [])])),
    anyMissing,
    functional,
  };
}

const NONE = new Int32Array(0);

/** What a metric makes of an outcome. */
interface Brought {
  readonly replies: Replies;
  readonly applies: boolean;
  /** A reply without an answer is behind it. */
  readonly isMissing: boolean;
  readonly vector: readonly number[] | null;
  /** Units that have it. */
  uses: number;
}

function broughtBy(
  { replies, contributions }: ItemOutcome,
  { name, forms }: ComparedMetric,
  denominator: Denominator,
): Brought {
  const values = contributions.get(name);
  const vector = values?.length === 1 ? values[0] : values?.[forms.indexOf(denominator)];
  const isMissing = values !== undefined && values.length !== 1;
  return { replies, applies: values !== undefined, isMissing, vector: vector ?? null, uses: 0 };
}

function difference(
  mine: readonly number[] | null,
  theirs: readonly number[] | null,
): readonly number[] | null {
  return mine && theirs ? [(mine[0] ?? 0) / (mine[1] ?? 1) - (theirs[0] ?? 0) / (theirs[1] ?? 1), 1] : null;
}

function repliesBehind(parts: readonly Brought[]): Replies {
  const all = { answer: 0, refused: 0, unparsed: 0, error: 0 };
  for (const { replies, uses } of parts) {
    all.answer += uses * replies.answer;
    all.refused += uses * replies.refused;
    all.unparsed += uses * replies.unparsed;
    all.error += uses * replies.error;
  }
  return all;
}
