import { comparedMetric } from '../../decisions/compared-metric.js';
import { GATE_LEVEL } from '../../decisions/gate-level.js';
import { estimateSeries, type SeriesRow } from '../../decisions/series.js';
import { UsageError } from '../../errors.js';
import { builtinMetrics } from '../../metrics/builtin-metrics.js';
import { checkComparable } from './check-comparable.js';
import { matchRuns } from './compare-runs.js';
import { openReferences, type RunReference, referenceNames } from './run-reference.js';

/** By what the models are ordered. `size`: parameters, by their logarithm to base 10, so that a slope is per tenfold
 *  size; `date`: of release, in years. */
export type SeriesKind = 'size' | 'date';

export interface Series {
  readonly suite: string;
  readonly kind: SeriesKind;
  readonly models: readonly { readonly name: string; readonly place: number }[];
  readonly matchedItems: number;
  readonly rows: readonly SeriesRow[];
}

const YEAR_MS = 365.25 * 24 * 3600 * 1000;

/** Slopes along an ordered family of models.
 *  @param runs `RUN[#model][=place]`, place a number of parameters (7e9, 7B) or a date (2025-01-31); without one it is
 *  read from the model's name (size)
 *  @throws UsageError when a place is missing, or the runs are not comparable */
export async function compareSeries(runs: readonly string[], kind: SeriesKind): Promise<Series> {
  const references: RunReference[] = [];
  const places: number[] = [];
  for (const text of runs) {
    const [, name = text, typed] = /^(.+?)=([^=/#]+)$/su.exec(text) ?? [];
    for (const reference of await openReferences(name)) {
      references.push(reference);
      places.push(readPlace(kind, typed, reference));
    }
  }
  const [first] = references;
  if (!first || new Set(places).size < 2)
    throw new UsageError(`expected models at two or more places of the ${kind}, got ${new Set(places).size}`);
  for (const reference of references.slice(1)) checkComparable(first, reference);
  const { items } = await matchRuns(references);
  const { manifest } = first;
  const metrics = new Map(
    manifest.metrics.map((metric) => [metric.name, comparedMetric(metric, builtinMetrics)]),
  );
  const { seed, statistics } = manifest;
  return {
    suite: manifest.suite,
    kind,
    models: referenceNames(references).map((name, index) => ({
      name,
      place: places[index] ?? 0,
    })),
    matchedItems: items.length,
    rows: estimateSeries(items, places, metrics, {
      level: GATE_LEVEL,
      seed,
      resamples: statistics.resamples,
    }),
  };
}

const UNITS: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9, t: 1e12 };

function readPlace(kind: SeriesKind, typed: string | undefined, reference: RunReference): number {
  if (kind === 'date') {
    const moment = Date.parse(typed ?? '');
    if (!Number.isNaN(moment)) return moment / YEAR_MS;
    throw new UsageError(
      `expected a date after ${reference.folder}#${reference.model}, for example =2025-01-31, got "${typed ?? ''}"`,
    );
  }
  const size = sizeIn(typed ?? `${reference.model} ${referenceNames([reference]).join()}`);
  if (size !== null) return Math.log10(size);
  throw new UsageError(
    `expected a number of parameters after ${reference.folder}#${reference.model}, for example =7e9 or =7B, got "${typed ?? ''}"`,
  );
}

/** Parameters that a text names. @example sizeIn('Llama-3.1-8B-Instruct') // 8e9 */
function sizeIn(text: string): number | null {
  const plain = Number(text);
  if (Number.isFinite(plain) && plain > 0) return plain;
  const [, digits, unit = ''] = /(?:^|[^a-z\d.])(\d+(?:\.\d+)?)([kmbt])(?![a-z\d])/iu.exec(text) ?? [];
  return digits === undefined ? null : Number(digits) * (UNITS[unit.toLowerCase()] ?? 1);
}
