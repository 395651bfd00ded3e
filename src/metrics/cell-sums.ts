import { ExactSum } from '../statistics/exact-sum.js';

/** Where an item stands in the units that are resampled. */
export interface UnitPlace {
  readonly first: string;
  /** Second, crossed unit; null when there is none. */
  readonly second: string | null;
  /** Canonical position of the item: units are ordered by that of their first item. */
  readonly ordinal: number;
}

interface Unit {
  ordinal: number;
  readonly sums: readonly ExactSum[];
}

/** Columns of sums, one entry a unit, units in canonical order. */
export interface UnitColumns {
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
}

/** Sums of contributions by unit: all that a metric keeps of its items, so memory grows with units, not items. The
 *  sums are exact, so they do not depend on the order in which answers came. */
export class CellSums {
  items = 0;
  readonly #size: number;
  readonly #first = new Map<string, Unit>();
  readonly #second = new Map<string, Unit>();
  readonly #pair = new Map<string, Unit>();
  /** Sums of products of contributions, upper triangle by rows: what an unclustered variance needs. */
  readonly #products: readonly ExactSum[];

  constructor(size: number) {
    this.#size = size;
    this.#products = Array.from({ length: (size * (size + 1)) / 2 }, () => new ExactSum());
  }

  add(contribution: readonly number[], { first, second, ordinal }: UnitPlace): void {
    this.items++;
    this.#addTo(this.#first, first, ordinal, contribution);
    if (second !== null) {
      this.#addTo(this.#second, second, ordinal, contribution);
      this.#addTo(this.#pair, `${first}\n${second}`, ordinal, contribution);
    }
    let place = 0;
    for (let j = 0; j < this.#size; j++) {
      for (let k = j; k < this.#size; k++)
        this.#products[place++]?.add((contribution[j] ?? 0) * (contribution[k] ?? 0));
    }
  }

  #addTo(units: Map<string, Unit>, name: string, ordinal: number, contribution: readonly number[]): void {
    let unit = units.get(name);
    if (!unit) {
      unit = { ordinal, sums: Array.from({ length: this.#size }, () => new ExactSum()) };
      units.set(name, unit);
    } else if (ordinal < unit.ordinal) unit.ordinal = ordinal;
    for (let j = 0; j < this.#size; j++) unit.sums[j]?.add(contribution[j] ?? 0);
  }

  /** Adds everything that another accumulator of the same size holds. */
  merge(other: CellSums): void {
    this.items += other.items;
    for (const [mine, theirs] of [
      [this.#first, other.#first],
      [this.#second, other.#second],
      [this.#pair, other.#pair],
    ] as const) {
      for (const [name, { ordinal, sums }] of theirs) {
        const unit = mine.get(name) ?? {
          ordinal,
          sums: Array.from({ length: this.#size }, () => new ExactSum()),
        };
        mine.set(name, unit);
        unit.ordinal = Math.min(unit.ordinal, ordinal);
        for (const [j, sum] of sums.entries()) unit.sums[j]?.merge(sum);
      }
    }
    for (const [place, product] of other.#products.entries()) this.#products[place]?.merge(product);
  }

  get first(): UnitColumns {
    return this.#columnsOf(this.#first);
  }

  get second(): UnitColumns {
    return this.#columnsOf(this.#second);
  }

  get pair(): UnitColumns {
    return this.#columnsOf(this.#pair);
  }

  #columnsOf(units: ReadonlyMap<string, Unit>): UnitColumns {
    const ordered = [...units].sort(([, a], [, b]) => a.ordinal - b.ordinal);
    return {
      names: ordered.map(([name]) => name),
      columns: Array.from({ length: this.#size }, (_, j) =>
        Float64Array.from(ordered, ([, { sums }]) => sums[j]?.value() ?? 0),
      ),
    };
  }

  /** Sum over items of (gradient . contribution)^2: the squared influence of items as if they were independent. */
  squaredInfluence(gradient: readonly number[]): number {
    let total = 0;
    let place = 0;
    for (let j = 0; j < this.#size; j++) {
      for (let k = j; k < this.#size; k++) {
        const product = this.#products[place++]?.value() ?? 0;
        total += (j === k ? 1 : 2) * (gradient[j] ?? 0) * (gradient[k] ?? 0) * product;
      }
    }
    return Math.max(0, total);
  }
}
