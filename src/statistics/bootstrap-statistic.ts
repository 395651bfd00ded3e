import { sumColumns } from './clustered-functional.js';
import type { TotalsFunctional } from './totals-functional.js';

/** A statistic that can be recomputed when clusters are drawn with replacement. */
export interface BootstrapStatistic {
  readonly clusters: number;
  /** Value when the clusters are those of `drawn`, in this order, with repetition; null where it is undefined.
   *  Must not keep the array. */
  resample(drawn: Int32Array): number | null;
  /** The value without cluster g, for each g. */
  leaveOneOut(): readonly (number | null)[];
}

/** A statistic of sums over clusters. The fast form: a replicate costs one addition a cluster and column, the whole
 *  jackknife one subtraction.
 *  @param columns one array for each total, each with one entry per cluster
 *  @throws RangeError when the columns differ in length or do not match the functional
 *  @example totalsStatistic([Float64Array.of(1, 2), Float64Array.of(3, 3)], ratioOfTotals) */
export function totalsStatistic(
  columns: readonly Float64Array[],
  functional: Pick<TotalsFunctional, 'size' | 'value'>,
): BootstrapStatistic {
  if (columns.length !== functional.size) {
    throw new RangeError(`expected ${functional.size} columns of totals, got ${columns.length}`);
  }
  const clusters = columns[0]?.length ?? 0;
  for (const column of columns) {
    if (column.length !== clusters) {
      throw new RangeError(`expected every column to have ${clusters} clusters, got ${column.length}`);
    }
  }
  const totals = new Float64Array(columns.length);
  const pairs = Array.from({ length: Math.ceil(columns.length / 2) }, (_, pair) =>
    interleaved(columns[2 * pair], columns[2 * pair + 1], clusters),
  );
  return {
    clusters,
    resample(drawn) {
      for (let pair = 0; pair < pairs.length; pair += 1) {
        sumDrawn(pairs[pair] ?? new Float64Array(0), drawn, totals, 2 * pair);
      }
      return functional.value(totals);
    },
    leaveOneOut() {
      const all = sumColumns(columns);
      return Array.from({ length: clusters }, (_, cluster) => {
        const without = all.map((total, j) => total - (columns[j]?.[cluster] ?? 0));
        return functional.value(without);
      });
    },
  };
}

/** Any statistic of weighted clusters, e.g. an AUC or a median. The slow form: the jackknife calls `value` once for
 *  every cluster.
 *  @param value the statistic when cluster g occurs weights[g] times; it must not keep the array
 *  @example weightedStatistic(3, (weights) => weights.reduce((sum, w, g) => sum + w * g, 0) / 3) */
export function weightedStatistic(
  clusters: number,
  value: (weights: Float64Array) => number | null,
): BootstrapStatistic {
  const weights = new Float64Array(clusters);
  return {
    clusters,
    resample(drawn) {
      weights.fill(0);
      for (const cluster of drawn) {
        weights[cluster] = (weights[cluster] ?? 0) + 1;
      }
      return value(weights);
    },
    leaveOneOut() {
      return Array.from({ length: clusters }, (_, cluster) => {
        weights.fill(1);
        weights[cluster] = 0;
        return value(weights);
      });
    },
  };
}

/** Two columns with the entries of a cluster side by side, so that a draw fetches both from memory at once. */
function interleaved(
  first: Float64Array | undefined,
  second: Float64Array | undefined,
  clusters: number,
): Float64Array {
  const pair = new Float64Array(2 * clusters);
  for (let cluster = 0; cluster < clusters; cluster += 1) {
    pair[2 * cluster] = first?.[cluster] ?? 0;
    pair[2 * cluster + 1] = second?.[cluster] ?? 0;
  }
  return pair;
}

/** Plain sums in the order drawn: ties between replicates and estimate are compared bit by bit, so another order of
 *  addition would count other ties in scores that are not whole numbers. The sum of a column that is not there falls
 *  outside of `totals`, where a typed array keeps nothing. */
function sumDrawn(pair: Float64Array, drawn: Int32Array, totals: Float64Array, place: number): void {
  let first = 0;
  let second = 0;
  for (let i = 0; i < drawn.length; i += 1) {
    const at = 2 * (drawn[i] ?? 0);
    first += pair[at] ?? 0;
    second += pair[at + 1] ?? 0;
  }
  totals[place] = first;
  totals[place + 1] = second;
}
