import { DETECTABLE } from '../../decisions/compare-items.js';
import { harmSign } from '../../decisions/compared-metric.js';
import type { Gate } from '../../decisions/comparison.js';
import { GATE_LEVEL } from '../../decisions/gate-level.js';
import { contrastedMetrics, isAbout } from '../../decisions/gate-rows.js';
import { judgeLevel, toHarm, type Verdict } from '../../decisions/verdict.js';
import type { Cell } from '../../metrics/aggregate-scores.js';
import type { Estimate } from '../../metrics/estimate.js';
import { type EstimationOptions, estimateCell } from '../../metrics/estimate-cell.js';
import { minimumDetectableEffect } from '../../statistics/minimum-detectable-effect.js';

/** What a run alone can say of a row's gates. */
export interface Decided {
  /** Of a gate on a change, which takes a second run to decide. */
  readonly margin: number | null;
  /** Of a gate on the level. */
  readonly verdict: Verdict | null;
  /** Smallest value that a row of this size tells from its null value in 80% of cases. */
  readonly minimumDetectableEffect: number | null;
}

/** Decides a run's own absolute gates, on the 90% interval, and notes margins and detectable effects.
 *  @param cells from which the estimates were made
 *  @returns in the order of the estimates */
export function decideLevels(
  estimates: readonly Estimate[],
  cells: readonly Cell[],
  probe: string,
  gates: readonly Gate[],
  options: EstimationOptions,
): Decided[] {
  const contrasted = contrastedMetrics(
    estimates.map(({ metric, ...scope }) => ({ metric, scope: { ...scope, probe } })),
  );
  const gatesOf = ({ metric, denominator, ...scope }: Estimate) =>
    denominator === 'conditional'
      ? gates.filter((gate) => isAbout(gate, { metric, scope: { ...scope, probe } }, contrasted))
      : [];
  return estimates.map((estimate) => {
    const own = gatesOf(estimate);
    const ceiling = own.find((gate) => gate.ceiling !== null)?.ceiling ?? null;
    const { standardError } = estimate;
    return {
      margin: own.find((gate) => gate.margin !== null)?.margin ?? null,
      verdict: ceiling === null ? null : levelVerdict(estimate, cells, ceiling, options),
      minimumDetectableEffect:
        standardError === null || standardError === 0
          ? null
          : minimumDetectableEffect(standardError, DETECTABLE),
    };
  });
}

function levelVerdict(
  { metric, condition, axis, group, reference, flags }: Estimate,
  cells: readonly Cell[],
  ceiling: number,
  options: EstimationOptions,
): Verdict {
  const cell = cells.find(
    ({ bound, scope }) =>
      bound.metric.name === metric &&
      scope.condition === condition &&
      scope.axis === axis &&
      scope.group === group &&
      scope.reference === reference,
  );
  const row = cell && estimateCell(cell, { ...options, level: GATE_LEVEL })[0];
  if (!cell || !row || row.ciLow === null || row.ciHigh === null || flags.includes('unreliable'))
    return 'undecided';
  const sign = harmSign(cell.bound.metric.direction);
  return judgeLevel(toHarm({ low: row.ciLow, high: row.ciHigh }, sign), sign * ceiling);
}
