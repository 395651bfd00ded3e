import type { MatchedUnit } from './comparison-scopes.js';
import type { ItemOutcome } from './item-row.js';

/** Outcomes of the units of a scope by number: there are few, so what a metric makes of one is looked up once, not
 *  once a unit. */
export interface UnitOutcomes {
  readonly distinct: readonly ItemOutcome[];
  /** By run, then by unit: the number of the item's outcome. */
  readonly items: readonly Int32Array[];
  /** The same of what the items are held against; null outside of contrasts. */
  readonly against: readonly Int32Array[] | null;
}

export function outcomesOf(units: readonly MatchedUnit[]): UnitOutcomes {
  const numbers = new Map<ItemOutcome, number>();
  const numberOf = (outcome: ItemOutcome) => {
    const known = numbers.get(outcome);
    if (known !== undefined) return known;
    numbers.set(outcome, numbers.size);
    return numbers.size - 1;
  };
  const runs = units[0]?.item.sides.length ?? 0;
  const numbered = (sidesOf: (unit: MatchedUnit) => readonly ItemOutcome[]) =>
    Array.from({ length: runs }, (_, run) => {
      const of = new Int32Array(units.length);
      for (const [place, unit] of units.entries()) {
        const outcome = sidesOf(unit)[run];
        if (outcome) of[place] = numberOf(outcome);
      }
      return of;
    });
  const items = numbered(({ item }) => item.sides);
  const against = units[0]?.against ? numbered(({ against }) => against?.sides ?? []) : null;
  return { distinct: [...numbers.keys()], items, against };
}
