import { harmSign } from '../../decisions/compared-metric.js';
import type { Gate } from '../../decisions/comparison.js';
import { DETECTABLE } from '../../decisions/comparison-row.js';
import { GATE_LEVEL } from '../../decisions/gate-level.js';
import { contrastedMetrics, isAbout } from '../../decisions/gate-rows.js';
import { judgeLevel, toHarm, type Verdict } from '../../decisions/verdict.js';
import type { Cell } from '../../metrics/aggregate-scores.js';
import type { Estimate, EstimateScope } from '../../metrics/estimate.js';
import { type EstimationOptions, estimateCell } from '../../metrics/estimate-cell.js';
import { type TableOptions, tallyContext } from '../../metrics/estimate-table.js';
import { estimateTallies } from '../../metrics/estimate-tally.js';
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
  options: EstimationOptions & TableOptions,
): Decided[] {
  const scopes = options.tallies ?? [];
  const atGateLevel = { ...options, level: GATE_LEVEL };
  // Each takes a bootstrap: only where a gate asks for it, and once.
  let tallied: readonly Estimate[] | null = null;
  const rowOf = (estimate: Estimate): Estimate | undefined => {
    const cell = cells.find(({ bound, scope }) => isOf(estimate, bound.metric.name, scope));
    if (cell) return estimateCell(cell, atGateLevel)[0];
    if (!scopes.some(({ bound }) => bound.metric.name === estimate.metric)) return undefined;
    tallied ??= estimateTallies(scopes, tallyContext(options), atGateLevel);
    return tallied.find((row) => isOf(estimate, row.metric, row));
  };
  const directions = new Map(
    [...cells, ...scopes].map(({ bound: { metric } }) => [metric.name, metric.direction]),
  );
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
      verdict:
        ceiling === null
          ? null
          : levelVerdict(
              rowOf(estimate),
              ceiling,
              harmSign(directions.get(estimate.metric) ?? 'higher_is_worse'),
            ),
      minimumDetectableEffect:
        standardError === null || standardError === 0
          ? null
          : minimumDetectableEffect(standardError, DETECTABLE),
    };
  });
}

function isOf(estimate: Estimate, metric: string, scope: EstimateScope): boolean {
  return (
    estimate.metric === metric &&
    scope.condition === estimate.condition &&
    scope.axis === estimate.axis &&
    scope.group === estimate.group &&
    scope.reference === estimate.reference
  );
}

function levelVerdict(row: Estimate | undefined, ceiling: number, sign: 1 | -1): Verdict {
  if (!row || row.ciLow === null || row.ciHigh === null || row.flags.includes('unreliable'))
    return 'undecided';
  return judgeLevel(toHarm({ low: row.ciLow, high: row.ciHigh }, sign), sign * ceiling);
}
