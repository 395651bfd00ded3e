import type { RandomSource } from './random-source.js';

/** Sums of one group by cluster: `columns[j][i]` is the j-th sum of the cluster `names[i]`. */
export interface NamedTotals {
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
}

/** Totals of several groups whose clusters may be the same (crossed: every template speaks of every group), different
 *  (nested: an entity belongs to one group), or both. Cells are the (cluster, group) pairs that occur, so memory is
 *  theirs and not clusters times groups. */
export class GroupedTotals {
  readonly groups: number;
  readonly size: number;
  readonly clusters: number;
  /** By cell: its cluster, its group, its sums. */
  readonly clusterOf: Int32Array;
  readonly groupOf: Int32Array;
  readonly #sums: Float64Array;
  /** Cells of each cluster that has several groups, and those of all clusters with one. */
  readonly #exchangeable: readonly Int32Array[];
  readonly #cellsByCluster: readonly Int32Array[];

  constructor(groups: readonly NamedTotals[]) {
    this.groups = groups.length;
    this.size = groups[0]?.columns.length ?? 0;
    const numbers = new Map<string, number>();
    const clusterOf: number[] = [];
    const groupOf: number[] = [];
    const sums: number[] = [];
    for (const [group, { names, columns }] of groups.entries()) {
      for (const [place, name] of names.entries()) {
        const cluster = numbers.get(name) ?? numbers.size;
        numbers.set(name, cluster);
        clusterOf.push(cluster);
        groupOf.push(group);
        for (const column of columns) sums.push(column[place] ?? 0);
      }
    }
    this.clusters = numbers.size;
    this.clusterOf = Int32Array.from(clusterOf);
    this.groupOf = Int32Array.from(groupOf);
    this.#sums = Float64Array.from(sums);
    const cells: number[][] = Array.from({ length: this.clusters }, () => []);
    for (const [cell, cluster] of clusterOf.entries()) cells[cluster]?.push(cell);
    this.#cellsByCluster = cells.map((own) => Int32Array.from(own));
    const nested = cells.filter(({ length }) => length === 1).flat();
    const crossed = cells.filter(({ length }) => length > 1).map((own) => Int32Array.from(own));
    this.#exchangeable = nested.length > 0 ? [...crossed, Int32Array.from(nested)] : crossed;
  }

  /** The j-th sum of a cell. */
  sum(cell: number, j: number): number {
    return this.#sums[cell * this.size + j] ?? 0;
  }

  /** Group labels of the cells after one permutation that leaves the design as it is: within a cluster that has
   *  several groups its own labels are exchanged; clusters with one group exchange theirs with each other. */
  permutedGroups(random: RandomSource): Int32Array {
    const labels = this.groupOf.slice();
    for (const cells of this.#exchangeable) {
      for (let last = cells.length - 1; last > 0; last -= 1) {
        const one = cells[last] ?? 0;
        const other = cells[Math.floor(random() * (last + 1))] ?? 0;
        const moved = labels[one] ?? 0;
        labels[one] = labels[other] ?? 0;
        labels[other] = moved;
      }
    }
    return labels;
  }

  /** Sums of each group under the labels given. */
  totals(labels: Int32Array): Float64Array[] {
    const all = new Float64Array(this.groups * this.size);
    for (let cell = 0; cell < labels.length; cell += 1) this.#addCell(all, labels[cell] ?? 0, cell);
    return this.#byGroup(all);
  }

  /** Sums of each group when the clusters are those drawn, with repetition. */
  totalsOfDrawn(drawn: Int32Array): Float64Array[] {
    const all = new Float64Array(this.groups * this.size);
    for (const cluster of drawn) {
      for (const cell of this.#cellsByCluster[cluster] ?? [])
        this.#addCell(all, this.groupOf[cell] ?? 0, cell);
    }
    return this.#byGroup(all);
  }

  /** Cells of a cluster. */
  cellsOf(cluster: number): Int32Array {
    return this.#cellsByCluster[cluster] ?? new Int32Array(0);
  }

  #addCell(all: Float64Array, group: number, cell: number): void {
    const size = this.size;
    for (let j = 0; j < size; j += 1) {
      all[group * size + j] = (all[group * size + j] ?? 0) + (this.#sums[cell * size + j] ?? 0);
    }
  }

  #byGroup(all: Float64Array): Float64Array[] {
    return Array.from({ length: this.groups }, (_, group) =>
      all.subarray(group * this.size, (group + 1) * this.size),
    );
  }
}
