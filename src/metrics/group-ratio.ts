import { clusteredRatio } from '../statistics/clustered-contrast.js';
import { tInterval } from '../statistics/t-interval.js';
import type { Cell } from './aggregate-scores.js';
import { addCalls, type Estimate, missingRate, noCalls } from './estimate.js';
import { type EstimationOptions, FEW_CLUSTERS, MIN_CLUSTERS, UNRELIABLE } from './estimate-cell.js';
import { sumsOf } from './group-contrasts.js';

/** `METRIC_ratio`: a group's rate over the reference's, or over the mean of the others' (1: no difference). Its interval
 *  is made on the scale of logarithms. It has no p of its own: the difference beside it tests the same hypothesis.
 *  @param reference as the row names it */
export function ratioToOthers(
  target: Cell,
  others: readonly Cell[],
  reference: string,
  options: EstimationOptions,
): Estimate {
  const { bound, scope } = target;
  const { metric } = bound;
  const cells = [target, ...others];
  const calls = noCalls();
  for (const cell of cells) addCalls(calls, cell.calls);
  const flags = (missingRate(calls) ?? 0) > UNRELIABLE ? ['unreliable'] : [];
  const mine = sumsOf(target, 'conditional');
  const theirs = others.flatMap((cell) => sumsOf(cell, 'conditional') ?? []);
  const isThere = mine !== null && theirs.length === others.length && others.length > 0;
  const { estimate, standardError, clusters, reason } = isThere
    ? clusteredRatio(mine, theirs, metric.functional)
    : { estimate: null, standardError: null, clusters: 0, reason: null };
  const limits =
    estimate === null || standardError === null || clusters < MIN_CLUSTERS
      ? null
      : tInterval({ estimate: Math.log(estimate), standardError, df: clusters - 1, level: options.level });
  if (limits && clusters < FEW_CLUSTERS) flags.push('few_clusters');
  const whyNoValue = others.length === 0 ? 'group_absent' : (reason ?? 'no_parsed_items');
  return {
    ...scope,
    reference,
    metric: `${metric.name}_ratio`,
    metricVersion: metric.version,
    scorer: bound.scorer,
    language: options.language,
    denominator: 'conditional',
    estimate,
    ciLow: limits && Math.exp(limits.low),
    ciHigh: limits && Math.exp(limits.high),
    ciLevel: options.level,
    // The error is that of the logarithm, which this column would pass off as that of the ratio.
    standardError: null,
    items: cells.reduce((sum, { sums }) => sum + (sums.get('conditional')?.items ?? 0), 0),
    clusters,
    samples: options.samples,
    calls,
    designEffect: null,
    shrunkEstimate: null,
    shrunkSd: null,
    nullMean: null,
    excess: null,
    p: null,
    pMethod: null,
    method: limits ? 'cr1_t_log_ratio' : 'none',
    seed: null,
    flags,
    reasonIfNull:
      estimate === null
        ? whyNoValue
        : limits
          ? null
          : (reason ?? (clusters < 2 ? 'single_cluster' : 'too_few_clusters')),
  };
}
