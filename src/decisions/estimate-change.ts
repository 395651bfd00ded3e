import { FEW_CLUSTERS, MIN_CLUSTERS } from '../metrics/estimate-cell.js';
import { totalsStatistic } from '../statistics/bootstrap-statistic.js';
import { clusterBootstrap } from '../statistics/cluster-bootstrap.js';
import {
  type ClusteredEstimate,
  clusteredFunctional,
  sumColumns,
  twoWayClusteredFunctional,
} from '../statistics/clustered-functional.js';
import { clusteredWilsonInterval } from '../statistics/clustered-wilson-interval.js';
import type { ConfidenceInterval } from '../statistics/confidence-interval.js';
import { isRounding } from '../statistics/is-rounding.js';
import { logitTInterval } from '../statistics/logit-t-interval.js';
import { mulberry32 } from '../statistics/random-source.js';
import { signFlipTest } from '../statistics/sign-flip-test.js';
import { tInterval } from '../statistics/t-interval.js';
import type { TotalsFunctional } from '../statistics/totals-functional.js';
import { twoWayTTest } from '../statistics/two-way-t-test.js';
import { weightedFunctional } from '../statistics/weighted-functional.js';
import type { ComparedMetric } from './compared-metric.js';
import { labelSwapTest } from './label-swap-test.js';
import type { CellColumns } from './sum-cell.js';
import { tiedInterval } from './tied-interval.js';

export interface ChangeOptions {
  /** Two-sided; 0.9 for gates, which look at each side at 5%. */
  readonly level: number;
  readonly seed: number;
  readonly resamples: number;
  /** Permutation draws where the exact distribution is out of reach; 9,999 when absent. */
  readonly draws?: number;
}

/** A weighted sum of a metric over runs (a change: weights -1 and 1), in the metric's own unit and direction. */
export interface Change {
  readonly estimate: number | null;
  readonly interval: ConfidenceInterval | null;
  readonly standardError: number | null;
  readonly clusters: number;
  /** Of "no change", by sign flips or label swaps of whole clusters; null for other than two runs. */
  readonly p: number | null;
  readonly pMethod: string | null;
  readonly method: string;
  readonly drew: boolean;
  readonly flags: readonly string[];
  /** Why the estimate, or else the interval, is null; `degenerate` also when all clusters agree. */
  readonly reason: string | null;
  /** The metric of each run over the same items. */
  readonly levels: readonly (number | null)[];
}

/** Draws of a test whose exact distribution is out of reach. */
export const PERMUTATION_DRAWS = 9_999;

/** Estimates the change of one cell, clusters drawn or flipped with all runs together.
 *
 *  A change of a ratio has the t interval of its linearised error: of 1,500 simulated pairs, each limit of the 90%
 *  interval of a change of s_DIS or s_AMB missed in 0.037 to 0.080 at 25 clusters, 0.029 to 0.103 at 16 and 0.028 to
 *  0.109 at 10 (0.05 wanted; the worst are ratios of 0.9 with few answers that name a person), of BCa in 0.045 to 0.086,
 *  0.048 to 0.127 and 0.043 to 0.141. */
export function estimateChange(
  cell: CellColumns,
  metric: ComparedMetric,
  isContrast: boolean,
  weights: readonly number[],
  options: ChangeOptions,
): Change {
  const { columns, functional, of } = clusteredCell(cell, metric, isContrast, weights);
  const { estimate, standardError, clusters } = of;
  const { size } = cell.functional;
  const totals = sumColumns(columns);
  const levels = weights.map((_, run) =>
    cell.items === 0 ? null : cell.functional.value(totals.subarray(run * size, (run + 1) * size)),
  );
  const nothing = { interval: null, p: null, pMethod: null, method: 'none', drew: false };
  const base = { estimate, standardError, clusters, levels };
  if (estimate === null) {
    return {
      ...base,
      ...nothing,
      flags: [],
      reason: cell.items === 0 ? 'no_parsed_pairs' : 'zero_denominator',
    };
  }
  if (standardError === null || clusters < MIN_CLUSTERS) {
    return { ...base, ...nothing, flags: [], reason: clusters <= 1 ? 'single_cluster' : 'too_few_clusters' };
  }
  const flags = clusters < FEW_CLUSTERS ? ['few_clusters'] : [];
  const test =
    weights.length === 2 ? testOf(columns, cell, { estimate, standardError, clusters }, options) : null;
  const tested = { p: test?.p ?? null, pMethod: test?.method ?? null };
  const isRate = weights.length === 1 && metric.interval === 'wilson_neff' && !isContrast;
  // A rate has an interval even then.
  if (!isRate && isRounding(standardError, estimate)) {
    const [low, high] = metric.range;
    const width = (high - low) * (isContrast ? 2 : 1) + Math.abs(estimate);
    const interval = tiedInterval(estimate, { width, clusters, level: options.level });
    flags.push('degenerate');
    return { ...base, ...tested, interval, method: 'cp_ties', drew: false, flags, reason: 'degenerate' };
  }
  const { interval, method, drew } = intervalOf({ estimate, standardError, clusters }, columns, {
    functional,
    bootstrapped: metric.interval === 'bca_cluster' && !isContrast,
    // A difference has no end near by, and the t interval misses it as often as it says; see logitTInterval.
    rangeOf: weights.length === 1 && metric.interval === 'cr1_logit_t' && !isContrast ? metric.range : null,
    crossed: cell.crossed !== null,
    rateOf: isRate ? trialsBehind(cell, metric) : null,
    ...options,
  });
  if (interval && (estimate < interval.low || estimate > interval.high)) flags.push('bca_excludes');
  const reason = interval ? null : 'degenerate';
  return { ...base, ...tested, interval, method, drew: drew || (test?.drew ?? false), flags, reason };
}

/** The estimate of a cell with its clustered error, and what it is a function of. */
export function clusteredCell(
  cell: CellColumns,
  metric: ComparedMetric,
  isContrast: boolean,
  weights: readonly number[],
): {
  readonly columns: readonly Float64Array[];
  readonly functional: TotalsFunctional;
  readonly of: ClusteredEstimate;
} {
  const columns = metric.overUnits && !isContrast ? unitColumns(cell, metric, weights.length) : cell.first;
  const functional = weightedFunctional(cell.functional, weights);
  const of = cell.crossed
    ? twoWayClusteredFunctional(
        { first: columns, second: cell.crossed.second, cell: cell.crossed.pair },
        functional,
      )
    : clusteredFunctional(columns, functional);
  return { columns, functional, of };
}

function intervalOf(
  { estimate, standardError, clusters }: { estimate: number; standardError: number; clusters: number },
  columns: readonly Float64Array[],
  options: ChangeOptions & {
    readonly functional: ReturnType<typeof weightedFunctional>;
    readonly bootstrapped: boolean;
    readonly crossed: boolean;
    /** What a rate is a share of; null for anything else. */
    readonly rateOf: number | null;
    /** Ends of what the level of a ratio can be; null for anything else. */
    readonly rangeOf: readonly [number, number] | null;
  },
): { readonly interval: ConfidenceInterval | null; readonly method: string; readonly drew: boolean } {
  const { level, functional, resamples, seed, rateOf: trials, rangeOf: range } = options;
  const suffix = options.crossed ? '_two_way' : '';
  if (trials !== null) {
    // Averages of presentations are sums of thirds and the like, which can end a rounding above 1.
    const rate = Math.min(1, Math.max(0, estimate));
    const interval = clusteredWilsonInterval({ rate, standardError, trials, clusters, level });
    return { interval, method: `wilson_neff${suffix}`, drew: false };
  }
  if (range !== null) {
    const interval = logitTInterval({ estimate, standardError, clusters, level, range });
    return { interval, method: `cr1_logit_t${suffix}`, drew: false };
  }
  if (!options.bootstrapped) {
    const interval = tInterval({ estimate, standardError, df: clusters - 1, level });
    return { interval, method: `cr1_t${suffix}`, drew: false };
  }
  const statistics = [totalsStatistic(columns, functional)];
  const [bootstrap] = clusterBootstrap({ statistics, resamples, level, random: mulberry32(seed) });
  return { interval: bootstrap?.interval ?? null, method: 'bca_cluster', drew: true };
}

/** Replies where items average them, else items. */
function trialsBehind({ items, replies: [replies] }: CellColumns, metric: ComparedMetric): number {
  if (!metric.averagesReplies || !replies) return items;
  const { answer, refused, unparsed } = replies;
  return metric.forms.length > 1 ? answer : answer + refused + unparsed;
}

function testOf(
  columns: readonly Float64Array[],
  { functional, crossed }: CellColumns,
  change: { readonly estimate: number; readonly standardError: number; readonly clusters: number },
  { seed, draws = PERMUTATION_DRAWS }: ChangeOptions,
): { readonly p: number | null; readonly method: string; readonly drew: boolean } | null {
  const input = { draws, random: mulberry32(seed) };
  const [sums1, counts1, sums2, counts2] = columns;
  // A crossed second factor ties clusters together, which flipping them one by one would ignore.
  if (crossed) return { p: twoWayTTest(change), method: 't_two_way', drew: false };
  const isMean = functional.size === 2 && counts1?.every((count, cluster) => count === counts2?.[cluster]);
  if (isMean && sums1 && sums2) {
    const differences = Array.from(sums1, (sum, cluster) => (sums2[cluster] ?? 0) - sum);
    const { pValue, method } = signFlipTest(differences, input);
    return { p: pValue, method: 'signflip_cluster', drew: method === 'monte_carlo' };
  }
  const swapped = labelSwapTest(columns, functional, input);
  return swapped && { ...swapped, method: 'label_swap_cluster' };
}

/** Sums of each unit turned into what the metric sums over units, run by run; units that bring nothing to some run are
 *  left out. */
function unitColumns(cell: CellColumns, metric: ComparedMetric, runs: number): Float64Array[] {
  const units = cell.first[0]?.length ?? 0;
  const vectors: number[][] = [];
  for (let unit = 0; unit < units; unit++) {
    const parts = Array.from({ length: runs }, (_, run) =>
      metric.overUnits?.(
        cell.first.slice(run * metric.size, (run + 1) * metric.size).map((column) => column[unit] ?? 0),
      ),
    );
    if (parts.every((part) => part !== null && part !== undefined))
      vectors.push(parts.flatMap((part) => part ?? []));
  }
  return Array.from({ length: cell.functional.size * runs }, (_, j) =>
    Float64Array.from(vectors, (vector) => vector[j] ?? 0),
  );
}
