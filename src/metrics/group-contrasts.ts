import {
  type ClusteredContrast,
  clusteredContrast,
  differencesWithinClusters,
} from '../statistics/clustered-contrast.js';
import { clusteredMean } from '../statistics/clustered-mean.js';
import type { NamedTotals } from '../statistics/grouped-totals.js';
import { isRounding } from '../statistics/is-rounding.js';
import { mulberry32 } from '../statistics/random-source.js';
import { signFlipTest } from '../statistics/sign-flip-test.js';
import { tInterval } from '../statistics/t-interval.js';
import type { TotalsFunctional } from '../statistics/totals-functional.js';
import type { Cell } from './aggregate-scores.js';
import { addCalls, type Estimate, missingRate, noCalls } from './estimate.js';
import { type EstimationOptions, FEW_CLUSTERS, MIN_CLUSTERS, UNRELIABLE } from './estimate-cell.js';
import { type Denominator, opposite } from './metric.js';

/** The reference of a group that is compared with the mean of all others, never with a mean that contains it. */
export const LEAVE_ONE_OUT = 'loo_mean';
/** Sign-flip draws where the exact distribution is out of reach. */
const SIGN_FLIP_DRAWS = 9_999;

/** What the contrasts of a family share. */
export interface ContrastContext {
  readonly reference: string;
  /** p of a conditional difference by permutation of the labels of whole clusters, for groups that share none. */
  permutationP(target: Cell): number | null;
}

/** Difference of one group from the reference, or from the mean of all others, where items have no counterfactual
 *  set. Groups that mostly share their clusters are compared inside each of them, others as two clustered means.
 *  One estimate for each denominator; in the bounds the widest difference. */
export function contrastGroups(
  target: Cell,
  others: readonly Cell[],
  { reference, permutationP }: ContrastContext,
  options: EstimationOptions,
): Estimate[] {
  const denominators = new Set([target, ...others].flatMap(({ sums }) => [...sums.keys()]));
  return target.bound.metric.forms
    .filter((denominator) => denominators.has(denominator))
    .map((denominator) => contrastOf(target, others, { reference, permutationP }, denominator, options));
}

function contrastOf(
  target: Cell,
  others: readonly Cell[],
  { reference, permutationP }: ContrastContext,
  denominator: Denominator,
  options: EstimationOptions,
): Estimate {
  const { bound, scope } = target;
  const { metric } = bound;
  const mine = sumsOf(target, denominator);
  const theirs = others.map((cell) => sumsOf(cell, opposite(denominator)));
  const calls = noCalls();
  for (const cell of [target, ...others]) addCalls(calls, cell.calls);
  const base = {
    ...scope,
    reference,
    metric: metric.name,
    metricVersion: metric.version,
    scorer: bound.scorer,
    language: options.language,
    denominator,
    ciLevel: options.level,
    items: itemsOf(target, denominator) + others.reduce((sum, cell) => sum + itemsOf(cell, denominator), 0),
    samples: options.samples,
    calls,
    designEffect: null,
    shrunkEstimate: null,
    shrunkSd: null,
    nullMean: null,
    excess: null,
  };
  const nothing = { ciLow: null, ciHigh: null, p: null, pMethod: null, seed: null, method: 'none' };
  const missing = missingRate(calls);
  const flags =
    denominator === 'conditional' && missing !== null && missing > UNRELIABLE ? ['unreliable'] : [];
  if (!mine || others.length === 0 || theirs.some((side) => side === null)) {
    const reasonIfNull = others.length === 0 ? 'group_absent' : 'no_parsed_items';
    return { ...base, ...nothing, estimate: null, standardError: null, clusters: 0, flags, reasonIfNull };
  }
  const sides = theirs.filter((side) => side !== null);
  const compared = compare(mine, sides, metric.functional);
  const { estimate, standardError, clusters, reason } = compared.contrast;
  if (estimate === null || standardError === null || clusters < MIN_CLUSTERS) {
    const emptyReason = reason === 'zero_denominator' ? metric.reasonIfUndefined : reason;
    const reasonIfNull = emptyReason ?? 'too_few_clusters';
    return { ...base, ...nothing, estimate, standardError, clusters, flags, reasonIfNull };
  }
  if (clusters < FEW_CLUSTERS) flags.push('few_clusters');
  if (isRounding(standardError, estimate)) flags.push('degenerate');
  const limits = tInterval({ estimate, standardError, df: clusters - 1, level: options.level });
  const test = compared.differences
    ? signFlip(compared.differences, options)
    : denominator === 'conditional'
      ? { p: permutationP(target), method: 'permutation_clusters', drew: true }
      : { p: null, method: null, drew: false };
  return {
    ...base,
    estimate,
    ciLow: limits.low,
    ciHigh: limits.high,
    standardError,
    clusters,
    p: test.p,
    pMethod: test.p === null ? null : test.method,
    method: compared.method,
    seed: test.drew ? options.seed : null,
    flags,
    reasonIfNull: null,
  };
}

interface Compared {
  readonly contrast: ClusteredContrast;
  readonly method: string;
  /** One a cluster, of groups that are compared inside each of them; null for others. */
  readonly differences: readonly number[] | null;
}

function compare(
  target: NamedTotals,
  others: readonly NamedTotals[],
  functional: TotalsFunctional,
): Compared {
  if (!shareClusters(target, others)) {
    const contrast = clusteredContrast(target, others, functional);
    return { contrast, method: 'cr1_t_unpaired', differences: null };
  }
  const differences = differencesWithinClusters(target, others, functional);
  const { mean, standardErrorCr1, reason } = clusteredMean(differences, [...differences.keys()]);
  const contrast = {
    estimate: mean,
    standardError: standardErrorCr1,
    clusters: differences.length,
    reason: reason === 'degenerate' ? null : reason,
  };
  return { contrast, method: 'cr1_t_within_clusters', differences };
}

/** Whether most of a group's clusters (templates) are those of the others too; entities are not. */
function shareClusters(target: NamedTotals, others: readonly NamedTotals[]): boolean {
  const known = new Set(others.flatMap(({ names }) => names));
  return 2 * target.names.filter((name) => known.has(name)).length > target.names.length;
}

function signFlip(differences: readonly number[], { seed }: EstimationOptions) {
  const random = mulberry32(seed);
  const { pValue, method } = signFlipTest(differences, { draws: SIGN_FLIP_DRAWS, random });
  return { p: pValue, method: 'signflip_cluster', drew: method === 'monte_carlo' };
}

/** Sums of a group; null when it brings none. A group with nothing missing has the same in every form. */
export function sumsOf({ sums }: Cell, denominator: Denominator): NamedTotals | null {
  const own = sums.get(denominator) ?? sums.get('conditional');
  return own && own.items > 0 ? own.first : null;
}

function itemsOf({ sums }: Cell, denominator: Denominator): number {
  return (sums.get(denominator) ?? sums.get('conditional'))?.items ?? 0;
}
