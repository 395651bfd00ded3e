import type { Denominator } from '../metrics/metric.js';
import { minimumDetectableEffect } from '../statistics/minimum-detectable-effect.js';
import { type ComparedMetric, harmSign } from './compared-metric.js';
import type { ComparisonRow, Gate } from './comparison.js';
import type { ComparisonScope } from './comparison-scopes.js';
import type { Change } from './estimate-change.js';
import { NO_REPLIES } from './item-row.js';
import { missingRule } from './missing-rule.js';
import type { CellColumns } from './sum-cell.js';
import { tiesNeeded } from './tied-interval.js';
import { judgeChange, judgeLevel, toHarm } from './verdict.js';

/** What all rows of a comparison share. */
export interface RowContext {
  readonly level: number;
  readonly seed: number;
  readonly model: string;
  readonly modelRef: string;
  /** Of all rows, for example that a run's answers came from two versions of a model. */
  readonly flags: readonly string[];
}

/** What was estimated, of what, and from which replies. */
export interface Estimated {
  readonly scope: ComparisonScope;
  readonly metric: ComparedMetric;
  readonly denominator: Denominator;
  readonly change: Change;
  readonly cell: Pick<CellColumns, 'items' | 'replies' | 'anyMissing'>;
}

/** Error of each side and power of the smallest detectable change. */
export const DETECTABLE = { alpha: 0.05, power: 0.8, sides: 2 } as const;

/** The row of a change, judged by its gate; of no gate where `gate` is null. */
export function changeRow(
  { scope, metric, denominator, change, cell }: Estimated,
  gate: Gate | null,
  context: RowContext,
): ComparisonRow {
  const [repliesRef = NO_REPLIES, replies = NO_REPLIES] = cell.replies;
  const isOverAnswers = denominator === 'conditional' && cell.anyMissing;
  const blocked = isOverAnswers ? missingRule(replies, repliesRef) : null;
  const harm = change.interval && toHarm(change.interval, harmSign(metric.direction));
  const { verdict, beyondMargin } = judgeChange(blocked ? null : harm, gate?.margin ?? null);
  const flags = [
    ...context.flags,
    ...change.flags,
    ...(blocked ? [blocked.flag] : []),
    ...(beyondMargin ? ['beyond_margin'] : []),
    ...(isPastIdeal(metric, change) ? ['past_ideal'] : []),
  ];
  const [baseline = null, candidate = null] = change.levels;
  return {
    ...rowOf(metric, change, context),
    ...scope,
    denominator,
    candidate,
    baseline,
    harmLow: harm?.low ?? null,
    harmHigh: harm?.high ?? null,
    items: cell.items,
    replies,
    repliesRef,
    gate,
    verdict,
    // Of gates, once their family is settled.
    outcome: null,
    reason: verdict === 'undecided' ? (blocked?.reason ?? openReason(change, gate)) : null,
    flags,
  };
}

/** The row of a level that has a ceiling. */
export function levelRow(
  { scope, metric, denominator, change: level, cell }: Estimated,
  { gate, ceiling }: { readonly gate: Gate; readonly ceiling: number },
  context: RowContext,
): ComparisonRow {
  const [replies = NO_REPLIES] = cell.replies;
  const blocked = cell.anyMissing ? missingRule(replies, null) : null;
  const sign = harmSign(metric.direction);
  const harm = level.interval && toHarm(level.interval, sign);
  const verdict = judgeLevel(blocked ? null : harm, sign * ceiling);
  return {
    ...rowOf(metric, level, context),
    ...scope,
    denominator,
    candidate: level.estimate,
    baseline: null,
    harmLow: harm?.low ?? null,
    harmHigh: harm?.high ?? null,
    items: cell.items,
    replies,
    repliesRef: NO_REPLIES,
    gate,
    verdict,
    // Of gates, once their family is settled.
    outcome: null,
    reason:
      verdict === 'undecided'
        ? (blocked?.reason ?? level.reason ?? 'the interval holds levels on both sides of the ceiling')
        : null,
    flags: [...context.flags, ...level.flags, ...(blocked ? [blocked.flag] : [])],
  };
}

function rowOf(metric: ComparedMetric, change: Change, options: RowContext) {
  const { standardError } = change;
  return {
    metric: metric.name,
    metricVersion: metric.version,
    model: options.model,
    modelRef: options.modelRef,
    estimate: change.estimate,
    ciLow: change.interval?.low ?? null,
    ciHigh: change.interval?.high ?? null,
    ciLevel: options.level,
    standardError,
    clusters: change.clusters,
    p: change.p,
    pMethod: change.p === null ? null : change.pMethod,
    pAdjusted: null,
    pAdjustment: null,
    family: null,
    method: change.method,
    seed: change.drew ? options.seed : null,
    minimumDetectableEffect:
      standardError === null || standardError === 0
        ? null
        : minimumDetectableEffect(standardError, DETECTABLE),
    reasonIfNull: change.interval ? null : change.reason,
  };
}

/** Whether a model moved over its ideal to the other side and is further off there than it was: less stereotyped, and
 *  yet not better. */
function isPastIdeal(
  { direction, ideal }: ComparedMetric,
  { levels: [before, after], interval }: Change,
): boolean {
  if (direction !== 'nearer_ideal_is_better' || ideal === null || !interval) return false;
  if (before === null || before === undefined || after === null || after === undefined) return false;
  return interval.high < 0 && after < ideal && Math.abs(after - ideal) > Math.abs(before - ideal);
}

function openReason(change: Change, gate: Gate | null): string {
  const { reason, standardError, clusters, interval, estimate } = change;
  const margin = gate?.margin ?? null;
  if (reason === 'degenerate') {
    const needed =
      interval && margin !== null && estimate !== null
        ? tiesNeeded(interval, { clusters, margin, estimate })
        : null;
    const would = needed === null ? '' : `; ${needed} that agree would`;
    return `all ${clusters} clusters agree, too few to exclude a change of the margin${would}`;
  }
  if (reason !== null) return reason;
  if (margin === null) return 'no margin is declared, and the interval holds 0';
  if (standardError === null) return 'no_interval';
  const needed = Math.ceil(clusters * (minimumDetectableEffect(standardError, DETECTABLE) / margin) ** 2);
  return needed > clusters
    ? `the interval holds 0 and the margin; about ${needed} clusters would decide, there are ${clusters}`
    : 'the interval holds 0 and the margin, though the run was large enough for most true values';
}
