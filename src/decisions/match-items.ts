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
  sides: readonly ItemOutcome[];
}

/** Pairs the items of several runs by probe and item id, one run after another; the answers of the first are held
 *  until the others are read, so memory grows with its items. */
export class ItemMatcher {
  /** By probe, then by item id. */
  readonly #items = new Map<string, Map<string, Growing>>();
  readonly #counts: number[] = [];
  readonly #groups: Map<string, Set<string>>[] = [];

  /** The rows that follow are of the next run. */
  startRun(): void {
    this.#counts.push(0);
    this.#groups.push(new Map());
  }

  add(row: ItemRow): void {
    const run = this.#counts.length - 1;
    this.#counts[run] = (this.#counts[run] ?? 0) + 1;
    if (row.group !== null) this.#noteGroup(run, row.probe, row.group);
    const { probe, itemId, ordinal, clusterId, cluster2Id, setId, axis, group, reference, condition } = row;
    const { outcome } = row;
    if (run === 0) {
      const ofProbe = this.#items.get(probe) ?? new Map<string, Growing>();
      this.#items.set(probe, ofProbe);
      // Field by field: a spread costs as much as reading the row.
      ofProbe.set(itemId, {
        probe,
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
      const item = this.#items.get(probe)?.get(itemId);
      // Missing in a run between the first and this one: it can be matched no more.
      // A new array is as long as it must be; one that grows holds room for more, which adds up.
      if (item?.sides.length === run) item.sides = [...item.sides, outcome];
    }
  }

  finish(): Matching {
    const runs = this.#counts.length;
    const probes = new Map<string, number>();
    const items: MatchedItem[] = [];
    for (const [probe, ofProbe] of this.#items) {
      probes.set(probe, probes.size);
      for (const item of ofProbe.values()) if (item.sides.length === runs) items.push(item);
    }
    this.#items.clear();
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
