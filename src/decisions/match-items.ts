import type { ItemOutcome, ItemPlace, ItemRow } from './item-row.js';

/** An item that every compared run has, with what each run made of it, in the order of the runs. */
export interface MatchedItem extends ItemPlace {
  readonly sides: readonly ItemOutcome[];
}

export interface Matching {
  /** In canonical order: by probe as first met, then by ordinal. */
  readonly items: readonly MatchedItem[];
  /** Items of each run that not every run has. */
  readonly unmatched: readonly number[];
  /** Groups that each run has, by probe: tells a group that is missing from one that nobody answered for. */
  readonly groups: readonly ReadonlyMap<string, ReadonlySet<string>>[];
}

interface Growing extends MatchedItem {
  readonly itemId: string;
  sides: readonly ItemOutcome[];
}

/** Pairs the items of several runs by probe and item id, one run after another; the answers of the first are held
 *  until the others are read, so memory grows with its items. */
export class ItemMatcher {
  /** Those of the first run. */
  readonly #items: Growing[] = [];
  /** Their places by probe, then by item id; null until one is looked for. */
  #places: Map<string, Map<string, number>> | null = null;
  #next = 0;
  readonly #counts: number[] = [];
  readonly #groups: Map<string, Set<string>>[] = [];

  /** The rows that follow are of the next run. */
  startRun(): void {
    this.#counts.push(0);
    this.#groups.push(new Map());
    this.#next = 0;
  }

  /** @param row an item that the run has not had yet */
  add(row: ItemRow): void {
    const run = this.#counts.length - 1;
    this.#counts[run] = (this.#counts[run] ?? 0) + 1;
    const { probe, itemId, ordinal, clusterId, cluster2Id, setId, axis, group, reference, condition } = row;
    if (group !== null) this.#noteGroup(run, probe, group);
    const { outcome } = row;
    if (run === 0) {
      // Field by field: a spread costs as much as reading the row.
      this.#items.push({
        probe,
        itemId,
        ordinal,
        clusterId,
        cluster2Id,
        setId,
        axis,
        group,
        reference,
        condition,
        sides: [outcome],
      });
    } else {
      const item = this.#find(probe, itemId);
      // Missing in a run between the first and this one: it can be matched no more.
      // A new array is as long as it must be; one that grows holds room for more, which adds up.
      if (item?.sides.length === run) item.sides = [...item.sides, outcome];
    }
  }

  /** Runs of one suite have their items in one order, so the next one is nearly always the one. */
  #find(probe: string, itemId: string): Growing | undefined {
    const expected = this.#items[this.#next];
    if (expected?.itemId === itemId && expected.probe === probe) {
      this.#next++;
      return expected;
    }
    this.#places ??= placesOf(this.#items);
    const place = this.#places.get(probe)?.get(itemId);
    if (place === undefined) return undefined;
    this.#next = place + 1;
    return this.#items[place];
  }

  finish(): Matching {
    const runs = this.#counts.length;
    const probes = new Map<string, number>();
    for (const { probe } of this.#items) if (!probes.has(probe)) probes.set(probe, probes.size);
    const items: MatchedItem[] = this.#items.filter(({ sides }) => sides.length === runs);
    const place = ({ probe }: MatchedItem) => probes.get(probe) ?? 0;
    items.sort((a, b) => place(a) - place(b) || a.ordinal - b.ordinal);
    return { items, unmatched: this.#counts.map((count) => count - items.length), groups: this.#groups };
  }

  #noteGroup(run: number, probe: string, group: string): void {
    const byProbe = this.#groups[run];
    const groups = byProbe?.get(probe);
    if (groups) groups.add(group);
    else byProbe?.set(probe, new Set([group]));
  }
}

function placesOf(items: readonly Growing[]): Map<string, Map<string, number>> {
  const places = new Map<string, Map<string, number>>();
  for (const [place, { probe, itemId }] of items.entries()) {
    const ofProbe = places.get(probe) ?? new Map<string, number>();
    places.set(probe, ofProbe.set(itemId, place));
  }
  return places;
}
