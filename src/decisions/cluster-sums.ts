/** Units of a scope by cluster, clusters numbered in order of first appearance. */
export interface Clustering {
  readonly count: number;
  /** Of each unit, in order; null: units have no such cluster. */
  readonly of: Int32Array;
}

/** @returns null when some unit has no label */
export function clustering<Unit>(
  units: readonly Unit[],
  label: (unit: Unit) => string | null,
): Clustering | null {
  const numbers = new Map<string, number>();
  const of = new Int32Array(units.length);
  for (const [place, unit] of units.entries()) {
    const name = label(unit);
    if (name === null) return null;
    const number = numbers.get(name) ?? numbers.size;
    if (number === numbers.size) numbers.set(name, number);
    of[place] = number;
  }
  return { count: numbers.size, of };
}

/** Column sums by cluster. Units come in canonical order, so that plain addition gives the same bytes whatever the
 *  order of answers was. */
export class ClusterSums {
  readonly #width: number;
  readonly #sums: Float64Array;
  readonly #seen: Uint8Array;

  constructor(clusters: number, width: number) {
    this.#width = width;
    this.#sums = new Float64Array(clusters * width);
    this.#seen = new Uint8Array(clusters);
  }

  add(cluster: number, values: Float64Array): void {
    this.#seen[cluster] = 1;
    const place = cluster * this.#width;
    for (let j = 0; j < this.#width; j++)
      this.#sums[place + j] = (this.#sums[place + j] ?? 0) + (values[j] ?? 0);
  }

  /** Columns over the clusters that anything was added to. */
  columns(): Float64Array[] {
    const places = [...this.#seen.keys()].filter((cluster) => this.#seen[cluster] === 1);
    return Array.from({ length: this.#width }, (_, j) =>
      Float64Array.from(places, (cluster) => this.#sums[cluster * this.#width + j] ?? 0),
    );
  }
}
