import type { BootstrapStatistic } from './bootstrap-statistic.js';
import type { ConfidenceInterval } from './confidence-interval.js';
import { normalCdf, normalQuantile } from './normal-distribution.js';
import { quantile } from './quantile.js';
import type { RandomSource } from './random-source.js';
import { requireCount, requireProperFraction } from './require-argument.js';
import type { UndefinedReason } from './undefined-reason.js';

/** What a bootstrap says about one statistic.
 *
 *  - `reason` null: `interval` is the BCa interval
 *  - `degenerate`: all replicates are equal, and `interval` is that point (for a rate use clusteredWilsonInterval);
 *    or all lie on one side of the estimate, where BCa is not defined, and `interval` is null
 *  - `single_cluster`: nothing to resample
 *  - `no_items`, `zero_denominator`: the estimate itself is null
 *  - `too_few_clusters`: more than 5% of the replicates were null, so what is left no longer describes the estimate */
export interface BootstrapEstimate {
  readonly estimate: number | null;
  readonly interval: ConfidenceInterval | null;
  /** Plain quantiles of the replicates, for comparison with other programs. */
  readonly percentileInterval: ConfidenceInterval | null;
  /** Standard deviation of the replicates (ddof 1), in the unit of the estimate. */
  readonly standardError: number | null;
  /** z0: normal quantile of the share of replicates below the estimate, ties counted half. */
  readonly biasCorrection: number | null;
  /** Third-moment acceleration from the leave-one-cluster-out jackknife. */
  readonly acceleration: number | null;
  /** Replicates that are not null, in the order drawn. */
  readonly replicates: Float64Array;
  /** Number of null replicates. */
  readonly dropped: number;
  readonly reason: UndefinedReason | null;
}

/** Largest share of null replicates that still gives an interval. */
const MAX_DROPPED = 0.05;

/** BCa bootstrap over whole clusters, for ratios, ranges, AUCs and their differences. Each replicate draws as many
 *  clusters as there are, with index floor(u * clusters); the draws are shared by all statistics, so that metrics of
 *  one run are resampled together.
 *  Source: Efron 1987, doi:10.1080/01621459.1987.10478410. Assumes that clusters are independent.
 *  @param input.resamples at least 2,000 for reports, 10,000 for publication
 *  @returns one estimate for each statistic, in order
 *  @throws RangeError when the statistics are not all of the same number of clusters, or a setting is out of range
 *  @example clusterBootstrap({ statistics: [totalsStatistic([Float64Array.of(3, 1, 2, 0, 2, 2, 1, 1),
 *    Float64Array.of(3, 3, 3, 3, 3, 2, 4, 1)], ratioOfTotals)], resamples: 2000, level: 0.95,
 *    random: mulberry32(7) }) // 0.5455 with interval 0.3077 to 0.8 */
export function clusterBootstrap(input: {
  readonly statistics: readonly BootstrapStatistic[];
  readonly resamples: number;
  readonly level: number;
  readonly random: RandomSource;
}): BootstrapEstimate[] {
  const { statistics, resamples, level, random } = input;
  requireCount('resamples', resamples, 1);
  requireProperFraction('level', level);
  const clusters = statistics[0]?.clusters ?? 0;
  for (const statistic of statistics) {
    if (statistic.clusters !== clusters) {
      throw new RangeError(
        `expected every statistic to have ${clusters} clusters, got ${statistic.clusters}`,
      );
    }
  }
  if (clusters < 2) {
    return statistics.map((statistic) => unresampled(statistic));
  }
  const drawn = new Int32Array(clusters);
  const values = statistics.map(() => new Float64Array(resamples));
  const kept = statistics.map(() => 0);
  for (let replicate = 0; replicate < resamples; replicate += 1) {
    for (let draw = 0; draw < clusters; draw += 1) {
      drawn[draw] = Math.floor(random() * clusters);
    }
    statistics.forEach((statistic, s) => {
      const value = statistic.resample(drawn);
      const target = values[s];
      const position = kept[s] ?? 0;
      if (value !== null && target !== undefined) {
        target[position] = value;
        kept[s] = position + 1;
      }
    });
  }
  return statistics.map((statistic, s) => {
    const replicates = (values[s] ?? new Float64Array(0)).slice(0, kept[s] ?? 0);
    return summarise(statistic, replicates, resamples, level);
  });
}

/** Every cluster once: what the estimate itself is computed from. */
function eachOnce(clusters: number): Int32Array {
  return Int32Array.from({ length: clusters }, (_, cluster) => cluster);
}

function unresampled(statistic: BootstrapStatistic): BootstrapEstimate {
  const empty = statistic.clusters === 0;
  const estimate = empty ? null : statistic.resample(eachOnce(statistic.clusters));
  const reason = empty ? 'no_items' : estimate === null ? 'zero_denominator' : 'single_cluster';
  return { ...NOTHING, estimate, replicates: new Float64Array(0), dropped: 0, reason };
}

const NOTHING = {
  interval: null,
  percentileInterval: null,
  standardError: null,
  biasCorrection: null,
  acceleration: null,
} as const;

function summarise(
  statistic: BootstrapStatistic,
  replicates: Float64Array,
  resamples: number,
  level: number,
): BootstrapEstimate {
  const dropped = resamples - replicates.length;
  const estimate = statistic.resample(eachOnce(statistic.clusters));
  if (estimate === null) {
    return { ...NOTHING, estimate, replicates, dropped, reason: 'zero_denominator' };
  }
  if (dropped > MAX_DROPPED * resamples) {
    return { ...NOTHING, estimate, replicates, dropped, reason: 'too_few_clusters' };
  }
  const sorted = replicates.toSorted();
  const low = sorted[0] ?? estimate;
  const high = sorted[sorted.length - 1] ?? estimate;
  // Replicates come from sums in another order than the estimate: equal up to rounding counts as equal.
  const tolerance = 1e-12 * Math.max(Math.abs(estimate), Math.abs(low), Math.abs(high));
  if (high - low <= tolerance && Math.abs(high - estimate) <= tolerance) {
    const interval = { low: estimate, high: estimate, level };
    return { ...NOTHING, estimate, interval, replicates, dropped, reason: 'degenerate' };
  }
  const tail = (1 - level) / 2;
  const percentileInterval = quantileInterval(sorted, tail, 1 - tail, level);
  const standardError = standardDeviation(replicates);
  const share = shareBelow(replicates, estimate);
  const common = { estimate, percentileInterval, standardError, replicates, dropped };
  if (share === 0 || share === 1) {
    return { ...NOTHING, ...common, reason: 'degenerate' };
  }
  const biasCorrection = normalQuantile(share);
  const acceleration = jackknifeAcceleration(statistic.leaveOneOut());
  const lowTail = adjustedTail(tail, biasCorrection, acceleration);
  const highTail = adjustedTail(1 - tail, biasCorrection, acceleration);
  const interval = quantileInterval(sorted, lowTail, highTail, level);
  return { ...common, interval, biasCorrection, acceleration, reason: null };
}

function quantileInterval(
  sorted: Float64Array,
  lowTail: number,
  highTail: number,
  level: number,
): ConfidenceInterval | null {
  const low = quantile(sorted, lowTail);
  const high = quantile(sorted, highTail);
  return low === null || high === null ? null : { low, high, level };
}

function shareBelow(replicates: Float64Array, estimate: number): number {
  let below = 0;
  for (const value of replicates) {
    if (value < estimate) {
      below += 1;
    } else if (value === estimate) {
      below += 0.5;
    }
  }
  return below / replicates.length;
}

/** The probability at which BCa reads the replicates instead of `tail`. */
function adjustedTail(tail: number, biasCorrection: number, acceleration: number): number {
  const shifted = biasCorrection + normalQuantile(tail);
  const stretch = 1 - acceleration * shifted;
  // Beyond the pole of the transformation the limit is the extreme replicate on that side.
  return stretch > 0 ? normalCdf(biasCorrection + shifted / stretch) : shifted < 0 ? 0 : 1;
}

function jackknifeAcceleration(leftOut: readonly (number | null)[]): number {
  const values = leftOut.filter((value) => value !== null);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let squares = 0;
  let cubes = 0;
  for (const value of values) {
    const deviation = mean - value;
    squares += deviation ** 2;
    cubes += deviation ** 3;
  }
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
}

function standardDeviation(values: Float64Array): number | null {
  if (values.length < 2) {
    return null;
  }
  let mean = 0;
  values.forEach((value, i) => {
    mean += (value - mean) / (i + 1);
  });
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
