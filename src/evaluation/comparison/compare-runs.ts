import { join } from 'node:path';
import { type ComparisonOptions, compareItems, judgeLevels } from '../../decisions/compare-items.js';
import { compareTallies, type TallyOptions } from '../../decisions/compare-tallies.js';
import { comparedMetric } from '../../decisions/compared-metric.js';
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
import { readKeptWords } from './read-kept-words.js';
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
  const words = await readKeptWords(
    candidate.folder,
    manifest.probes.map(({ name }) => name),
  );
  const withWords = { ...options, words };
  const rows = [...compareItems(matching.items, options), ...compareTallies(matching.items, withWords)];
  if (gates.some(({ ceiling }) => ceiling !== null)) {
    const { items } = await matchRuns([candidate]);
    rows.push(...judgeLevels(items, options), ...compareTallies(items, withWords));
  }
  return {
    baseline: `${baseline.folder}#${baseline.model}`,
    candidate: `${candidate.folder}#${candidate.model}`,
    matchedItems: matching.items.length,
    unmatched: matching.unmatched,
    rows: [...rows, ...unanswered(gates, rows, manifest, matching, withWords)],
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
  matching: Matching,
  options: TallyOptions,
): ComparisonRow[] {
  const { model, modelRef } = options;
  return gates.flatMap((gate) => {
    const probes = manifest.probes.filter(({ metrics: names }) =>
      names.some((name) => name.split('@')[0] === gate.metric),
    );
    const version = manifest.metrics.find(({ name }) => name === gate.metric)?.version ?? '';
    return probes.flatMap(({ name: probe }) => {
      if (rows.some((row) => row.gate === gate && row.probe === probe)) return [];
      const missing = whyUnanswered(gate, probe, options, matching);
      return missing ? [missingGate(gate, { probe, version, model, modelRef }, missing)] : [];
    });
  });
}

function whyUnanswered(
  { metric, group }: Gate,
  probe: string,
  { metrics, words }: TallyOptions,
  { items, groups }: Matching,
): { readonly reasonIfNull: string; readonly reason: string } | null {
  if (metrics.get(metric) === null) {
    const reason = `only the code that defines ${metric} knows what its sums mean; declare it with defineMetric to gate on it`;
    return { reasonIfNull: 'capability_missing', reason };
  }
  if (!items.some((item) => item.probe === probe)) {
    return { reasonIfNull: 'no_items', reason: `the runs have no item of ${probe} in common` };
  }
  const tally = metrics.get(metric)?.tally;
  if (tally) {
    const needsWords = tally.wordGroups !== undefined || tally.needsTargets === true;
    const isKept = items.some(({ sides }) => sides.every(({ amounts }) => amounts?.has(metric)));
    if (!isKept || (needsWords && !words.has(probe))) {
      const reason = `the runs do not hold what ${metric} is made of; score them again (probity score, or the same run command)`;
      return { reasonIfNull: 'capability_missing', reason };
    }
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
