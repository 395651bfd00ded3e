import { ExactSum } from './exact-sum.js';
import { requireFinite } from './require-argument.js';
import type { TotalsFunctional } from './totals-functional.js';
import type { UndefinedReason } from './undefined-reason.js';

/** An estimate with its cluster-robust standard error.
 *  When `estimate` is null so is the error; when only `standardError` is null, `reason` says why. */
export interface ClusteredEstimate {
  readonly estimate: number | null;
  /** CR1: with the factor G/(G-1). In the unit of the estimate. */
  readonly standardError: number | null;
  readonly clusters: number;
  readonly reason: UndefinedReason | null;
}

/** Estimate and clustered (CR1) standard error of a functional of summed totals.
 *
 *  With T the sums over all clusters, each cluster g contributes e_g = sum_j df/dT_j(T) * T_gj, and
 *  SE = sqrt(G/(G-1) * sum of e_g^2). For a mean (sum, count) and for a ratio (B, N) this is exactly the usual
 *  clustered standard error.
 *  Source: linearisation as in Binder 1983, doi:10.2307/1402588; CR1 as in Cameron and Miller 2015,
 *  doi:10.3368/jhr.50.2.317.
 *  @param columns one array for each total, each with one entry per cluster
 *  @returns null estimate with `no_items` (no clusters) or `zero_denominator`; null error with `single_cluster`
 *  @throws RangeError when columns differ in length, do not match the functional, or hold a value that is not finite
 *  @example clusteredFunctional([Float64Array.of(3, 1, 2, 0, 2), Float64Array.of(3, 3, 3, 3, 3)], ratioOfTotals)
 *  // estimate 0.5333, standardError 0.16997 */
export function clusteredFunctional(
  columns: readonly Float64Array[],
  functional: TotalsFunctional,
): ClusteredEstimate {
  const clusters = requireColumns(columns, functional);
  if (clusters === 0) {
    return { estimate: null, standardError: null, clusters, reason: 'no_items' };
  }
  const totals = sumColumns(columns);
  const estimate = functional.value(totals);
  if (estimate === null) {
    return { estimate, standardError: null, clusters, reason: 'zero_denominator' };
  }
  if (clusters === 1) {
    return { estimate, standardError: null, clusters, reason: 'single_cluster' };
  }
  const standardError = Math.sqrt(clusteredVariance(columns, functional.gradient(totals)));
  return { estimate, standardError, clusters, reason: null };
}

/** The same items, summed by the first factor, by the second, and by the cells of both. */
export interface TwoWayColumns {
  readonly first: readonly Float64Array[];
  readonly second: readonly Float64Array[];
  readonly cell: readonly Float64Array[];
}

/** Two-way estimate; `clusters` is the smaller number of clusters, so that df = clusters - 1. */
export interface TwoWayClusteredEstimate extends ClusteredEstimate {
  /** True when V_first + V_second - V_cell was not positive and the larger of the first two was taken. */
  readonly fellBack: boolean;
}

/** Estimate and standard error for items that share two crossed factors, e.g. template and name:
 *  V = V_first + V_second - V_cell, each with its own G/(G-1), and no less than the smaller of the first two, below
 *  which only an error of estimation can bring it; if it is not positive, the larger of the first two.
 *  Coverage of the 95% t interval over 6,000 simulations of each of 36 designs (12 to 28 by 8 to 32 levels, effects of
 *  neither, either or both factors, all cells or a quarter): 0.938 to 0.962. Without the floor 0.928 to 0.959; with the
 *  larger of the two as the floor (MacKinnon, Nielsen and Webb 2024) 0.945 to 0.985.
 *  Source: Cameron, Gelbach and Miller 2011, doi:10.1198/jbes.2010.07136.
 *  @returns null estimate with `no_items` or `zero_denominator`; null error with `single_cluster` when either factor
 *  has one level
 *  @throws RangeError as clusteredFunctional
 *  @example the mean of 1 0 / 0 0 over two templates and two names: columns first and second are [1, 0] over [2, 2],
 *  cell [1, 0, 0, 0] over [1, 1, 1, 1] // estimate 0.25, standardError 0.25 */
export function twoWayClusteredFunctional(
  columns: TwoWayColumns,
  functional: TotalsFunctional,
): TwoWayClusteredEstimate {
  const one = clusteredFunctional(columns.first, functional);
  const two = clusteredFunctional(columns.second, functional);
  const cell = clusteredFunctional(columns.cell, functional);
  const clusters = Math.min(one.clusters, two.clusters);
  if (one.standardError === null || two.standardError === null || cell.standardError === null) {
    const reason = one.reason ?? two.reason ?? cell.reason;
    return { estimate: one.estimate, standardError: null, clusters, reason, fellBack: false };
  }
  const smaller = Math.min(one.standardError, two.standardError);
  const larger = Math.max(one.standardError, two.standardError);
  const variance = one.standardError ** 2 + two.standardError ** 2 - cell.standardError ** 2;
  const fellBack = !(variance > 0);
  const standardError = fellBack ? larger : Math.max(smaller, Math.sqrt(variance));
  return { estimate: one.estimate, standardError, clusters, reason: null, fellBack };
}

/** The correctly rounded total of each column. */
export function sumColumns(columns: readonly Float64Array[]): Float64Array {
  return Float64Array.from(columns, (column) => {
    const sum = new ExactSum();
    for (const value of column) {
      sum.add(value);
    }
    return sum.value();
  });
}

function clusteredVariance(columns: readonly Float64Array[], gradient: readonly number[]): number {
  const clusters = columns[0]?.length ?? 0;
  const squares = new ExactSum();
  for (let cluster = 0; cluster < clusters; cluster += 1) {
    let influence = 0;
    for (let j = 0; j < columns.length; j += 1) {
      influence += (gradient[j] ?? 0) * (columns[j]?.[cluster] ?? 0);
    }
    squares.add(influence * influence);
  }
  return (clusters / (clusters - 1)) * squares.value();
}

function requireColumns(columns: readonly Float64Array[], functional: TotalsFunctional): number {
  if (columns.length !== functional.size) {
    throw new RangeError(`expected ${functional.size} columns of totals, got ${columns.length}`);
  }
  const clusters = columns[0]?.length ?? 0;
  columns.forEach((column, j) => {
    if (column.length !== clusters) {
      throw new RangeError(
        `expected every column to have ${clusters} clusters, got ${column.length} in column ${j}`,
      );
    }
    requireFinite(`column ${j}`, column);
  });
  return clusters;
}
