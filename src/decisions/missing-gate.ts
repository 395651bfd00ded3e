import type { ComparisonRow, Gate } from './comparison.js';
import { NO_REPLIES } from './item-row.js';

/** The row of a gate that has nothing to look at: undecided, never a pass by default. */
export function missingGate(
  gate: Gate,
  of: { readonly probe: string; readonly version: string; readonly model: string; readonly modelRef: string },
  { reasonIfNull, reason }: { readonly reasonIfNull: string; readonly reason: string },
): ComparisonRow {
  return {
    probe: of.probe,
    condition: null,
    axis: null,
    group: gate.group === '*' ? null : gate.group,
    reference: null,
    metric: gate.metric,
    metricVersion: of.version,
    denominator: 'conditional',
    model: of.model,
    modelRef: of.modelRef,
    estimate: null,
    ciLow: null,
    ciHigh: null,
    ciLevel: 0.9,
    standardError: null,
    candidate: null,
    baseline: null,
    harmLow: null,
    harmHigh: null,
    items: 0,
    clusters: 0,
    replies: NO_REPLIES,
    repliesRef: NO_REPLIES,
    p: null,
    pMethod: null,
    pAdjusted: null,
    pAdjustment: null,
    family: null,
    method: 'none',
    seed: null,
    gate,
    verdict: 'undecided',
    outcome: 'undecided',
    reason,
    minimumDetectableEffect: null,
    flags: [],
    reasonIfNull,
  };
}
