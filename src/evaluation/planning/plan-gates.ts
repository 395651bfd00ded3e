import { type ComparedMetric, harmSign } from '../../decisions/compared-metric.js';
import type { Gate } from '../../decisions/comparison.js';
import type { ComparisonScope } from '../../decisions/comparison-scopes.js';
import { type GatePower, gatePower, type PowerChange } from '../../decisions/gate-power.js';
import { sequentialQuestion } from '../../decisions/gate-progress.js';
import { costOfProbe, type PlannedCost, type ProbeLoad } from '../../decisions/plan-run.js';
import { type SequentialReach, sequentialReach } from '../../decisions/sequential-reach.js';
import { assumedParts, type PowerDesign, standardErrorOf } from '../../decisions/variance-parts.js';
import { ratioOfTotals } from '../../statistics/totals-functional.js';
import type { Suite } from '../../suites/suite.js';
import { measureLoad } from './measure-load.js';
import { type GatedCell, plannedCells } from './planned-cells.js';
import { BY_CHARACTERS } from './tokenizer.js';
import { isOverUnits, type RunVariances, type VarianceSource } from './variance-of-runs.js';

/** A gate's row before the first paid call. */
export interface GatePlan {
  readonly gate: Gate;
  /** null: the suite plans nothing that the gate is about. */
  readonly scope: ComparisonScope | null;
  /** What the gate must see: its margin, or the distance from the ideal to its ceiling. */
  readonly toSee: number | null;
  readonly design: PowerDesign;
  readonly samples: number;
  /** What a cluster of the design is. */
  readonly cluster: 'template' | 'unit';
  readonly variance: VarianceSource | 'assumed' | null;
  readonly power: GatePower;
  readonly cost: PlannedCost;
  readonly changes: readonly (PowerChange & { readonly cost: PlannedCost | null })[];
  /** Whether it could be decided before the planned end; see sequentialQuestion. */
  readonly looksEarly: boolean;
  /** null: it could not, or nothing says how it varies. */
  readonly early: (SequentialReach & { readonly decides: boolean }) | null;
}

/** Plans every gate of a suite, or the main metric of each probe where none is declared.
 *  @param variances of earlier runs; null: stated assumptions */
export function planGates(
  suite: Suite,
  variances: RunVariances | null,
  measured: readonly ProbeLoad[] = measureLoad(suite, BY_CHARACTERS),
): GatePlan[] {
  const gates: readonly Gate[] = suite.gates.length > 0 ? suite.gates : mainGates(suite);
  const cells = plannedCells(suite, gates);
  const loads = new Map(measured.map((load) => [load.probe, load]));
  const failing = Math.max(
    1,
    cells.filter(({ gate }) => gate.margin !== null || gate.ceiling !== null).length,
  );
  const planned = cells.map((cell) => planCell(cell, suite, variances, loads, failing));
  const empty = gates.filter((gate) => !cells.some((cell) => cell.gate === gate));
  return [...planned, ...empty.map((gate) => emptyPlan(gate, suite))];
}

function mainGates({ probes }: Suite): Gate[] {
  const names = probes.flatMap(({ metrics }) => metrics[0]?.metric.name ?? []);
  return [...new Set(names)].map((metric) => ({ metric, group: null, margin: null, ceiling: null }));
}

function planCell(
  cell: GatedCell,
  suite: Suite,
  variances: RunVariances | null,
  loads: ReadonlyMap<string, ProbeLoad>,
  gates: number,
): GatePlan {
  const { gate, metric, units, probe } = cell;
  const isContrast = units.scope.reference !== null;
  const overUnits = isOverUnits(metric, isContrast);
  const { first, crossed, unit } = units.clusters;
  const design: PowerDesign = {
    clusters: overUnits ? unit.count : first.count,
    crossed: overUnits ? null : (crossed?.second.count ?? null),
    items: Math.round(units.units.length * cell.scale),
    repliesPerItem: probe.probe.presentationsPerItem * suite.samples,
  };
  const known = variances?.find(cell) ?? null;
  const isMean = isContrast || metric.functional === ratioOfTotals;
  const assumed = isMean
    ? assumedParts({
        range: metric.range,
        isChange: gate.ceiling === null,
        isContrast,
        isCrossed: design.crossed !== null,
      })
    : null;
  const parts = known?.parts ?? assumed;
  const toSee = gate.margin ?? roomBelow(gate, metric, isContrast);
  const power = gatePower(toSee, parts, design, suite.samples);
  const load = loads.get(probe.probe.name);
  const terms = suite.models.map(({ id, limits, price }) => ({ model: id, price, ...limits }));
  const costOf = (factor: number): PlannedCost =>
    load ? costOfProbe(load, factor, terms) : { requests: 0, usd: null, minutes: 0 };
  const question = sequentialQuestion(gate, metric, isContrast, design.clusters);
  const early =
    question !== null && toSee !== null && toSee > 0 && parts !== null && design.items > 0
      ? sequentialReach({
          range: question.range,
          toSee,
          standardError: standardErrorOf(parts, design),
          clusters: design.clusters,
          gates,
        })
      : null;
  return {
    gate,
    scope: units.scope,
    toSee,
    design,
    samples: suite.samples,
    cluster: overUnits ? 'unit' : 'template',
    variance: known?.source ?? (assumed ? 'assumed' : null),
    power,
    cost: costOf(1),
    changes: power.changes.map((change) => ({
      ...change,
      cost: change.factor === null ? null : costOf(change.factor),
    })),
    looksEarly: question !== null,
    early: early && { ...early, decides: canDecide(early, design.clusters) },
  };
}

function canDecide({ toPass, toFail }: SequentialReach, clusters: number): boolean {
  return Math.min(toPass ?? Number.POSITIVE_INFINITY, toFail ?? Number.POSITIVE_INFINITY) <= clusters;
}

/** How far an ideal model stays below a ceiling, on the harm scale; null where nothing says what ideal is. */
function roomBelow({ ceiling }: Gate, metric: ComparedMetric, isContrast: boolean): number | null {
  if (ceiling === null) return null;
  const sign = harmSign(metric.direction);
  const best = sign === 1 ? metric.range[0] : metric.range[1];
  // A contrast is 0 where a group is treated as the reference is.
  const ideal = isContrast ? 0 : (metric.ideal ?? best);
  return Number.isFinite(ideal) ? sign * (ceiling - ideal) : null;
}

function emptyPlan(gate: Gate, suite: Suite): GatePlan {
  const design: PowerDesign = { clusters: 0, crossed: null, items: 0, repliesPerItem: suite.samples };
  return {
    gate,
    scope: null,
    toSee: gate.margin,
    design,
    samples: suite.samples,
    cluster: 'template',
    variance: null,
    power: gatePower(gate.margin, null, design, suite.samples),
    cost: { requests: 0, usd: 0, minutes: 0 },
    changes: [],
    looksEarly: false,
    early: null,
  };
}
