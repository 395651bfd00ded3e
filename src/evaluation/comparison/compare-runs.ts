import { join } from 'node:path';
import { type ComparisonOptions, compareItems, judgeLevels } from '../../decisions/compare-items.js';
import { type ComparedMetric, comparedMetric } from '../../decisions/compared-metric.js';
import {
  type Comparison,
  type ComparisonRow,
  type Gate,
  overallOutcome,
} from '../../decisions/comparison.js';
import { GATE_LEVEL } from '../../decisions/gate-level.js';
import { ItemMatcher, type Matching } from '../../decisions/match-items.js';
import { missingGate } from '../../decisions/missing-gate.js';
import { settleFamilies } from '../../decisions/settle-families.js';
import { builtinMetrics } from '../../metrics/builtin-metrics.js';
import { readItems } from '../../records/items-file.js';
import type { Manifest } from '../../records/manifest.js';
import { checkComparable } from './check-comparable.js';
import { checkGates } from './check-gates.js';
import { type RunReference, referenceNames } from './run-reference.js';

/** Compares pairs of runs as one family.
 *  @param gates of the command line and the suite; empty: each probe's main metric, which then can only fail
 *  @throws UsageError when a pair is not comparable or a gate names what is not there; RecordError for broken tables */
export async function compareRuns(
  pairs: readonly (readonly [baseline: RunReference, candidate: RunReference])[],
  declared: readonly Gate[],
): Promise<Comparison[]> {
  for (const [baseline, candidate] of pairs) checkComparable(baseline, candidate);
  const open: Omit<Comparison, 'outcome'>[] = [];
  for (const [baseline, candidate] of pairs) open.push(await comparePair(baseline, candidate, declared));
  const settled = settleFamilies(open.flatMap(({ rows }) => rows));
  let from = 0;
  return open.map((comparison) => {
    const rows = settled.slice(from, from + comparison.rows.length);
    from += comparison.rows.length;
    return { ...comparison, rows, outcome: overallOutcome(rows.filter(({ gate }) => gate !== null)) };
  });
}

async function comparePair(
  baseline: RunReference,
  candidate: RunReference,
  declared: readonly Gate[],
): Promise<Omit<Comparison, 'outcome'>> {
  const { manifest } = candidate;
  const matching = await matchRuns([baseline, candidate]);
  const gates = declared.length > 0 ? declared : mainMetrics(manifest);
  checkGates(gates, manifest, matching);
  const metrics = new Map(
    manifest.metrics.map((metric) => [metric.name, comparedMetric(metric, builtinMetrics)]),
  );
  const [modelRef = '', model = ''] = referenceNames([baseline, candidate]);
  const options: ComparisonOptions = {
    metrics,
    gates,
    level: GATE_LEVEL,
    seed: manifest.seed,
    resamples: manifest.statistics.resamples,
    model,
    modelRef,
    flags: [baseline, candidate].some(isMixed) ? ['mixed_model_version'] : [],
  };
  const changes = compareItems(matching.items, options);
  const needsLevels = gates.some(({ ceiling }) => ceiling !== null);
  const levels = needsLevels ? judgeLevels((await matchRuns([candidate])).items, options) : [];
  const rows = [...changes, ...levels];
  return {
    baseline: `${baseline.folder}#${baseline.model}`,
    candidate: `${candidate.folder}#${candidate.model}`,
    matchedItems: matching.items.length,
    unmatched: matching.unmatched,
    rows: [...rows, ...unanswered(gates, rows, manifest, metrics, matching, options)],
  };
}

/** Pairs the items of models, which must be comparable. */
export async function matchRuns(references: readonly RunReference[]): Promise<Matching> {
  const matcher = new ItemMatcher();
  for (const { folder, model } of references) {
    matcher.startRun();
    for await (const rows of readItems(join(folder, 'items.csv'), model))
      for (const row of rows) matcher.add(row);
  }
  return matcher.finish();
}

/** Undecided rows for what a gate asks of a probe and the runs cannot answer. */
function unanswered(
  gates: readonly Gate[],
  rows: readonly ComparisonRow[],
  manifest: Manifest,
  metrics: ReadonlyMap<string, ComparedMetric | null>,
  matching: Matching,
  { model, modelRef }: ComparisonOptions,
): ComparisonRow[] {
  return gates.flatMap((gate) => {
    const probes = manifest.probes.filter(({ metrics: names }) =>
      names.some((name) => name.split('@')[0] === gate.metric),
    );
    const version = manifest.metrics.find(({ name }) => name === gate.metric)?.version ?? '';
    return probes.flatMap(({ name: probe }) => {
      if (rows.some((row) => row.gate === gate && row.probe === probe)) return [];
      const missing = whyUnanswered(gate, probe, metrics, matching);
      return missing ? [missingGate(gate, { probe, version, model, modelRef }, missing)] : [];
    });
  });
}

function whyUnanswered(
  { metric, group }: Gate,
  probe: string,
  metrics: ReadonlyMap<string, ComparedMetric | null>,
  { items, groups }: Matching,
): { readonly reasonIfNull: string; readonly reason: string } | null {
  if (metrics.get(metric) === null) {
    const reason = `only the code that defines ${metric} knows what its sums mean; declare it with defineMetric to gate on it`;
    return { reasonIfNull: 'capability_missing', reason };
  }
  if (!items.some((item) => item.probe === probe)) {
    return { reasonIfNull: 'no_items', reason: `the runs have no item of ${probe} in common` };
  }
  const [before, after] = groups.map((run) => group !== null && (run.get(probe)?.has(group) ?? false));
  if (group !== null && group !== '*') {
    // A group of another probe is no concern of this one.
    if (!before && !after) return null;
    if (!before)
      return { reasonIfNull: 'group_absent', reason: `the baseline has no item of group "${group}"` };
    if (!after)
      return { reasonIfNull: 'group_absent', reason: `the candidate has no item of group "${group}"` };
  }
  return { reasonIfNull: 'no_items', reason: `${metric} has no value in any item that both runs have` };
}

/** What is decided on where nothing was declared. */
function mainMetrics({ probes }: Manifest): Gate[] {
  const names = probes.flatMap(({ metrics }) => metrics[0]?.split('@')[0] ?? []);
  return [...new Set(names)].map((metric) => ({ metric, group: null, margin: null, ceiling: null }));
}

function isMixed({ manifest, model }: RunReference): boolean {
  return (manifest.models.find(({ id }) => id === model)?.returned.length ?? 0) > 1;
}
