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
  const share = -1 / others.length;
  return joinGroups([target, ...others], functional, (values) => {
    const slopes = values.map((_, place) => (place === 0 ? 1 : share));
    return { estimate: exactSum(values.map((value, place) => (slopes[place] ?? 0) * value)), slopes };
  });
}

/** Ratio of a functional of one group's sums to the mean of the same functional of other groups' sums; joined as
 *  `clusteredContrast` does. Its error is that of the natural logarithm of the ratio, whose distribution is nearer to
 *  normal: exp the limits.
 *  Source: Katz et al. 1978, doi:10.2307/2530610 (log of a risk ratio), by the delta method over clusters.
 *  @returns null with `zero_denominator` where the others' mean is 0, and as `clusteredContrast`; a ratio of 0 has no
 *  error (`degenerate`)
 *  @example independent items with rates 6/20 and 4/40
 *  // estimate 3, standardError sqrt(20/19 (1/6 - 1/20) + 40/39 (1/4 - 1/40)) = 0.595 */
export function clusteredRatio(
  target: NamedTotals,
  others: readonly NamedTotals[],
  functional: TotalsFunctional,
): ClusteredContrast {
  return joinGroups([target, ...others], functional, ([mine = 0, ...theirs]) => {
    const total = exactSum(theirs);
    if (total === 0) return { estimate: null, slopes: [] };
    const slopes = mine === 0 ? null : [1 / mine, ...theirs.map(() => -1 / total)];
    return { estimate: (mine * theirs.length) / total, slopes };
  });
}

/** What is made of the groups' values, and its slope at each of them; null: it has no error there. */
type Joining = (values: readonly number[]) => {
  readonly estimate: number | null;
  readonly slopes: readonly number[] | null;
};

function joinGroups(
  groups: readonly NamedTotals[],
  functional: TotalsFunctional,
  join: Joining,
): ClusteredContrast {
  const clusters = Math.min(...groups.map(({ names }) => names.length));
  const none = (reason: UndefinedReason) => ({ estimate: null, standardError: null, clusters, reason });
  if (clusters === 0 || groups.length < 2) return { ...none('no_items'), clusters: 0 };
  const sides = groups.map((totals) => {
    const sums = Float64Array.from(totals.columns, (column) => exactSum([...column]));
    return { totals, sums, value: functional.value(sums) };
  });
  const values = sides.flatMap(({ value }) => value ?? []);
  if (values.length < sides.length) return none('zero_denominator');
  const { estimate, slopes } = join(values);
  if (estimate === null) return none('zero_denominator');
  if (clusters === 1) return { estimate, standardError: null, clusters, reason: 'single_cluster' };
  if (slopes === null) return { estimate, standardError: null, clusters, reason: 'degenerate' };
  const influences = new Map<string, ExactSum>();
  for (const [place, { totals, sums }] of sides.entries()) {
    const gradient = functional.gradient(sums);
    const m = totals.names.length;
    const scale = (slopes[place] ?? 0) * Math.sqrt(m / Math.max(1, m - 1));
    for (const [row, name] of totals.names.entries()) {
      const influence = influences.get(name) ?? new ExactSum();
      influences.set(name, influence);
      for (const [j, slope] of gradient.entries())
        influence.add(scale * slope * (totals.columns[j]?.[row] ?? 0));
    }
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
