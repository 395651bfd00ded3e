import { exactMean, exactSum } from './exact-sum.js';
import { fUpperTail } from './f-distribution.js';
import { requireFinite } from './require-argument.js';
import type { UndefinedReason } from './undefined-reason.js';

/** Variance parts of a complete templates-by-groups table with one value a cell. */
export interface GStudy {
  readonly meanSquareTemplate: number;
  readonly meanSquareGroup: number;
  readonly meanSquareResidual: number;
  /** Unbiased, so possibly negative. */
  readonly varianceTemplate: number;
  /** Unbiased, so possibly negative. */
  readonly varianceGroup: number;
  readonly varianceResidual: number;
  /** How far the ranking of the groups would repeat on new templates, in [0, 1]; null when the table does not vary
   *  between groups nor in its residual. A negative group variance counts as 0. */
  readonly gCoefficient: number | null;
  /** Test of equal group means; null when the residual is 0. */
  readonly fGroup: number | null;
  readonly pGroup: number | null;
}

/** Generalisability study: two-way analysis of variance without replication.
 *  Source: Brennan 2001, Generalizability Theory, chapter 2, doi:10.1007/978-1-4757-3456-0.
 *  @param table rows are templates, columns groups
 *  @returns null with `too_few_clusters` for fewer than 2 templates or groups
 *  @throws RangeError when rows differ in length or a value is not finite
 *  @example gStudy([[1, 2], [2, 4]]) // mean squares 2.25 (templates), 2.25 (groups), 0.25 (residual) */
export function gStudy(
  table: readonly (readonly number[])[],
):
  | { readonly value: GStudy; readonly reason: null }
  | { readonly value: null; readonly reason: UndefinedReason } {
  const templates = table.length;
  const groups = table[0]?.length ?? 0;
  for (const row of table) {
    requireFinite('table', row);
    if (row.length !== groups) {
      throw new RangeError(`expected every row to have ${groups} groups, got ${row.length}`);
    }
  }
  const grand = exactMean(table.flat());
  if (grand === null || templates < 2 || groups < 2) {
    return { value: null, reason: 'too_few_clusters' };
  }
  const rowMeans = table.map((row) => exactSum(row) / groups);
  const columnMeans = Array.from(
    { length: groups },
    (_, column) => exactSum(table.map((row) => row[column] ?? 0)) / templates,
  );
  const squares = (means: readonly number[]) => exactSum(means.map((mean) => (mean - grand) ** 2));
  const residuals = table.flatMap((row, t) =>
    row.map((value, g) => (value - (rowMeans[t] ?? 0) - (columnMeans[g] ?? 0) + grand) ** 2),
  );
  const df = (templates - 1) * (groups - 1);
  const meanSquareTemplate = (groups * squares(rowMeans)) / (templates - 1);
  const meanSquareGroup = (templates * squares(columnMeans)) / (groups - 1);
  const meanSquareResidual = exactSum(residuals) / df;
  const varianceGroup = (meanSquareGroup - meanSquareResidual) / templates;
  const reliable = Math.max(0, varianceGroup);
  const observed = reliable + meanSquareResidual / templates;
  const fGroup = meanSquareResidual === 0 ? null : meanSquareGroup / meanSquareResidual;
  return {
    value: {
      meanSquareTemplate,
      meanSquareGroup,
      meanSquareResidual,
      varianceTemplate: (meanSquareTemplate - meanSquareResidual) / groups,
      varianceGroup,
      varianceResidual: meanSquareResidual,
      gCoefficient: observed === 0 ? null : reliable / observed,
      fGroup,
      pGroup: fGroup === null ? null : Math.max(Number.MIN_VALUE, fUpperTail(fGroup, groups - 1, df)),
    },
    reason: null,
  };
}
