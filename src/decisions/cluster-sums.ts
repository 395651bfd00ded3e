/** Column sums by cluster, clusters in order of first appearance. Items come in canonical order, so that plain
 *  addition gives the same bytes whatever the order of answers was. */
export class ClusterSums {
  readonly #places = new Map<string, number>();
  readonly #width: number;
  readonly #sums: number[] = [];

  constructor(width: number) {
    this.#width = width;
  }

  get size(): number {
    return this.#places.size;
  }

  add(cluster: string, values: Float64Array): void {
    let place = this.#places.get(cluster);
    if (place === undefined) {
      place = this.#places.size * this.#width;
      this.#places.set(cluster, place);
      for (let j = 0; j < this.#width; j++) this.#sums.push(0);
    }
    for (let j = 0; j < this.#width; j++)
      this.#sums[place + j] = (this.#sums[place + j] ?? 0) + (values[j] ?? 0);
  }

  columns(): Float64Array[] {
    return Array.from({ length: this.#width }, (_, j) =>
      Float64Array.from({ length: this.size }, (__, cluster) => this.#sums[cluster * this.#width + j] ?? 0),
    );
  }
}
