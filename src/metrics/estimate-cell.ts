import { totalsStatistic } from '../statistics/bootstrap-statistic.js';
import { clusterBootstrap } from '../statistics/cluster-bootstrap.js';
import {
  clusteredFunctional,
  sumColumns,
  twoWayClusteredFunctional,
} from '../statistics/clustered-functional.js';
import { clusteredWilsonInterval } from '../statistics/clustered-wilson-interval.js';
import type { ConfidenceInterval } from '../statistics/confidence-interval.js';
import { isRounding } from '../statistics/is-rounding.js';
import { logitTInterval } from '../statistics/logit-t-interval.js';
import { mulberry32 } from '../statistics/random-source.js';
import { tInterval } from '../statistics/t-interval.js';
import { ratioOfTotals } from '../statistics/totals-functional.js';
import type { Cell } from './aggregate-scores.js';
import type { CellSums } from './cell-sums.js';
import { type Estimate, missingRate } from './estimate.js';
import type { Denominator, Metric } from './metric.js';
import { nullTest } from './null-test.js';

/** How estimates are made; the same for a whole run. */
export interface EstimationOptions {
  readonly level: number;
  /** Of bootstrap and permutation draws. */
  readonly seed: number;
  readonly resamples: number;
  /** `bca`: a bootstrap over clusters for every metric; by_metric when absent: each metric's own interval. */
  readonly interval?: 'by_metric' | 'bca';
  readonly samples: number;
  readonly language: string;
}

/** Filled in by what is made of several groups' cells. */
const NO_COMPARISON = { shrunkEstimate: null, shrunkSd: null, nullMean: null, excess: null } as const;
/** Below this many clusters neither interval nor p is reported: a sign-flip test cannot reach 0.05. */
export const MIN_CLUSTERS = 6;
/** Below this many an interval is flagged. */
export const FEW_CLUSTERS = 10;
/** Above this missing rate the conditional value is flagged. */
export const UNRELIABLE = 0.2;

/** The estimates of one cell: the conditional form, and the others where something is missing. */
export function estimateCell(cell: Cell, options: EstimationOptions): Estimate[] {
  return [...cell.sums].map(([denominator, sums]) => estimateSums(cell, denominator, sums, options));
}

function estimateSums(
  cell: Cell,
  denominator: Denominator,
  sums: CellSums,
  options: EstimationOptions,
): Estimate {
  const { bound, scope, calls } = cell;
  const { metric } = bound;
  const isContrast = scope.reference !== null;
  // A contrast is a mean of differences, whatever the metric of its two sides.
  const functional = isContrast ? ratioOfTotals : metric.functional;
  const columns = isContrast || !metric.overUnits ? sums.first.columns : unitColumns(metric, sums);
  const flags: string[] = [];
  const missing = missingRate(calls);
  if (denominator === 'conditional' && missing !== null && missing > UNRELIABLE) flags.push('unreliable');
  if (calls.unscored > 0) flags.push('unscored');

  const { names: secondNames, columns: secondColumns } = sums.second;
  // Where the crossed factor is the group itself, it is fixed in the group's own estimates, not a draw of many.
  const isGroup = secondNames.length === 1 && secondNames[0] === scope.group;
  const twoWay = secondNames.length > 0 && !isGroup;
  const clustered = twoWay
    ? twoWayClusteredFunctional(
        { first: columns, second: secondColumns, cell: sums.pair.columns },
        functional,
      )
    : clusteredFunctional(columns, functional);
  const { estimate, standardError, clusters } = clustered;
  const base = {
    ...scope,
    metric: metric.name,
    metricVersion: metric.version,
    scorer: bound.scorer,
    language: options.language,
    denominator,
    ciLevel: options.level,
    items: sums.items,
    clusters,
    samples: options.samples,
    calls,
    ...NO_COMPARISON,
  };
  const nothing = {
    ciLow: null,
    ciHigh: null,
    standardError: null,
    designEffect: null,
    p: null,
    pMethod: null,
    seed: null,
  };
  if (estimate === null) {
    return { ...base, ...nothing, estimate, method: 'none', flags, reasonIfNull: emptyReason(cell, sums) };
  }
  if (standardError === null || clusters < MIN_CLUSTERS) {
    const reasonIfNull = clusters <= 1 ? 'single_cluster' : 'too_few_clusters';
    return { ...base, ...nothing, standardError, estimate, method: 'none', flags, reasonIfNull };
  }
  if (clusters < FEW_CLUSTERS) flags.push('few_clusters');
  if (isRounding(standardError, estimate)) flags.push('degenerate');
  const interval = intervalOf(
    metric,
    isContrast,
    { estimate, standardError, clusters, twoWay, columns, trials: trialsBehind(cell, denominator, sums) },
    options,
  );
  const against = isContrast ? 0 : metric.nullValue;
  const test =
    against === null
      ? null
      : nullTest(against, { estimate, standardError, clusters, twoWay, columns }, options.seed);
  if (interval.limits && (estimate < interval.limits.low || estimate > interval.limits.high))
    flags.push('bca_excludes');
  const independent = independentVariance(sums, metric, isContrast, columns);
  return {
    ...base,
    estimate,
    ciLow: interval.limits?.low ?? null,
    ciHigh: interval.limits?.high ?? null,
    standardError,
    designEffect: independent === null ? null : standardError ** 2 / independent,
    p: test?.p ?? null,
    pMethod: test?.method ?? null,
    method: interval.method,
    seed: interval.drew || test?.drew ? options.seed : null,
    flags,
    reasonIfNull: interval.limits ? null : 'degenerate',
  };
}

/** Sums of each unit turned into what the metric sums over units; units that bring nothing are left out. */
function unitColumns(metric: Metric, sums: CellSums): Float64Array[] {
  const { names, columns } = sums.first;
  const vectors = names.flatMap((_, unit) => {
    const vector = metric.overUnits?.vector(columns.map((column) => column[unit] ?? 0)) ?? null;
    return vector ? [vector] : [];
  });
  return Array.from({ length: metric.functional.size }, (_, j) =>
    Float64Array.from(vectors, (vector) => vector[j] ?? 0),
  );
}

interface Clustered {
  readonly estimate: number;
  readonly standardError: number;
  readonly clusters: number;
  readonly twoWay: boolean;
  readonly columns: readonly Float64Array[];
  /** What a rate is a share of. */
  readonly trials: number;
}

interface Interval {
  readonly limits: ConfidenceInterval | null;
  readonly method: string;
  readonly drew: boolean;
}

function intervalOf(
  metric: Metric,
  isContrast: boolean,
  clustered: Clustered,
  options: EstimationOptions,
): Interval {
  const { estimate, standardError, clusters, twoWay, columns, trials } = clustered;
  const { level, seed, resamples } = options;
  // Drawing clusters of one factor would ignore the crossed one.
  const isDrawn = options.interval === 'bca' && !twoWay;
  const kind = isDrawn ? 'bca_cluster' : isContrast ? 'cr1_t' : metric.interval;
  const suffix = twoWay ? '_two_way' : '';
  if (kind === 'wilson_neff') {
    const limits = clusteredWilsonInterval({
      rate: estimate,
      standardError,
      trials,
      clusters,
      level,
    });
    return { limits, method: `wilson_neff${suffix}`, drew: false };
  }
  if (kind === 'bca_cluster') {
    const [bootstrap] = clusterBootstrap({
      statistics: [totalsStatistic(columns, isContrast ? ratioOfTotals : metric.functional)],
      resamples,
      level,
      random: mulberry32(seed),
    });
    return { limits: bootstrap?.interval ?? null, method: 'bca_cluster', drew: true };
  }
  if (kind === 'cr1_logit_t') {
    const limits = logitTInterval({ estimate, standardError, clusters, level, range: metric.range });
    return { limits, method: `cr1_logit_t${suffix}`, drew: false };
  }
  const limits = tInterval({ estimate, standardError, df: clusters - 1, level });
  return { limits, method: `cr1_t${suffix}`, drew: false };
}

/** What a rate is a share of: replies where items average them, else items. */
function trialsBehind(
  { bound: { metric }, calls }: Cell,
  denominator: Denominator,
  { items }: CellSums,
): number {
  if (!metric.averagesReplies) return items;
  const { answer, refused, unparsed } = calls;
  // A metric of one form, such as the refusal rate, is over all replies.
  const isOverAnswers = denominator === 'conditional' && metric.forms.length > 1;
  return isOverAnswers ? answer : answer + refused + unparsed;
}

/** Variance that the estimate would have if items were independent; null where items are not what is summed. */
function independentVariance(
  sums: CellSums,
  metric: Metric,
  isContrast: boolean,
  columns: readonly Float64Array[],
): number | null {
  if ((metric.overUnits && !isContrast) || sums.items < 2) return null;
  const functional = isContrast ? ratioOfTotals : metric.functional;
  const squared = sums.squaredInfluence(functional.gradient(sumColumns(columns)));
  const variance = (sums.items / (sums.items - 1)) * squared;
  return variance > 0 ? variance : null;
}

function emptyReason({ bound, scope, calls, reasons }: Cell, sums: CellSums): string {
  const replies = calls.answer + calls.refused + calls.unparsed;
  if (replies === 0) return 'no_items';
  if (sums.items > 0) return bound.metric.reasonIfUndefined;
  const [reason] = [...reasons].sort();
  if (reason !== undefined) return reason;
  if (calls.refused === replies) return 'all_refused';
  if (scope.reference !== null) return 'no_parsed_pairs';
  // Answers, but too few of an item: a metric of several presentations or options has nothing to compare.
  return calls.answer === 0 ? 'no_parsed_items' : 'below_min_n';
}
