import { type ComparedCell, cellsOf } from '../../decisions/compare-items.js';
import type { ComparedMetric } from '../../decisions/compared-metric.js';
import { isSameScope, type ScopeUnits } from '../../decisions/comparison-scopes.js';
import { clusteredCell } from '../../decisions/estimate-change.js';
import { sumCell } from '../../decisions/sum-cell.js';
import { differenceParts, partsFromErrors, type VarianceParts } from '../../decisions/variance-parts.js';
import { UsageError } from '../../errors.js';
import type { Suite } from '../../suites/suite.js';
import { matchRuns } from '../comparison/compare-runs.js';
import { openReferences, type RunReference } from '../comparison/run-reference.js';
import { comparedMetrics, type GatedCell } from './planned-cells.js';
import { withinReplies } from './within-replies.js';

const CHANGE = [-1, 1];
const LEVEL = [1];

/** Where variances of a plan come from: `pair`, the paired differences of two models; `run`, one model, whose values
 *  another is taken to go together with. */
export type VarianceSource = 'pair' | 'run';

/** Variances of gates' figures in earlier runs. */
export interface RunVariances {
  /** Models that they come from, as `RUN#model`. */
  readonly models: readonly string[];
  /** null: the runs have nothing of it, or too little. */
  find(cell: GatedCell): { readonly parts: VarianceParts; readonly source: VarianceSource } | null;
}

/** Reads the variances that earlier runs of the suite's probes show: of one model, or of the differences between the
 *  first two models that are named.
 *  @param runs as `RUN` or `RUN#model`
 *  @throws RecordError when a folder is no run; UsageError when no model of it is known */
export async function varianceOfRuns(runs: readonly string[], suite: Suite): Promise<RunVariances> {
  const references = (await Promise.all(runs.map(openReferences))).flat();
  const [first, second] = references;
  if (!first) throw new UsageError('expected --from with a run folder');
  const used = second ? [first, second] : [first];
  const within = await Promise.all(used.map((reference) => withinReplies(reference, suite.probes)));
  const metrics = comparedMetrics(suite);
  const levels = cellsOf((await matchRuns([first])).items, metrics, 1);
  const changes = second ? cellsOf((await matchRuns(used)).items, metrics, 2) : [];
  const withinItem = ({ metric, units }: ComparedCell, weights: readonly number[]) => {
    const key = `${units.scope.probe}\n${metric.name}`;
    const own = within.slice(0, weights.length).map((of) => of.get(key));
    const sum = own.reduce<number | undefined>(
      (total, one) => (total === undefined || one === undefined ? undefined : total + one),
      0,
    );
    // A contrast is of two items.
    return sum === undefined ? null : sum * (units.scope.reference === null ? 1 : 2);
  };
  const partsIn = (cells: readonly ComparedCell[], wanted: GatedCell, weights: readonly number[]) => {
    const cell = cells.find(
      ({ metric, units }) =>
        metric.name === wanted.metric.name && isSameScope(units.scope, wanted.units.scope),
    );
    return cell ? observedParts(cell, weights, repliesOf(first, wanted), withinItem(cell, weights)) : null;
  };
  return {
    models: used.map(({ folder, model }) => `${folder}#${model}`),
    find(cell) {
      const isLevel = cell.gate.ceiling !== null;
      if (second && !isLevel) {
        const parts = partsIn(changes, cell, CHANGE);
        if (parts) return { parts, source: 'pair' };
      }
      const parts = partsIn(levels, cell, LEVEL);
      return parts && { parts: isLevel ? parts : differenceParts(parts), source: 'run' };
    },
  };
}

/** Replies to an item of the run that is read, not of the plan. */
function repliesOf({ manifest }: RunReference, { probe }: GatedCell): number {
  const described = manifest.probes.find(({ name }) => name === probe.probe.name);
  return (described?.presentations ?? probe.probe.presentationsPerItem) * manifest.samples;
}

function observedParts(
  { units, metric }: ComparedCell,
  weights: readonly number[],
  repliesPerItem: number,
  withinItem: number | null,
): VarianceParts | null {
  const isContrast = units.scope.reference !== null;
  const errorOf = (clusters: ScopeUnits['clusters']) => {
    const cell = sumCell({ ...units, clusters }, metric, 'conditional', weights);
    return cell && { items: cell.items, ...clusteredCell(cell, metric, isContrast, weights).of };
  };
  const own = errorOf(units.clusters);
  if (!own || own.standardError === null) return null;
  const { first, crossed } = units.clusters;
  if (isOverUnits(metric, isContrast)) {
    // What is drawn is the unit: nothing below it has a variance of its own.
    return { clusters: own.standardError ** 2 * own.clusters, crossed: 0, items: 0, replies: 0 };
  }
  const count = units.units.length;
  const alone = { count, of: Int32Array.from({ length: count }, (_, place) => place) };
  const independent = errorOf({ first: alone, crossed: null, unit: alone })?.standardError ?? null;
  const byCluster = crossed
    ? (errorOf({ first, crossed: null, unit: first })?.standardError ?? null)
    : own.standardError;
  const second = crossed && errorOf({ first: crossed.second, crossed: null, unit: crossed.second });
  if (independent === null || byCluster === null) return null;
  return partsFromErrors({
    design: {
      clusters: first.count,
      crossed: crossed?.second.count ?? null,
      items: own.items,
      repliesPerItem,
    },
    standardError: own.standardError,
    independent,
    byCluster,
    byCrossed: second?.standardError ?? null,
    withinItem,
  });
}

export function isOverUnits(metric: ComparedMetric, isContrast: boolean): boolean {
  return metric.overUnits !== null && !isContrast;
}
