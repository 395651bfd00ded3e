import { type Clustering, clustering } from './cluster-sums.js';
import type { MatchedItem } from './match-items.js';
import { outcomesOf, type UnitOutcomes } from './unit-outcomes.js';

/** What a row of the comparison is about. `reference` set: the difference between a group and that one. */
export interface ComparisonScope {
  readonly probe: string;
  readonly condition: string | null;
  readonly axis: string | null;
  readonly group: string | null;
  readonly reference: string | null;
}

export function isSameScope(one: ComparisonScope, other: ComparisonScope): boolean {
  return (
    one.probe === other.probe &&
    one.condition === other.condition &&
    one.axis === other.axis &&
    one.group === other.group &&
    one.reference === other.reference
  );
}

/** One item, or one item against its counterfactual, as it enters the sums of a scope. */
export interface MatchedUnit {
  readonly item: MatchedItem;
  /** The same item with the reference group; null outside of contrasts. */
  readonly against: MatchedItem | null;
}

export interface ScopeUnits {
  readonly scope: ComparisonScope;
  readonly units: readonly MatchedUnit[];
  /** By cluster; by second, crossed cluster and by both, null where items have one; and by what functionals of units
   *  sum over: the second cluster where there is one. */
  readonly clusters: {
    readonly first: Clustering;
    readonly crossed: { readonly second: Clustering; readonly pair: Clustering } | null;
    readonly unit: Clustering;
  };
  readonly outcomes: UnitOutcomes;
}

interface GrowingScope {
  readonly scope: ComparisonScope;
  readonly units: MatchedUnit[];
  readonly rank: number;
}

/** Matched items by scope: each probe and condition as a whole, by group, and each group against the reference, in the
 *  order in which metrics.csv has them. */
export function scopesOf(items: readonly MatchedItem[]): ScopeUnits[] {
  const scopes = new Map<string, GrowingScope>();
  const growing = (scope: ComparisonScope, rank: number) => {
    const key = `${scope.probe}\n${scope.condition}\n${scope.axis}\n${scope.group}\n${scope.reference}`;
    const known = scopes.get(key) ?? { scope, units: [], rank };
    scopes.set(key, known);
    return known;
  };
  const byPlace = new Map<string, { whole: GrowingScope; own: GrowingScope | null }>();
  const references = new Map<string, MatchedItem>();
  const setKey = ({ probe, setId, condition }: MatchedItem) => `${probe}\n${setId}\n${condition}`;
  for (const item of items) {
    const { probe, condition, axis, group } = item;
    // One text an item is made to find both.
    const key = `${probe}\n${condition}\n${axis}\n${group}`;
    let place = byPlace.get(key);
    if (!place) {
      const whole = growing({ probe, condition, axis, group: null, reference: null }, 0);
      const own = group === null ? null : growing({ probe, condition, axis, group, reference: null }, 1);
      place = { whole, own };
      byPlace.set(key, place);
    }
    const unit = { item, against: null };
    place.whole.units.push(unit);
    place.own?.units.push(unit);
    if (group !== null && item.setId !== null && group === item.reference) references.set(setKey(item), item);
  }
  for (const item of items) {
    const { probe, condition, axis, group, reference } = item;
    if (item.setId === null || group === null || group === reference) continue;
    const against = references.size > 0 && references.get(setKey(item));
    if (against) growing({ probe, condition, axis, group, reference }, 2).units.push({ item, against });
  }
  const order = [...new Set(items.map(({ probe }) => probe))];
  const sorted = [...scopes.values()].sort(
    (a, b) =>
      order.indexOf(a.scope.probe) - order.indexOf(b.scope.probe) ||
      compareText(a.scope.condition, b.scope.condition) ||
      a.rank - b.rank ||
      compareText(a.scope.group, b.scope.group),
  );
  return sorted.map(({ scope, units }) => ({
    scope,
    units,
    clusters: clustersOf(units, scope),
    outcomes: outcomesOf(units),
  }));
}

function clustersOf(units: readonly MatchedUnit[], { group }: ComparisonScope): ScopeUnits['clusters'] {
  const none = { count: 0, of: new Int32Array(0) };
  const first = clustering(units, ({ item }) => item.clusterId) ?? none;
  const second = clustering(units, ({ item }) => item.cluster2Id);
  // Where the crossed factor is the group itself, it is fixed in the group's own rows, not a draw of many.
  const isGroup = second?.count === 1 && units[0]?.item.cluster2Id === group;
  if (!second || isGroup) return { first, crossed: null, unit: second ?? first };
  const pair = clustering(units, ({ item }) => `${item.clusterId}\n${item.cluster2Id}`) ?? none;
  return { first, crossed: { second, pair }, unit: second };
}

function compareText(a: string | null, b: string | null): number {
  return a === b ? 0 : a === null ? -1 : b === null ? 1 : a < b ? -1 : 1;
}
