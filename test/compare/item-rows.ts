import { type ComparisonOptions, compareItems, judgeLevels } from '../../src/decisions/compare-items.js';
import { type ComparedMetric, comparedMetric } from '../../src/decisions/compared-metric.js';
import type { ComparisonRow, Gate } from '../../src/decisions/comparison.js';
import type { ItemRow } from '../../src/decisions/item-row.js';
import { ItemMatcher } from '../../src/decisions/match-items.js';
import { settleFamilies } from '../../src/decisions/settle-families.js';
import { bbqMetrics } from '../../src/metrics/bbq-metrics.js';
import { occupationMetrics } from '../../src/metrics/occupation-metrics.js';

const SHIPPED = [...bbqMetrics, ...occupationMetrics];

/** Metrics that ship, as a comparison sees them. */
export function metricsOf(...names: readonly string[]): Map<string, ComparedMetric | null> {
  return new Map(
    names.map((name) => {
      const metric = SHIPPED.find((one) => one.name === name);
      if (!metric) throw new Error(`expected a metric named ${name}`);
      const { range, functional: _, ...rest } = metric;
      return [name, comparedMetric({ ...rest, range, functional: 'mean' }, SHIPPED)];
    }),
  );
}

/** An item of cluster `cluster` with values of a mean by metric; null: no reply had a value. */
export function item(
  cluster: number | string,
  place: number,
  values: Readonly<Record<string, number | null>>,
  change: Partial<ItemRow> & { readonly unparsed?: number } = {},
): ItemRow {
  const { unparsed = 0, ...rest } = change;
  return {
    probe: 'probe',
    itemId: `${cluster}/${place}`,
    ordinal: Number(cluster) * 1000 + place,
    clusterId: `cluster-${cluster}`,
    cluster2Id: null,
    setId: null,
    axis: null,
    group: null,
    reference: null,
    condition: null,
    outcome: {
      replies: { answer: 1 - unparsed, refused: 0, unparsed, error: 0 },
      contributions: new Map(
        Object.entries(values).map(([name, value]) => [
          name,
          value === null ? [null, [0, 1], [-1, 1], [1, 1]] : [[value, 1]],
        ]),
      ),
    },
    ...rest,
  };
}

export function margin(metric: string, value: number | null, group: string | null = null): Gate {
  return { metric, group, margin: value, ceiling: null };
}

export function match(...runs: readonly (readonly ItemRow[])[]) {
  const matcher = new ItemMatcher();
  for (const rows of runs) {
    matcher.startRun();
    for (const row of rows) matcher.add(row);
  }
  return matcher.finish();
}

/** Baseline against candidate, with families settled; ceilings are of the candidate. */
export function decide(
  baseline: readonly ItemRow[],
  candidate: readonly ItemRow[],
  gates: readonly Gate[],
  metrics = metricsOf(...new Set(gates.map(({ metric }) => metric))),
): ComparisonRow[] {
  const options: ComparisonOptions = {
    metrics,
    gates,
    level: 0.9,
    seed: 1,
    resamples: 2000,
    model: 'new',
    modelRef: 'old',
    flags: [],
  };
  return settleFamilies([
    ...compareItems(match(baseline, candidate).items, options),
    ...judgeLevels(match(candidate).items, options),
  ]);
}

export function gateOf(rows: readonly ComparisonRow[]): ComparisonRow {
  const found = rows.find(({ gate }) => gate !== null);
  if (!found) throw new Error('expected a row with a gate');
  return found;
}
