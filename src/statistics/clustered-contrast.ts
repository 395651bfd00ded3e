import { ExactSum, exactMean, exactSum } from './exact-sum.js';
import type { NamedTotals } from './grouped-totals.js';
import type { TotalsFunctional } from './totals-functional.js';
import type { UndefinedReason } from './undefined-reason.js';

/** A value of one group minus the mean of the values of others. */
export interface ClusteredContrast {
  readonly estimate: number | null;
  readonly standardError: number | null;
  /** Of the side with fewest, so that df = clusters - 1 errs on the safe side. */
  readonly clusters: number;
  readonly reason: UndefinedReason | null;
}

/** Difference of a functional of one group's sums and the mean of the same functional of other groups' sums, from
 *  groups whose clusters may or may not be the same. Influences are joined by cluster name, each with the CR1 factor
 *  m/(m-1) of its own group's m clusters: with no cluster shared the variance is the sum of the groups' own, with all
 *  shared it is that of `clusteredFunctional` over the joined sums.
 *  @param others one (a reference) or several (their unweighted mean: leave-one-out)
 *  @returns null with `no_items` (a side without clusters) or `zero_denominator`; null error with `single_cluster`
 *  @example two groups of two clusters with means 1 and 0, 1 and 1:
 *  // estimate -0.5, standardError 0.5 */
export function clusteredContrast(
  target: NamedTotals,
  others: readonly NamedTotals[],
  functional: TotalsFunctional,
): ClusteredContrast {
  const sides = [
    { totals: target, weight: 1 },
    ...others.map((totals) => ({ totals, weight: -1 / others.length })),
  ];
  const clusters = Math.min(...sides.map(({ totals }) => totals.names.length));
  if (clusters === 0 || others.length === 0) {
    return { estimate: null, standardError: null, clusters: 0, reason: 'no_items' };
  }
  const influences = new Map<string, ExactSum>();
  const parts: number[] = [];
  for (const { totals, weight } of sides) {
    const sums = Float64Array.from(totals.columns, (column) => exactSum([...column]));
    const value = functional.value(sums);
    if (value === null) {
      return { estimate: null, standardError: null, clusters, reason: 'zero_denominator' };
    }
    parts.push(weight * value);
    const gradient = functional.gradient(sums);
    const m = totals.names.length;
    const scale = weight * Math.sqrt(m / Math.max(1, m - 1));
    for (const [place, name] of totals.names.entries()) {
      const influence = influences.get(name) ?? new ExactSum();
      influences.set(name, influence);
      for (const [j, slope] of gradient.entries()) {
        influence.add(scale * slope * (totals.columns[j]?.[place] ?? 0));
      }
    }
  }
  const estimate = exactSum(parts);
  if (clusters === 1) {
    return { estimate, standardError: null, clusters, reason: 'single_cluster' };
  }
  const variance = exactSum([...influences.values()].map((influence) => influence.value() ** 2));
  return { estimate, standardError: Math.sqrt(variance), clusters, reason: null };
}

/** Contrasts made inside each cluster (template, question) that the target shares with at least one of the others,
 *  and averaged over clusters: a cluster that makes everybody's score high or low cancels out. In a balanced design
 *  its mean is the fixed effect of a mixed model with a random intercept per cluster.
 *  @returns the difference of each such cluster, in the target's order; clusters without a value are left out
 *  @example groups with cluster means (1, 0) and (0, 0) // [1, 0] */
export function differencesWithinClusters(
  target: NamedTotals,
  others: readonly NamedTotals[],
  functional: TotalsFunctional,
): number[] {
  const places = others.map(({ names }) => new Map(names.map((name, place) => [name, place])));
  const valueAt = ({ columns }: NamedTotals, place: number) =>
    functional.value(Float64Array.from(columns, (column) => column[place] ?? 0));
  return target.names.flatMap((name, place) => {
    const mine = valueAt(target, place);
    const theirs = others.flatMap((other, index) => {
      const at = places[index]?.get(name);
      const value = at === undefined ? null : valueAt(other, at);
      return value === null ? [] : [value];
    });
    const mean = exactMean(theirs);
    return mine === null || mean === null ? [] : [mine - mean];
  });
}
