import type { UnpairedGroups } from '../probes/probe.js';
import type { WordLists } from '../probes/word-lists.js';
import { clusterBootstrap } from '../statistics/cluster-bootstrap.js';
import { permutationNull } from '../statistics/permutation-null.js';
import { mulberry32 } from '../statistics/random-source.js';
import { type TallyCell, TallyTable } from '../statistics/tally-table.js';
import { addCalls, type Estimate, missingRate, noCalls } from './estimate.js';
import { type EstimationOptions, FEW_CLUSTERS, MIN_CLUSTERS, UNRELIABLE } from './estimate-cell.js';
import { LEAVE_ONE_OUT } from './group-contrasts.js';
import type { TallyFigure, TallyFigures, TallyScope } from './tally.js';

/** What is compared: one side of all texts, or a group's and its reference's. */
interface Compared {
  readonly sides: readonly (readonly TallyScope[])[];
  readonly condition: string | null;
  readonly axis: string | null;
  readonly group: string | null;
  readonly reference: string | null;
}

/** The estimates of tally metrics, each with its cluster bootstrap and, since nearly all are above 0 by chance alone,
 *  what they are when groups are exchanged at random (sides of a cluster, or word lists within a cluster).
 *  @param reference of counterfactual sets; null: the reference of the axis, or all other groups */
export function estimateTallies(
  scopes: readonly TallyScope[],
  {
    words,
    reference,
    unpaired,
  }: {
    readonly words: WordLists | null;
    readonly reference: string | null;
    readonly unpaired: readonly UnpairedGroups[];
  },
  options: EstimationOptions,
): Estimate[] {
  const families = new Map<string, TallyScope[]>();
  for (const scope of scopes) {
    const key = JSON.stringify([scope.bound.metric.name, scope.condition, scope.axis]);
    families.set(key, [...(families.get(key) ?? []), scope]);
  }
  return [...families]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, family]) =>
      comparisons(
        family,
        (axis) => unpaired.find((one) => one.axis === axis)?.reference ?? reference,
      ).flatMap((compared) => estimateCompared(compared, words, options)),
    );
}

function comparisons(
  family: readonly TallyScope[],
  referenceOf: (axis: string | null) => string | null,
): Compared[] {
  const [first] = family;
  if (!first) return [];
  const { condition, axis } = first;
  if (first.bound.metric.tally?.of === 'whole')
    return [{ sides: [family], condition, axis, group: null, reference: null }];
  const reference = referenceOf(axis);
  const known = family.filter(({ group }) => group !== null);
  return known
    .filter(({ group }) => group !== reference)
    .sort((a, b) => ((a.group ?? '') < (b.group ?? '') ? -1 : 1))
    .map((mine) => {
      const others = known.filter((one) => (reference === null ? one !== mine : one.group === reference));
      return {
        ...{ sides: [[mine], others], condition, axis, group: mine.group },
        reference: reference ?? LEAVE_ONE_OUT,
      };
    });
}

function estimateCompared(
  compared: Compared,
  words: WordLists | null,
  options: EstimationOptions,
): Estimate[] {
  const scopes = compared.sides.flat();
  const form = scopes[0]?.bound.metric.tally;
  if (!form) return [];
  const keys = [...new Set(scopes.flatMap(({ clusters }) => keysOf(clusters)))].sort();
  const compiled = form.compile(keys, words);
  const table = new TallyTable(
    compiled.size,
    compared.sides.length === 2 ? 2 : 1,
    cellsOf(compared.sides, compiled.numberOf),
  );
  const fewest = Math.min(...compared.sides.map((_, side) => table.clustersOf(side)));
  return compiled.figures.map((figure) => estimateFigure(figure, compared, table, compiled, fewest, options));
}

function keysOf(clusters: TallyScope['clusters']): string[] {
  return [...clusters.values()].flatMap(({ amounts }) => [...amounts.keys()]);
}

function cellsOf(
  sides: readonly (readonly TallyScope[])[],
  numberOf: ReadonlyMap<string, number>,
): TallyCell[] {
  const cells = new Map<
    string,
    { cluster: string; side: number; ordinal: number; amounts: Map<number, number> }
  >();
  for (const [side, scopes] of sides.entries()) {
    for (const [cluster, { ordinal, amounts }] of scopes.flatMap(({ clusters }) => [...clusters])) {
      const key = `${side}\n${cluster}`;
      const cell = cells.get(key) ?? { cluster, side, ordinal, amounts: new Map() };
      cells.set(key, cell);
      cell.ordinal = Math.min(cell.ordinal, ordinal);
      for (const [name, amount] of amounts) {
        const number = numberOf.get(name);
        if (number !== undefined) cell.amounts.set(number, (cell.amounts.get(number) ?? 0) + amount);
      }
    }
  }
  const first = new Map<string, number>();
  for (const { cluster, ordinal } of cells.values())
    first.set(cluster, Math.min(first.get(cluster) ?? ordinal, ordinal));
  return [...cells.values()].sort(
    (a, b) => (first.get(a.cluster) ?? 0) - (first.get(b.cluster) ?? 0) || a.side - b.side,
  );
}

function estimateFigure(
  { part, value }: TallyFigure,
  { sides, condition, axis, group, reference }: Compared,
  table: TallyTable,
  { listSizes }: TallyFigures,
  fewest: number,
  { level, seed, resamples, samples, language }: EstimationOptions,
): Estimate {
  const scopes = sides.flat();
  const { bound } = scopes[0] ?? {};
  if (!bound) throw new RangeError('expected at least one scope');
  const calls = noCalls();
  for (const scope of scopes) addCalls(calls, scope.calls);
  const [bootstrap] = clusterBootstrap({
    statistics: [table.statistic(value)],
    resamples,
    level,
    random: mulberry32(seed),
  });
  const estimate = bootstrap?.estimate ?? null;
  const random = mulberry32(seed);
  const { nullValue } = bound.metric;
  // A signed figure is tested by its distance from the null value; others lie above 0 by chance alone.
  const distance = (figure: number | null) =>
    figure === null || nullValue === null ? figure : Math.abs(figure - nullValue);
  const observed = distance(estimate);
  // A figure of all texts together has no sides that could change places.
  const isExchangeable = sides.length > 1 || listSizes !== undefined;
  const chance =
    observed === null || fewest < MIN_CLUSTERS || !isExchangeable
      ? null
      : permutationNull({
          observed,
          permuted: () =>
            distance(listSizes ? table.regrouped(value, listSizes, random) : table.exchanged(value, random)),
          draws: resamples,
          random,
        });
  const p = chance?.pValue ?? null;
  const interval = fewest < MIN_CLUSTERS ? null : (bootstrap?.interval ?? null);
  const flags: string[] = [];
  if ((missingRate(calls) ?? 0) > UNRELIABLE) flags.push('unreliable');
  if (calls.unscored > 0) flags.push('unscored');
  if (interval && fewest < FEW_CLUSTERS) flags.push('few_clusters');
  if (interval && estimate !== null && (estimate < interval.low || estimate > interval.high))
    flags.push('bca_excludes');
  const reasons = [...new Set(scopes.flatMap((scope) => [...scope.reasons]))].sort();
  return {
    condition: [condition, part].filter((name) => name !== null).join('/') || null,
    ...{ axis, group, reference },
    metric: bound.metric.name,
    metricVersion: bound.metric.version,
    scorer: bound.scorer,
    language,
    denominator: 'conditional',
    estimate,
    ciLow: interval?.low ?? null,
    ciHigh: interval?.high ?? null,
    ciLevel: level,
    standardError: interval ? (bootstrap?.standardError ?? null) : null,
    items: scopes.reduce((sum, { items }) => sum + items, 0),
    clusters: table.clusters,
    samples,
    calls,
    designEffect: null,
    shrunkEstimate: null,
    shrunkSd: null,
    nullMean: nullValue === null ? (chance?.nullMean ?? null) : null,
    excess: nullValue === null ? (chance?.excess ?? null) : null,
    p,
    pMethod: p === null ? null : listSizes ? 'permutation_word_lists' : 'permutation_clusters',
    method: interval ? 'bca_cluster' : 'none',
    seed: interval || chance ? seed : null,
    flags,
    reasonIfNull:
      estimate === null
        ? emptyReason(sides, reasons, bound.metric.reasonIfUndefined)
        : interval
          ? null
          : fewest < 2
            ? 'single_cluster'
            : fewest < MIN_CLUSTERS
              ? 'too_few_clusters'
              : (bootstrap?.reason ?? 'degenerate'),
  };
}

function emptyReason(
  sides: readonly (readonly TallyScope[])[],
  [reason]: readonly string[],
  undefinedReason: string,
): string {
  const items = (side: readonly TallyScope[]) => side.reduce((sum, scope) => sum + scope.items, 0);
  if (sides.every((side) => items(side) > 0)) return undefinedReason;
  if (sides.some((side) => side.length === 0)) return 'group_absent';
  if (reason !== undefined) return reason;
  const isRefused = (side: readonly TallyScope[]) =>
    items(side) === 0 && side.every(({ calls }) => calls.answer + calls.unparsed === 0);
  return sides.some(isRefused) ? 'all_refused' : 'no_parsed_items';
}
