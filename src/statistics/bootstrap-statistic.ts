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
  return {
    clusters,
    resample(drawn) {
      columns.forEach((column, j) => {
        totals[j] = sumDrawn(column, drawn);
      });
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

/** Plain sum in the order drawn: ties between replicates and estimate are compared bit by bit, so another order of
 *  addition would count other ties in scores that are not whole numbers. */
function sumDrawn(column: Float64Array, drawn: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < drawn.length; i += 1) {
    sum += column[drawn[i] ?? 0] ?? 0;
  }
  return sum;
}
