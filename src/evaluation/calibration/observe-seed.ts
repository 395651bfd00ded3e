import { simulatedAdapter } from '../../adapters/simulated/simulated-adapter.js';
import type {
  GateObservation,
  LevelObservation,
  SceneObservation,
  SeedObservation,
} from '../../decisions/calibration.js';
import { compareItems } from '../../decisions/compare-items.js';
import type { ComparisonRow, Gate } from '../../decisions/comparison.js';
import { GATE_LEVEL } from '../../decisions/gate-level.js';
import { ItemMatcher, type MatchedItem } from '../../decisions/match-items.js';
import { settleFamilies } from '../../decisions/settle-families.js';
import { type EstimationOptions, estimateCell } from '../../metrics/estimate-cell.js';
import type { Suite } from '../../suites/suite.js';
import { comparedMetrics } from '../planning/planned-cells.js';
import { type EarlyStopping, openEarlyStopping } from './early-stopping.js';
import { type Effects, type Plantings, plantedOptions } from './planted-models.js';
import { ProbeBench, type SimulatedRun } from './probe-bench.js';

/** Everything, or how often gates call equal models regressed: about half the work, for many seeds. */
export type CalibrationScope = 'all' | 'false_alarms';

export interface Bench {
  readonly suite: Suite;
  readonly gates: readonly Gate[];
  readonly probes: ReadonlyMap<string, ProbeBench>;
  /** null: only false alarms are looked at. */
  readonly early: EarlyStopping | null;
}

/** Lists the requests of a suite's probes. Only metrics with a planted value, or with a gate, are computed.
 *  @param scope what observations are to hold */
export async function openBench(suite: Suite, plantings: Plantings, scope: CalibrationScope): Promise<Bench> {
  const main = suite.probes.flatMap(({ metrics: [first] }) => first?.metric.name ?? []);
  const declared = suite.gates.filter(({ ceiling }) => ceiling === null);
  const gates =
    declared.length > 0
      ? declared
      : [...new Set(main)].map((metric) => ({ metric, group: null, margin: null, ceiling: null }));
  const adapter = await simulated(plantedOptions(plantings.alike, null));
  const probes = new Map<string, ProbeBench>();
  for (const entry of suite.probes) {
    const known = new Set([
      ...gates.map(({ metric }) => metric),
      ...(scope === 'all' ? (adapter.planted?.(entry.probe) ?? []) : []).map(({ metric }) => metric),
    ]);
    const metrics = entry.metrics.filter(({ metric }) => known.has(metric.name));
    probes.set(entry.probe.name, new ProbeBench({ ...entry, metrics }, suite.samples));
  }
  return { suite, gates, probes, early: scope === 'all' ? openEarlyStopping() : null };
}

/** Runs every planting of one seed through probes, simulated model, scorers, metrics and comparison.
 *  @param effects planted change of each probe's bias; absent: none is tried */
export async function observeSeed(
  bench: Bench,
  plantings: Plantings,
  seed: number,
  effects: Effects | null,
): Promise<SeedObservation> {
  // Five models a seed, each with draws of its own.
  const at = (model: number) => (5 * seed + model) * 1000;
  return {
    alike: await observeScene(bench, plantings.alike, [at(0), at(1), at(2)], effects),
    varied: await observeScene(bench, plantings.varied, [at(3), at(4), at(2)], null),
    early: (await bench.early?.observe(seed)) ?? null,
  };
}

async function observeScene(
  bench: Bench,
  planting: Plantings[keyof Plantings],
  [first, second, third]: readonly [number, number, number],
  effects: Effects | null,
): Promise<SceneObservation> {
  const baseline = await runAll(bench, planting, first, null);
  const twin = await runAll(bench, planting, second, null);
  const worse = effects && (await runAll(bench, planting, third, effects));
  const same = match(baseline, twin);
  return {
    levels: bench.early === null ? [] : [...levelsOf(bench, baseline), ...levelsOf(bench, twin)],
    same: decide(bench, same, baseline, twin),
    unclustered: decide(bench, same.map(alone), baseline, twin),
    worse: worse ? decide(bench, match(baseline, worse), baseline, worse) : [],
  };
}

type Runs = ReadonlyMap<string, SimulatedRun>;

async function runAll(
  { probes }: Bench,
  planting: Plantings[keyof Plantings],
  seed: number,
  effects: Effects | null,
): Promise<Runs> {
  const runs = new Map<string, SimulatedRun>();
  for (const [name, probe] of probes) {
    const adapter = await simulated(plantedOptions(planting, effects?.[name] ?? null));
    runs.set(name, await probe.run(adapter, seed));
  }
  return runs;
}

function simulated(options: Readonly<Record<string, number>>) {
  const settings = { id: 'planted', adapter: 'simulated', model: 'fair', concurrency: 1, directory: '.' };
  return simulatedAdapter.open({ ...settings, options }, {});
}

function levelsOf({ suite }: Bench, runs: Runs): LevelObservation[] {
  const { statistics, seed, samples } = suite;
  return [...runs].flatMap(([probe, { cells, planted }]) =>
    cells.flatMap((cell): LevelObservation[] => {
      const { group, reference } = cell.scope;
      const metric = cell.bound.metric.name;
      const truth = planted.find(
        (one) => one.metric === metric && one.group === group && one.reference === reference,
      );
      const conditional = cell.sums.get('conditional');
      if (!truth || !conditional) return [];
      const options: EstimationOptions = {
        level: statistics.confidence,
        resamples: statistics.resamples,
        interval: statistics.interval,
        seed,
        samples,
        language: 'en',
      };
      const [row] = estimateCell({ ...cell, sums: new Map([['conditional', conditional]]) }, options);
      if (!row || row.ciLow === null || row.ciHigh === null) return [];
      const { method, clusters, ciLow, ciHigh } = row;
      const covered = ciLow <= truth.value && truth.value <= ciHigh;
      return [{ probe, metric, group, reference, method, clusters, truth: truth.value, covered }];
    }),
  );
}

function match(baseline: Runs, candidate: Runs): readonly MatchedItem[] {
  const matcher = new ItemMatcher();
  for (const runs of [baseline, candidate]) {
    matcher.startRun();
    for (const { items } of runs.values()) for (const item of items) matcher.add(item);
  }
  return matcher.finish().items;
}

function alone(item: MatchedItem): MatchedItem {
  return { ...item, clusterId: String(item.ordinal), cluster2Id: null };
}

function decide(
  { suite, gates }: Bench,
  items: readonly MatchedItem[],
  baseline: Runs,
  candidate: Runs,
): GateObservation[] {
  const known = comparedMetrics(suite);
  const metrics = new Map(gates.map(({ metric }) => [metric, known.get(metric) ?? null]));
  const rows = compareItems(items, {
    metrics,
    gates,
    level: GATE_LEVEL,
    seed: suite.seed,
    resamples: suite.statistics.resamples,
    model: 'candidate',
    modelRef: 'baseline',
    flags: [],
  });
  return settleFamilies(rows.filter(({ gate }) => gate !== null)).map((row) => ({
    probe: row.probe,
    metric: row.metric,
    group: row.group,
    reference: row.reference,
    clusters: row.clusters,
    margin: row.gate?.margin ?? null,
    truth: plantedChange(row, baseline, candidate),
    standardError: row.standardError,
    verdict: row.verdict,
    worse: row.harmLow !== null && row.harmLow > 0,
    failed: row.outcome === 'failed',
    p: row.p,
  }));
}

function plantedChange(
  { probe, metric, group, reference }: ComparisonRow,
  baseline: Runs,
  candidate: Runs,
): number | null {
  const [before, after] = [baseline, candidate].map(
    (runs) =>
      runs
        .get(probe)
        ?.planted.find((one) => one.metric === metric && one.group === group && one.reference === reference)
        ?.value,
  );
  return before === undefined || after === undefined ? null : after - before;
}
