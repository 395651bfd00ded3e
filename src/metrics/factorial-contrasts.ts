import type { GroupFactors } from '../probes/probe.js';
import { twoWayClusteredFunctional } from '../statistics/clustered-functional.js';
import { clusteredMean } from '../statistics/clustered-mean.js';
import { isRounding } from '../statistics/is-rounding.js';
import { tInterval } from '../statistics/t-interval.js';
import { weightedFunctional } from '../statistics/weighted-functional.js';
import type { Cell } from './aggregate-scores.js';
import { alignedColumns } from './aligned-columns.js';
import type { CellSums } from './cell-sums.js';
import { addCalls, type Estimate, missingRate, noCalls } from './estimate.js';
import { type EstimationOptions, FEW_CLUSTERS, MIN_CLUSTERS, UNRELIABLE } from './estimate-cell.js';
import { type Combination, factorCombinations } from './factor-combinations.js';
import { type Denominator, opposite } from './metric.js';
import { nullTest } from './null-test.js';

/** What a factorial design of groups (race by gender) says beside its single groups: the effect of each level of a factor
 *  against that of the reference, averaged over the other factors, and of each group that differs from the reference in
 *  several factors its interaction: what is left after the effects of the single factors, seen from the reference, are
 *  added up. Positive: larger for the level, larger than additive. In the units of the metric; null where a group has no
 *  answer (`group_absent`, `no_parsed_items`) or there are fewer than 6 clusters.
 *  Source: methods B17.
 *  @param cells levels of groups among others
 *  @param reference the group that others are compared with
 *  @example levels white-men 0.1, white-women 0.2, black-men 0.3, black-women 0.7: black against white 0.35, women against
 *  men 0.25, interaction of black-women 0.3 */
export function factorialContrasts(
  cells: readonly Cell[],
  factors: GroupFactors,
  reference: string,
  options: EstimationOptions,
): Estimate[] {
  const combinations = factorCombinations(factors, reference);
  const families = new Map<string, Map<string, Cell>>();
  for (const cell of cells) {
    const { metric } = cell.bound;
    const { group, reference: other, condition, axis } = cell.scope;
    if (group === null || other !== null || !metric.contrasts || metric.pair || metric.overUnits) continue;
    const key = JSON.stringify([metric.name, condition, axis]);
    const family = families.get(key) ?? new Map<string, Cell>();
    families.set(key, family.set(group, cell));
  }
  return [...families.values()].flatMap((family) => {
    const denominators = new Set([...family.values()].flatMap(({ sums }) => [...sums.keys()]));
    const [any] = family.values();
    const forms = any?.bound.metric.forms.filter((form) => denominators.has(form)) ?? [];
    return combinations.flatMap((one) => forms.flatMap((form) => combine(family, one, form, options)));
  });
}

function combine(
  family: ReadonlyMap<string, Cell>,
  { axis, group, reference, weights }: Combination,
  denominator: Denominator,
  options: EstimationOptions,
): Estimate[] {
  const [first] = family.values();
  if (!first) return [];
  const { bound, scope } = first;
  const parts = [...weights].map(([name, weight]) => {
    const cell = family.get(name);
    const form = weight > 0 ? denominator : opposite(denominator);
    return { cell, weight, sums: cell?.sums.get(form) ?? cell?.sums.get('conditional') ?? null };
  });
  const calls = noCalls();
  for (const { cell } of parts) if (cell) addCalls(calls, cell.calls);
  const missing = missingRate(calls);
  const flags =
    denominator === 'conditional' && missing !== null && missing > UNRELIABLE ? ['unreliable'] : [];
  const sides = parts.flatMap(({ sums, weight }) => (sums && sums.items > 0 ? [{ sums, weight }] : []));
  const base = {
    condition: scope.condition,
    axis,
    group,
    reference,
    metric: bound.metric.name,
    metricVersion: bound.metric.version,
    scorer: bound.scorer,
    language: options.language,
    denominator,
    ciLevel: options.level,
    items: sides.reduce((sum, { sums }) => sum + sums.items, 0),
    samples: options.samples,
    calls,
    designEffect: null,
    shrunkEstimate: null,
    shrunkSd: null,
    nullMean: null,
    excess: null,
  };
  const nothing = { ciLow: null, ciHigh: null, p: null, pMethod: null, seed: null, method: 'none', flags };
  if (sides.length < parts.length) {
    const reasonIfNull = parts.some(({ cell }) => !cell) ? 'group_absent' : 'no_parsed_items';
    return [{ ...base, ...nothing, estimate: null, standardError: null, clusters: 0, reasonIfNull }];
  }
  const combined = estimateSides(bound.metric.functional, sides);
  const { estimate, standardError, clusters, twoWay, columns } = combined;
  if (estimate === null || standardError === null || clusters < MIN_CLUSTERS) {
    const reasonIfNull = estimate === null ? bound.metric.reasonIfUndefined : 'too_few_clusters';
    return [{ ...base, ...nothing, estimate, standardError, clusters, reasonIfNull }];
  }
  if (clusters < FEW_CLUSTERS) flags.push('few_clusters');
  if (isRounding(standardError, estimate)) flags.push('degenerate');
  const limits = tInterval({ estimate, standardError, df: clusters - 1, level: options.level });
  const test = nullTest(0, { estimate, standardError, clusters, twoWay, columns }, options.seed);
  return [
    {
      ...base,
      estimate,
      ciLow: limits.low,
      ciHigh: limits.high,
      standardError,
      clusters,
      p: test?.p ?? null,
      pMethod: test?.method ?? null,
      method: twoWay ? 'cr1_t_two_way' : 'cr1_t_within_clusters',
      seed: test?.drew ? options.seed : null,
      flags,
      reasonIfNull: null,
    },
  ];
}

interface Side {
  readonly sums: CellSums;
  readonly weight: number;
}

/** Crossed with names: of the totals, clustered by both factors. Otherwise the mean over clusters of the combination
 *  inside each; clusters that lack a group are left out. */
function estimateSides(functional: Cell['bound']['metric']['functional'], sides: readonly Side[]) {
  const combination = weightedFunctional(
    functional,
    sides.map(({ weight }) => weight),
  );
  if (sides.every(({ sums }) => sums.second.names.length > 0)) {
    const columns = alignedColumns(sides.map(({ sums }) => sums.first));
    const estimated = twoWayClusteredFunctional(
      {
        first: columns,
        second: alignedColumns(sides.map(({ sums }) => sums.second)),
        cell: alignedColumns(sides.map(({ sums }) => sums.pair)),
      },
      combination,
    );
    return { ...estimated, twoWay: true, columns };
  }
  const columns = alignedColumns(sides.map(({ sums }) => sums.first));
  const inside = Array.from({ length: columns[0]?.length ?? 0 }, (_, cluster) =>
    combination.value(Float64Array.from(columns, (column) => column[cluster] ?? 0)),
  ).filter((value) => value !== null);
  const { mean, standardErrorCr1 } = clusteredMean(inside, [...inside.keys()]);
  const ones = new Float64Array(inside.length).fill(1);
  return {
    estimate: mean,
    standardError: standardErrorCr1,
    clusters: inside.length,
    twoWay: false,
    columns: [Float64Array.from(inside), ones],
  };
}
