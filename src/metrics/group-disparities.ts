import type { UnpairedGroups } from '../probes/probe.js';
import { type GroupStatistic, permuteGroups } from '../statistics/group-permutation.js';
import { SPREAD_MEASURES } from '../statistics/group-spread.js';
import { GroupedTotals } from '../statistics/grouped-totals.js';
import { mulberry32 } from '../statistics/random-source.js';
import type { Cell } from './aggregate-scores.js';
import { type Estimate, noCalls } from './estimate.js';
import { type EstimationOptions, MIN_CLUSTERS } from './estimate-cell.js';
import { contrastGroups, LEAVE_ONE_OUT, sumsOf } from './group-contrasts.js';
import { ratioToOthers } from './group-ratio.js';
import { type ComparedGroups, estimateSpread } from './group-spread.js';

/** What is made of several groups' cells after all replies are in: the contrast of each group, and how far apart the
 *  groups lie (range, standard deviation, between-group variance) with its permutation null.
 *  @param expectAll whether every group was asked about, so that one without a reply is reported as absent */
export function groupDisparities(
  cells: readonly Cell[],
  unpaired: readonly UnpairedGroups[],
  options: EstimationOptions & { readonly expectAll: boolean },
): Estimate[] {
  return unpaired.flatMap((axis) => {
    const families = new Map<string, Cell[]>();
    for (const cell of cells) {
      const { metric } = cell.bound;
      const { scope } = cell;
      // A metric of pairs has no level of a group: its contrasts are what may lie apart.
      const isOfGroup = (scope.reference === null) === (metric.pair === undefined);
      if (
        !isOfGroup ||
        scope.group === null ||
        scope.axis !== axis.axis ||
        !metric.contrasts ||
        !axis.groups.includes(scope.group)
      )
        continue;
      const key = `${metric.name}\n${scope.condition}`;
      const family = families.get(key);
      if (family) family.push(cell);
      else families.set(key, [cell]);
    }
    const isPaired = ({ bound, scope }: Cell) =>
      cells.some(
        (cell) => cell.bound === bound && cell.scope.reference !== null && cell.scope.axis === scope.axis,
      );
    return [...families.values()].flatMap((family) =>
      compareFamily(family, axis, { ...options, contrasts: !family.some(isPaired) }),
    );
  });
}

/** Groups of one metric, condition and axis: one set of permutations serves all contrasts and spreads. */
function compareFamily(
  family: readonly Cell[],
  { groups, reference }: UnpairedGroups,
  options: EstimationOptions & { readonly expectAll: boolean; readonly contrasts: boolean },
): Estimate[] {
  const [any] = family;
  if (!any) return [];
  const present = family.flatMap((cell) => {
    const totals = sumsOf(cell, 'conditional');
    return totals ? [{ cell, totals }] : [];
  });
  const table = new GroupedTotals(present.map(({ totals }) => totals));
  const spreads = present.length < 2 ? [] : SPREAD_MEASURES;
  const placeOf = new Map(present.map(({ cell }, place) => [cell, place]));
  const comparable = present.filter(({ totals }) => totals.names.length >= MIN_CLUSTERS);
  // Groups with counterfactual sets were compared within them.
  const targets = family
    .filter(({ scope }) => options.contrasts && scope.group !== reference)
    .map((target) => {
      const all = family.filter((cell) =>
        reference === null ? cell !== target && placeOf.has(cell) : cell.scope.group === reference,
      );
      // A group with a handful of clusters would take the error of every mean that it is part of.
      const enough = all.filter((cell) => comparable.some((one) => one.cell === cell));
      const others = reference === null && enough.length > 0 ? enough : all;
      return { target, others, leftOut: others.length < all.length };
    });
  const permuted = permuteGroups(
    table,
    any.bound.metric.functional,
    [
      ...spreads.map(
        ({ measure, needsVariances }): GroupStatistic =>
          (values, variances) =>
            values.includes(null)
              ? null
              : measure(
                  values.map((value) => value ?? 0),
                  needsVariances ? variances() : [],
                ),
      ),
      ...targets.map(({ target, others }): GroupStatistic => {
        const mine = placeOf.get(target);
        const theirs = others.flatMap((cell) => placeOf.get(cell) ?? []);
        return (values, variances) => studentizedDifference(values, variances, mine, theirs);
      }),
    ],
    { draws: options.resamples, random: mulberry32(options.seed) },
  );
  const contrasts = targets.flatMap(({ target, others, leftOut }, index) => {
    const context = {
      reference: reference ?? LEAVE_ONE_OUT,
      permutationP: () => permuted[spreads.length + index]?.pValue ?? null,
    };
    const estimates = contrastGroups(target, others, context, options);
    if (target.bound.metric.ratios) estimates.push(ratioToOthers(target, others, context.reference, options));
    return leftOut
      ? estimates.map((row) => ({ ...row, flags: [...row.flags, 'groups_left_out'] }))
      : estimates;
  });
  const absent =
    options.expectAll && options.contrasts
      ? groups.filter((group) => group !== reference && !family.some(({ scope }) => scope.group === group))
      : [];
  const compared: ComparedGroups = {
    cells: present.map(({ cell }) => cell),
    table,
    fewestClusters: Math.min(...present.map(({ totals }) => totals.names.length)),
    missing: groups.length - present.length,
  };
  return [
    ...contrasts,
    ...absent.map((group) => absentGroup(any, group, reference ?? LEAVE_ONE_OUT, options)),
    ...spreads.flatMap((measure, index) => {
      const permutation = permuted[index];
      return permutation ? [estimateSpread(measure, compared, permutation, options)] : [];
    }),
  ];
}

/** |difference| over its standard error: groups may differ in variance and in prompts a cluster, and then only the
 *  studentized difference has a permutation test of the right size.
 *  Source: Chung and Romano 2013, doi:10.1214/13-AOS1090. */
function studentizedDifference(
  values: readonly (number | null)[],
  variances: () => readonly (number | null)[],
  mine: number | undefined,
  theirs: readonly number[],
): number | null {
  const value = mine === undefined ? null : (values[mine] ?? null);
  const others = theirs.flatMap((place) => values[place] ?? []);
  if (mine === undefined || value === null || others.length === 0 || others.length < theirs.length)
    return null;
  const own = variances()[mine] ?? null;
  const noise = theirs.flatMap((place) => variances()[place] ?? []);
  if (own === null || noise.length < theirs.length) return null;
  const variance = own + noise.reduce((sum, one) => sum + one, 0) / theirs.length ** 2;
  const difference = Math.abs(value - others.reduce((sum, other) => sum + other, 0) / others.length);
  return variance > 0 ? difference / Math.sqrt(variance) : difference > 0 ? Number.MAX_VALUE : 0;
}

/** A group that the data hold and that brought no reply at all. */
function absentGroup(
  { bound, scope }: Cell,
  group: string,
  reference: string,
  options: EstimationOptions,
): Estimate {
  return {
    ...scope,
    group,
    reference,
    metric: bound.metric.name,
    metricVersion: bound.metric.version,
    scorer: bound.scorer,
    language: options.language,
    denominator: 'conditional',
    estimate: null,
    ciLow: null,
    ciHigh: null,
    ciLevel: options.level,
    standardError: null,
    items: 0,
    clusters: 0,
    samples: options.samples,
    calls: noCalls(),
    designEffect: null,
    shrunkEstimate: null,
    shrunkSd: null,
    nullMean: null,
    excess: null,
    p: null,
    pMethod: null,
    method: 'none',
    seed: null,
    flags: [],
    reasonIfNull: 'group_absent',
  };
}
