import type { Manifest } from '../records/manifest.js';
import type { StoredEstimate, StoredRun } from '../records/stored-run.js';

/** What a simulated model was built with beside what was measured of it. */
export interface PlantedRow {
  readonly model: string;
  readonly planted: number;
  readonly measured: StoredEstimate;
  /** Whether the interval holds the planted value; null: there is no interval. */
  readonly holds: boolean | null;
}

/** The instrument's own check: every planted value that was measured. */
export function plantedRows({ manifest, estimates }: StoredRun): PlantedRow[] {
  if (manifest.planted.length === 0) return [];
  const byScope = new Map<string, StoredEstimate[]>();
  for (const row of estimates) {
    if (row.denominator !== 'conditional') continue;
    const key = scopeKey(row.probe, row.metric, row.group, row.reference);
    byScope.set(key, [...(byScope.get(key) ?? []), row]);
  }
  const names = new Map(manifest.models.map(({ id }) => [id, modelNames(manifest, id)]));
  return manifest.planted.flatMap(({ model, probe, metric, group, reference, value }) => {
    const measured = byScope
      .get(scopeKey(probe, metric, group, reference))
      ?.find((row) => names.get(model)?.includes(row.model ?? ''));
    if (!measured) return [];
    const { ci_low: low, ci_high: high } = measured;
    const holds = low === null || high === null ? null : low <= value && value <= high;
    return [{ model, planted: value, measured, holds }];
  });
}

function scopeKey(...parts: readonly (string | null)[]): string {
  return JSON.stringify(parts);
}

/** How metrics.csv may name a model: as reported, as asked for, or both when several report the same. */
export function modelNames({ models }: Manifest, id: string): string[] {
  const returned = models.find((model) => model.id === id)?.returned ?? [];
  return [id, ...returned, ...returned.map((name) => `${name} (${id})`)];
}
