import type { BootstrapStatistic } from './bootstrap-statistic.js';
import type { RandomSource } from './random-source.js';
import { shuffledOrder } from './shuffled-order.js';

/** Amounts by key of one part of a cluster: all of it, or what belongs to one of several sides. */
export interface TallyCell {
  readonly cluster: string;
  /** From 0; 0 where there is one side. Of two runs, those of the first come before those of the second. */
  readonly side: number;
  readonly amounts: ReadonlyMap<number, number>;
}

/** A statistic of the totals by key, one array a side. Must not keep them. */
export type TallyStatistic = (sides: readonly Float64Array[]) => number | null;

/** Totals of sparse amounts by key, for statistics that are no function of a few sums: distributions of scores, words
 *  that stand together. Whole clusters are drawn; memory is that of the pairs that occur. */
export class TallyTable {
  readonly clusters: number;
  readonly #keys: number;
  readonly #sides: number;
  readonly #cells: readonly {
    readonly side: number;
    readonly keys: Int32Array;
    readonly amounts: Float64Array;
  }[];
  readonly #cellsOf: readonly number[][];

  /** @param keys number of keys; amounts are of keys from 0 to keys - 1
   *  @param cells clusters in canonical order */
  constructor(keys: number, sides: number, cells: readonly TallyCell[]) {
    this.#keys = keys;
    this.#sides = sides;
    const numbers = new Map<string, number>();
    const cellsOf: number[][] = [];
    this.#cells = cells.map(({ cluster, side, amounts }, cell) => {
      const number = numbers.get(cluster) ?? numbers.size;
      numbers.set(cluster, number);
      const own = cellsOf[number] ?? [];
      own.push(cell);
      cellsOf[number] = own;
      return { side, keys: Int32Array.from(amounts.keys()), amounts: Float64Array.from(amounts.values()) };
    });
    this.#cellsOf = cellsOf;
    this.clusters = numbers.size;
  }

  /** Clusters that a side has. */
  clustersOf(side: number): number {
    return this.#cellsOf.filter((cells) => cells.some((cell) => this.#cells[cell]?.side === side)).length;
  }

  statistic(value: TallyStatistic): BootstrapStatistic {
    const totals = this.#empty();
    const all = Array.from({ length: this.clusters }, (_, cluster) => cluster);
    const of = (clusters: Iterable<number>) => {
      for (const side of totals) side.fill(0);
      for (const cluster of clusters)
        for (const cell of this.#cellsOf[cluster] ?? [])
          this.#add(totals, cell, this.#cells[cell]?.side ?? 0);
      return value(totals);
    };
    return {
      clusters: this.clusters,
      resample: of,
      leaveOneOut: () => all.map((left) => of(all.filter((cluster) => cluster !== left))),
    };
  }

  /** The statistic after the runs are exchanged in each cluster or not, at random: the first half of the sides for the
   *  second. */
  runsExchanged(value: TallyStatistic, random: RandomSource): number | null {
    const totals = this.#empty();
    for (const cells of this.#cellsOf) {
      const shift = random() < 0.5 ? this.#sides / 2 : 0;
      for (const cell of cells)
        this.#add(totals, cell, ((this.#cells[cell]?.side ?? 0) + shift) % this.#sides);
    }
    return value(totals);
  }

  /** The statistic after one exchange of two sides that leaves the design as it is: within a cluster that has both its own
   *  are exchanged or not; clusters with one side exchange theirs with each other. */
  exchanged(value: TallyStatistic, random: RandomSource): number | null {
    const totals = this.#empty();
    const lone: number[] = [];
    for (const cells of this.#cellsOf) {
      if (cells.length < 2) lone.push(...cells);
      else {
        const swap = random() < 0.5;
        for (const cell of cells) {
          const side = this.#cells[cell]?.side ?? 0;
          this.#add(totals, cell, swap ? 1 - side : side);
        }
      }
    }
    const labels = lone.map((cell) => this.#cells[cell]?.side ?? 0);
    for (let last = labels.length - 1; last > 0; last -= 1) {
      const other = Math.floor(random() * (last + 1));
      [labels[last], labels[other]] = [labels[other] ?? 0, labels[last] ?? 0];
    }
    for (const [place, cell] of lone.entries()) this.#add(totals, cell, labels[place] ?? 0);
    return value(totals);
  }

  /** The statistic after the groups of keys are exchanged within each cluster at random: key = base * groups + group.
   *  @param weights what a group's amounts are divided by before they become another's, and multiplied with after:
   *  sizes of word lists */
  regrouped(value: TallyStatistic, weights: readonly number[], random: RandomSource): number | null {
    const totals = this.#empty();
    const groups = weights.length;
    for (const cells of this.#cellsOf) {
      const order = shuffledOrder(groups, random);
      for (const cell of cells) {
        const { side = 0, keys, amounts } = this.#cells[cell] ?? {};
        const total = totals[side];
        if (!keys || !amounts || !total) continue;
        for (const [place, key] of keys.entries()) {
          const from = key % groups;
          const to = order[from] ?? from;
          const at = key - from + to;
          const scale = (weights[to] ?? 1) / (weights[from] ?? 1);
          total[at] = (total[at] ?? 0) + (amounts[place] ?? 0) * scale;
        }
      }
    }
    return value(totals);
  }

  #empty(): Float64Array[] {
    return Array.from({ length: this.#sides }, () => new Float64Array(this.#keys));
  }

  #add(totals: readonly Float64Array[], cell: number, side: number): void {
    const { keys, amounts } = this.#cells[cell] ?? {};
    const total = totals[side];
    if (!keys || !amounts || !total) return;
    for (let place = 0; place < keys.length; place += 1) {
      const key = keys[place] ?? 0;
      total[key] = (total[key] ?? 0) + (amounts[place] ?? 0);
    }
  }
}
