import type { Denominator } from '../metrics/metric.js';
import type { ComparedMetric } from './compared-metric.js';
import type { ComparisonRow, Gate } from './comparison.js';
import { changeRow, levelRow, type RowContext } from './comparison-row.js';
import { type ScopeUnits, scopesOf } from './comparison-scopes.js';
import { type ChangeOptions, estimateChange } from './estimate-change.js';
import { contrastedMetrics, isAbout } from './gate-rows.js';
import type { MatchedItem } from './match-items.js';
import { type CellColumns, sumCell } from './sum-cell.js';

export interface ComparisonOptions extends ChangeOptions, RowContext {
  /** By name; null: only code that is not here knows what its sums mean. */
  readonly metrics: ReadonlyMap<string, ComparedMetric | null>;
  readonly gates: readonly Gate[];
}

const CHANGE = [-1, 1];
const LEVEL = [1];
const EXPLORATORY_DRAWS = 1_999;

/** Every metric in every scope of items that both runs have, baseline first in `sides`; adjusted and judged as a
 *  family later. */
export function compareItems(items: readonly MatchedItem[], options: ComparisonOptions): ComparisonRow[] {
  const margins = options.gates.filter(({ ceiling }) => ceiling === null);
  return cellsOf(items, options.metrics, CHANGE.length).flatMap(({ units, metric, contrasted }) => {
    const gate = margins.find((candidate) =>
      isAbout(candidate, { metric: metric.name, scope: units.scope }, contrasted),
    );
    const conditional = sumCell(units, metric, 'conditional', CHANGE);
    if (!conditional) return [];
    const rowOf = (cell: CellColumns, denominator: Denominator, of: Gate | null) => {
      // A table to explore has many rows and is read at two digits.
      const draws = of === null ? { draws: EXPLORATORY_DRAWS } : {};
      const isContrast = units.scope.reference !== null;
      const change = estimateChange(cell, metric, isContrast, CHANGE, { ...options, ...draws });
      return changeRow({ scope: units.scope, metric, denominator, change, cell }, of, options);
    };
    const rows = [rowOf(conditional, 'conditional', gate ?? null)];
    if (!conditional.anyMissing) return rows;
    for (const form of metric.forms.slice(1)) {
      const cell = sumCell(units, metric, form, CHANGE);
      if (cell) rows.push(rowOf(cell, form, null));
    }
    return rows;
  });
}

/** Levels of the candidate that have a ceiling; `items` are matched with nothing else, so that a baseline with fewer
 *  of them does not matter. */
export function judgeLevels(items: readonly MatchedItem[], options: ComparisonOptions): ComparisonRow[] {
  const gates = options.gates.flatMap((gate) =>
    gate.ceiling === null ? [] : [{ gate, ceiling: gate.ceiling }],
  );
  if (gates.length === 0) return [];
  return cellsOf(items, options.metrics, LEVEL.length).flatMap(({ units, metric, contrasted }) => {
    const bounded = gates.find(({ gate }) =>
      isAbout(gate, { metric: metric.name, scope: units.scope }, contrasted),
    );
    const cell = bounded && sumCell(units, metric, 'conditional', LEVEL);
    if (!bounded || !cell) return [];
    const { scope } = units;
    const change = estimateChange(cell, metric, scope.reference !== null, LEVEL, options);
    return [levelRow({ scope, metric, denominator: 'conditional', change, cell }, bounded, options)];
  });
}

export interface ComparedCell {
  readonly units: ScopeUnits;
  readonly metric: ComparedMetric;
  readonly contrasted: ReadonlySet<string>;
}

/** What is estimated: every metric in every scope that it applies to. */
export function cellsOf(
  items: readonly MatchedItem[],
  metrics: ComparisonOptions['metrics'],
  runs: number,
): ComparedCell[] {
  const cells = scopesOf(items).flatMap((units) =>
    [...metrics.values()].flatMap((metric) => {
      if (metric === null || (units.scope.reference !== null && !metric.contrasts)) return [];
      const applies = units.units.some(({ item }) =>
        item.sides.slice(0, runs).some(({ contributions }) => contributions.has(metric.name)),
      );
      return applies ? [{ units, metric }] : [];
    }),
  );
  const contrasted = contrastedMetrics(
    cells.map(({ units, metric }) => ({ metric: metric.name, scope: units.scope })),
  );
  return cells.map((cell) => ({ ...cell, contrasted }));
}
