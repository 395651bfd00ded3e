import type { Denominator } from '../metrics/metric.js';
import { minimumDetectableEffect } from '../statistics/minimum-detectable-effect.js';
import { type ComparedMetric, harmSign } from './compared-metric.js';
import type { ComparisonRow, Gate } from './comparison.js';
import { type ScopeUnits, scopesOf } from './comparison-scopes.js';
import { type Change, type ChangeOptions, estimateChange } from './estimate-change.js';
import { contrastedMetrics, isAbout } from './gate-rows.js';
import { NO_REPLIES } from './item-row.js';
import type { MatchedItem } from './match-items.js';
import { missingRule } from './missing-rule.js';
import { type CellColumns, sumCell } from './sum-cell.js';
import { tiesNeeded } from './tied-interval.js';
import { judgeChange, judgeLevel, toHarm } from './verdict.js';

export interface ComparisonOptions extends ChangeOptions {
  /** By name; null: only code that is not here knows what its sums mean. */
  readonly metrics: ReadonlyMap<string, ComparedMetric | null>;
  readonly gates: readonly Gate[];
  readonly model: string;
  readonly modelRef: string;
  /** Of all rows, for example that a run's answers came from two versions of a model. */
  readonly flags: readonly string[];
}

const CHANGE = [-1, 1];
const LEVEL = [1];
const EXPLORATORY_DRAWS = 1_999;
/** Error of each side and power of the smallest detectable change. */
export const DETECTABLE = { alpha: 0.05, power: 0.8, sides: 2 } as const;

/** Every metric in every scope of items that both runs have, baseline first in `sides`; adjusted and judged as a
 *  family later. */
export function compareItems(items: readonly MatchedItem[], options: ComparisonOptions): ComparisonRow[] {
  const margins = options.gates.filter(({ ceiling }) => ceiling === null);
  return cellsOf(items, options.metrics, CHANGE.length).flatMap(({ units, metric, contrasted }) => {
    const gate = margins.find((candidate) =>
      isAbout(candidate, { metric: metric.name, scope: units.scope }, contrasted),
    );
    const conditional = sumCell(units, metric, 'conditional', CHANGE);
    if (!conditional) return [];
    const rows = [changeRow(units, metric, 'conditional', conditional, gate ?? null, options)];
    if (!conditional.anyMissing) return rows;
    for (const form of metric.forms.slice(1)) {
      const cell = sumCell(units, metric, form, CHANGE);
      if (cell) rows.push(changeRow(units, metric, form, cell, null, options));
    }
    return rows;
  });
}

/** Levels of the candidate that have a ceiling; `items` are matched with nothing else, so that a baseline with fewer
 *  of them does not matter. */
export function judgeLevels(items: readonly MatchedItem[], options: ComparisonOptions): ComparisonRow[] {
  const gates = options.gates.flatMap((gate) =>
    gate.ceiling === null ? [] : [{ gate, ceiling: gate.ceiling }],
  );
  if (gates.length === 0) return [];
  return cellsOf(items, options.metrics, LEVEL.length).flatMap(({ units, metric, contrasted }) => {
    const bounded = gates.find(({ gate }) =>
      isAbout(gate, { metric: metric.name, scope: units.scope }, contrasted),
    );
    const cell = bounded && sumCell(units, metric, 'conditional', LEVEL);
    return bounded && cell ? [levelRow(units, metric, cell, bounded, options)] : [];
  });
}

export interface ComparedCell {
  readonly units: ScopeUnits;
  readonly metric: ComparedMetric;
  readonly contrasted: ReadonlySet<string>;
}

/** What is estimated: every metric in every scope that it applies to. */
export function cellsOf(
  items: readonly MatchedItem[],
  metrics: ComparisonOptions['metrics'],
  runs: number,
): ComparedCell[] {
  const cells = scopesOf(items).flatMap((units) =>
    [...metrics.values()].flatMap((metric) => {
      if (metric === null || (units.scope.reference !== null && !metric.contrasts)) return [];
      const applies = units.units.some(({ item }) =>
        item.sides.slice(0, runs).some(({ contributions }) => contributions.has(metric.name)),
      );
      return applies ? [{ units, metric }] : [];
    }),
  );
  const contrasted = contrastedMetrics(
    cells.map(({ units, metric }) => ({ metric: metric.name, scope: units.scope })),
  );
  return cells.map((cell) => ({ ...cell, contrasted }));
}

function changeRow(
  { scope }: ScopeUnits,
  metric: ComparedMetric,
  denominator: Denominator,
  cell: CellColumns,
  gate: Gate | null,
  options: ComparisonOptions,
): ComparisonRow {
  // A table to explore has many rows and is read at two digits.
  const draws = gate === null ? EXPLORATORY_DRAWS : undefined;
  const change = estimateChange(cell, metric, scope.reference !== null, CHANGE, {
    ...options,
    ...(draws !== undefined && { draws }),
  });
  const [repliesRef = NO_REPLIES, replies = NO_REPLIES] = cell.replies;
  const isOverAnswers = denominator === 'conditional' && cell.anyMissing;
  const blocked = isOverAnswers ? missingRule(replies, repliesRef) : null;
  const harm = change.interval && toHarm(change.interval, harmSign(metric.direction));
  const { verdict, beyondMargin } = judgeChange(blocked ? null : harm, gate?.margin ?? null);
  const flags = [
    ...options.flags,
    ...change.flags,
    ...(blocked ? [blocked.flag] : []),
    ...(beyondMargin ? ['beyond_margin'] : []),
    ...(isPastIdeal(metric, change) ? ['past_ideal'] : []),
  ];
  const [baseline = null, candidate = null] = change.levels;
  return {
    ...rowOf(metric, change, options),
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

function levelRow(
  { scope }: ScopeUnits,
  metric: ComparedMetric,
  cell: CellColumns,
  { gate, ceiling }: { readonly gate: Gate; readonly ceiling: number },
  options: ComparisonOptions,
): ComparisonRow {
  const level = estimateChange(cell, metric, scope.reference !== null, LEVEL, options);
  const [replies = NO_REPLIES] = cell.replies;
  const blocked = cell.anyMissing ? missingRule(replies, null) : null;
  const sign = harmSign(metric.direction);
  const harm = level.interval && toHarm(level.interval, sign);
  const verdict = judgeLevel(blocked ? null : harm, sign * ceiling);
  return {
    ...rowOf(metric, level, options),
    ...scope,
    denominator: 'conditional',
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
    flags: [...options.flags, ...level.flags, ...(blocked ? [blocked.flag] : [])],
  };
}

function rowOf(metric: ComparedMetric, change: Change, options: ComparisonOptions) {
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
