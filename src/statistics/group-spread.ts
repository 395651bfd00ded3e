import type { BootstrapStatistic } from './bootstrap-statistic.js';
import type { GroupedTotals } from './grouped-totals.js';
import { shrinkage } from './shrinkage.js';
import type { TotalsFunctional } from './totals-functional.js';

/** How far apart the values of several groups lie, in one number. All are positive by chance alone: show them beside
 *  their permutation null. */
export interface SpreadMeasure {
  readonly name: 'range' | 'sd' | 'tau2';
  readonly needsVariances: boolean;
  /** @param values of the groups
   *  @param variances of those values; null where a group has no standard error
   *  @returns null for fewer than two groups */
  measure(values: readonly number[], variances: readonly (number | null)[]): number | null;
}

/** A variance below this share of the largest is rounding of 0, and would have all the weight. */
export const ROUNDING = 1e-12;

/** Largest minus smallest. @example valueRange([0.1, 0.4, 0.2]) // 0.3 */
export function valueRange(values: readonly number[]): number | null {
  return values.length < 2 ? null : Math.max(...values) - Math.min(...values);
}

/** Standard deviation over the groups at hand (ddof 0: they are all there are).
 *  @example populationSd([1, 3]) // 1 */
export function populationSd(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** DerSimonian-Laird variance between groups, over those that have a standard error above 0. */
function betweenVariance(values: readonly number[], variances: readonly (number | null)[]): number | null {
  const largest = Math.max(0, ...variances.map((variance) => variance ?? 0));
  const usable = values.flatMap((value, g) => {
    const variance = variances[g] ?? null;
    return variance !== null && variance > ROUNDING * largest ? [{ value, variance }] : [];
  });
  const { value } = shrinkage(
    usable.map((group) => group.value),
    usable.map(({ variance }) => variance),
    'dersimonian_laird',
  );
  return value?.tau2 ?? null;
}

export const SPREAD_MEASURES: readonly SpreadMeasure[] = [
  { name: 'range', needsVariances: false, measure: valueRange },
  { name: 'sd', needsVariances: false, measure: populationSd },
  { name: 'tau2', needsVariances: true, measure: betweenVariance },
];

/** For resampling whole clusters, each with all the groups that it has. */
export function spreadStatistic(
  { measure }: SpreadMeasure,
  table: GroupedTotals,
  functional: TotalsFunctional,
): BootstrapStatistic {
  const value = (totals: readonly Float64Array[]) => {
    const values = valuesOf(totals, functional);
    return values && measure(values, []);
  };
  return {
    clusters: table.clusters,
    resample: (drawn) => value(table.totalsOfDrawn(drawn)),
    leaveOneOut() {
      const all = table.totals(table.groupOf);
      return Array.from({ length: table.clusters }, (_, cluster) => {
        const without = all.map((totals) => totals.slice());
        for (const cell of table.cellsOf(cluster)) {
          const totals = without[table.groupOf[cell] ?? 0];
          if (!totals) continue;
          for (let j = 0; j < table.size; j += 1) totals[j] = (totals[j] ?? 0) - table.sum(cell, j);
        }
        return value(without);
      });
    },
  };
}

function valuesOf(totals: readonly Float64Array[], functional: TotalsFunctional): number[] | null {
  const values = totals.map((own) => functional.value(own));
  return values.every((value) => value !== null) ? values : null;
}
