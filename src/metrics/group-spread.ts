import { clusterBootstrap } from '../statistics/cluster-bootstrap.js';
import type { GroupPermutation } from '../statistics/group-permutation.js';
import { type SpreadMeasure, spreadStatistic } from '../statistics/group-spread.js';
import type { GroupedTotals } from '../statistics/grouped-totals.js';
import { mulberry32 } from '../statistics/random-source.js';
import type { Cell } from './aggregate-scores.js';
import { addCalls, type Estimate, missingRate, noCalls } from './estimate.js';
import { type EstimationOptions, FEW_CLUSTERS, MIN_CLUSTERS, UNRELIABLE } from './estimate-cell.js';

/** The groups of one metric, condition and axis. */
export interface ComparedGroups {
  readonly cells: readonly Cell[];
  readonly table: GroupedTotals;
  readonly fewestClusters: number;
  /** Groups of the axis that brought nothing. */
  readonly missing: number;
}

/** A spread of a metric over groups: `METRIC_group_range`, `METRIC_group_sd`, `METRIC_group_tau2`. None is 0 without a
 *  disparity, so each stands beside what permuted labels give: publish the excess. */
export function estimateSpread(
  measure: SpreadMeasure,
  { cells, table, fewestClusters, missing }: ComparedGroups,
  { observed, nullMean, excess, pValue }: GroupPermutation,
  options: EstimationOptions,
): Estimate {
  const [first] = cells;
  if (!first) throw new RangeError('expected at least one group');
  const { bound, scope } = first;
  const { metric } = bound;
  const calls = noCalls();
  for (const cell of cells) addCalls(calls, cell.calls);
  const flags: string[] = [];
  if ((missingRate(calls) ?? 0) > UNRELIABLE) flags.push('unreliable');
  if (missing > 0) flags.push('groups_missing');
  const bootstrap = intervalOf(measure, table, fewestClusters, metric.functional, options);
  if (observed !== null && bootstrap.interval) {
    if (fewestClusters < FEW_CLUSTERS) flags.push('few_clusters');
    if (observed < bootstrap.interval.low || observed > bootstrap.interval.high) flags.push('bca_excludes');
  }
  return {
    ...scope,
    group: null,
    metric: `${metric.name}_group_${measure.name}`,
    metricVersion: metric.version,
    scorer: bound.scorer,
    language: options.language,
    denominator: 'conditional',
    estimate: observed,
    ciLow: (observed === null ? null : bootstrap.interval?.low) ?? null,
    ciHigh: (observed === null ? null : bootstrap.interval?.high) ?? null,
    ciLevel: options.level,
    standardError: observed === null ? null : bootstrap.standardError,
    items: cells.reduce((sum, { sums }) => sum + (sums.get('conditional')?.items ?? 0), 0),
    clusters: table.clusters,
    samples: options.samples,
    calls,
    designEffect: null,
    shrunkEstimate: null,
    shrunkSd: null,
    nullMean,
    excess,
    p: pValue,
    pMethod: pValue === null ? null : 'permutation_groups',
    method: bootstrap.interval && observed !== null ? 'bca_cluster' : 'none',
    seed: observed === null ? null : options.seed,
    flags,
    reasonIfNull: observed === null ? metric.reasonIfUndefined : bootstrap.reason,
  };
}

/** tau2 is truncated at 0 and has no interval here; the permutation p says whether groups differ at all. */
function intervalOf(
  measure: SpreadMeasure,
  table: GroupedTotals,
  fewestClusters: number,
  functional: Cell['bound']['metric']['functional'],
  { resamples, level, seed }: EstimationOptions,
) {
  const nothing = { interval: null, standardError: null };
  if (fewestClusters < 2) return { ...nothing, reason: 'single_cluster' };
  if (fewestClusters < MIN_CLUSTERS) return { ...nothing, reason: 'too_few_clusters' };
  if (measure.needsVariances) return { ...nothing, reason: 'degenerate' };
  const [bootstrap] = clusterBootstrap({
    statistics: [spreadStatistic(measure, table, functional)],
    resamples,
    level,
    random: mulberry32(seed),
  });
  const interval = bootstrap?.interval ?? null;
  return {
    interval,
    standardError: bootstrap?.standardError ?? null,
    reason: interval ? null : (bootstrap?.reason ?? 'degenerate'),
  };
}
