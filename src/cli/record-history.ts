import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ComparisonRow } from '../decisions/comparison.js';
import { UsageError } from '../errors.js';
import { compareRuns } from '../evaluation/comparison/compare-runs.js';
import { type HistoryRow, readHistory, writeHistory } from '../records/history-file.js';
import { type Manifest, readManifest } from '../records/manifest.js';
import { pathPart } from '../records/published-folder.js';
import type { StoredEstimate, StoredRun } from '../records/stored-run.js';
import { modelNames } from '../reports/planted-rows.js';

type Model = Manifest['models'][number];

/** What of a reference run is kept: enough to pair later runs with it by item. */
const KEPT = ['manifest.json', 'items.csv', 'metrics.csv'];

/** Adds a run to its suite's history, each model against the reference run that was frozen for it: the first one
 *  recorded. Recording a run again replaces its rows.
 *  @returns the suite's folder
 *  @throws UsageError when the suite has changed since its reference run */
export async function recordHistory(run: StoredRun, results: string): Promise<string> {
  const { manifest } = run;
  const suite = join(results, pathPart(manifest.suite));
  const path = join(suite, 'history.csv');
  const rows: HistoryRow[] = [];
  for (const model of manifest.models) {
    const reference = join(suite, '.reference', pathPart(model.id));
    if (!existsSync(join(reference, 'manifest.json'))) freeze(run.folder, reference);
    const frozen = await readManifest(reference);
    if (frozen.suite_hash !== manifest.suite_hash)
      throw new UsageError(
        `${run.folder}: the suite has changed since the reference run of ${model.id} (${frozen.started_at}); remove ${reference} to start a new reference`,
      );
    const isReference = frozen.started_at === manifest.started_at;
    const changes = isReference ? [] : await changesOf(run, model, reference, frozen);
    rows.push(...rowsOf(run, model, isReference, changes));
  }
  const before = readHistory(path).filter((row) => row.started_at !== manifest.started_at);
  const all = [...before, ...rows].sort((a, b) =>
    a.started_at < b.started_at ? -1 : a.started_at > b.started_at ? 1 : 0,
  );
  writeHistory(path, all);
  return suite;
}

function freeze(folder: string, reference: string): void {
  if (!existsSync(join(folder, 'items.csv')))
    throw new UsageError(`${folder} has no items.csv, so later runs could not be paired with it`);
  mkdirSync(reference, { recursive: true });
  for (const name of KEPT) copyFileSync(join(folder, name), join(reference, name));
}

async function changesOf(
  { folder, manifest }: StoredRun,
  { id }: Model,
  reference: string,
  frozen: Manifest,
): Promise<readonly ComparisonRow[]> {
  const [comparison] = await compareRuns(
    [
      [
        { folder: reference, manifest: frozen, model: id },
        { folder, manifest, model: id },
      ],
    ],
    [],
  );
  return comparison?.rows ?? [];
}

function rowsOf(
  { manifest, estimates, retest }: StoredRun,
  model: Model,
  isReference: boolean,
  changes: readonly ComparisonRow[],
): HistoryRow[] {
  const names = modelNames(manifest, model.id);
  const text = (value: string | number | null | undefined) =>
    value === null || value === undefined ? '' : String(value);
  return estimates
    .filter((row) => row.denominator === 'conditional' && names.includes(row.model ?? ''))
    .map((row) => {
      const change = changes.find((one) => isSame(one, row));
      const noise = retest.find((one) => one.model === model.id && one.probe === row.probe);
      return {
        schema_version: '1',
        started_at: manifest.started_at,
        run_id: manifest.run_id,
        suite_hash: manifest.suite_hash,
        model: model.id,
        model_returned: model.returned.join(';'),
        fingerprints: model.fingerprints.join(';'),
        estimate_id: text(row.estimate_id),
        probe: text(row.probe),
        metric: text(row.metric),
        axis: text(row.axis),
        group: text(row.group),
        reference: text(row.reference),
        condition: text(row.condition),
        estimate: text(row.estimate),
        ci_low: text(row.ci_low),
        ci_high: text(row.ci_high),
        n_items: text(row.n_items),
        n_refused: text(row.n_refused),
        n_unparsed: text(row.n_unparsed),
        is_reference: String(isReference),
        change: text(change?.estimate),
        change_se: text(change?.standardError),
        retest_flip_rate: text(noise?.flipRate),
        retest_se: text(retestError(noise?.scoreSd ?? null, row.n_items)),
      };
    });
}

function retestError(scoreSd: number | null, items: number | null): number | null {
  return scoreSd === null || items === null || items === 0 ? null : scoreSd / Math.sqrt(items);
}

function isSame(change: ComparisonRow, row: StoredEstimate): boolean {
  return (
    change.denominator === 'conditional' &&
    change.gate?.ceiling == null &&
    change.probe === row.probe &&
    change.metric === row.metric &&
    change.axis === row.axis &&
    change.group === row.group &&
    change.reference === row.reference &&
    change.condition === row.condition
  );
}
