import type { GroupedTotals } from './grouped-totals.js';
import { type PermutationNull, permutationNull } from './permutation-null.js';
import type { RandomSource } from './random-source.js';
import type { TotalsFunctional } from './totals-functional.js';

/** A statistic of the values of all groups. `variances` are their clustered (CR1) ones, null for a group with one
 *  cluster; they cost a pass over the cells, so they are made only when asked for. */
export type GroupStatistic = (
  values: readonly (number | null)[],
  variances: () => readonly (number | null)[],
) => number | null;

/** What a statistic is and what permuted labels make of it; `observed` null: it is undefined, and so is the rest. */
export interface GroupPermutation extends PermutationNull {
  readonly observed: number | null;
}

/** Several statistics of the same groups against the same permutations of their labels, so that many groups cost no more
 *  draws than two. How labels are permuted: `GroupedTotals.permutedGroups`.
 *  @param draws permutations
 *  @example the range of two groups whose clusters have the same sums // observed 0, excess 0, p 1 */
export function permuteGroups(
  table: GroupedTotals,
  functional: TotalsFunctional,
  statistics: readonly GroupStatistic[],
  { draws, random }: { readonly draws: number; readonly random: RandomSource },
): GroupPermutation[] {
  const observed = measureAll(table, functional, statistics, table.groupOf);
  const permuted: (number | null)[][] = statistics.map(() => []);
  for (let draw = 0; draw < draws; draw += 1) {
    const values = measureAll(table, functional, statistics, table.permutedGroups(random));
    for (const [index, value] of values.entries()) permuted[index]?.push(value);
  }
  return statistics.map((_, index) => {
    const value = observed[index] ?? null;
    if (value === null) return { observed: null, nullMean: null, excess: null, pValue: null, dropped: draws };
    let next = 0;
    const result = permutationNull({
      observed: value,
      permuted: () => permuted[index]?.[next++] ?? null,
      draws,
      random,
    });
    return { observed: value, ...result };
  });
}

function measureAll(
  table: GroupedTotals,
  functional: TotalsFunctional,
  statistics: readonly GroupStatistic[],
  labels: Int32Array,
): (number | null)[] {
  const totals = table.totals(labels);
  const values = totals.map((own) => functional.value(own));
  let variances: readonly (number | null)[] | null = null;
  const variancesOnce = () => {
    variances ??= groupVariances(table, functional, labels, totals);
    return variances;
  };
  return statistics.map((statistic) => statistic(values, variancesOnce));
}

function groupVariances(
  table: GroupedTotals,
  functional: TotalsFunctional,
  labels: Int32Array,
  totals: readonly Float64Array[],
): (number | null)[] {
  const gradients = totals.map((own) => (functional.value(own) === null ? null : functional.gradient(own)));
  const squares = new Float64Array(table.groups);
  const clusters = new Int32Array(table.groups);
  for (let cell = 0; cell < labels.length; cell += 1) {
    const group = labels[cell] ?? 0;
    const gradient = gradients[group] ?? [];
    let influence = 0;
    for (let j = 0; j < gradient.length; j += 1) influence += (gradient[j] ?? 0) * table.sum(cell, j);
    squares[group] = (squares[group] ?? 0) + influence ** 2;
    clusters[group] = (clusters[group] ?? 0) + 1;
  }
  return Array.from(clusters, (count, group) =>
    count < 2 || !gradients[group] ? null : (count / (count - 1)) * (squares[group] ?? 0),
  );
}
