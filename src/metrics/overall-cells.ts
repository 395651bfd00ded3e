import type { Cell } from './aggregate-scores.js';
import { CellSums } from './cell-sums.js';
import { addCalls, noCalls } from './estimate.js';
import type { Denominator } from './metric.js';

/** Cells that stand over several axes or conditions at once, of metrics whose `overall` is `pooled`: over all axes
 *  within a condition, over all conditions within an axis, and over both. Sums of clusters are added, so the result is
 *  the one of all items in one cell. There are none where there is one axis and one condition. */
export function overallCells(cells: readonly Cell[]): Cell[] {
  const families = new Map<string, Cell[]>();
  for (const cell of cells) {
    const { metric } = cell.bound;
    if (metric.overall !== 'pooled') continue;
    const key = JSON.stringify([metric.name, cell.scope.group, cell.scope.reference]);
    const family = families.get(key);
    if (family) family.push(cell);
    else families.set(key, [cell]);
  }
  return [...families.values()].flatMap((family) => margins(family));
}

function margins(family: readonly Cell[]): Cell[] {
  const axes = new Set(family.map(({ scope }) => scope.axis));
  const conditions = new Set(family.map(({ scope }) => scope.condition));
  const pooled: Cell[] = [];
  if (axes.size > 1) {
    for (const condition of conditions)
      pooled.push(
        ...pool(
          family.filter(({ scope }) => scope.condition === condition),
          { axis: null, condition },
        ),
      );
  }
  if (conditions.size > 1) {
    for (const axis of axes)
      pooled.push(
        ...pool(
          family.filter(({ scope }) => scope.axis === axis),
          { axis, condition: null },
        ),
      );
  }
  if (axes.size > 1 && conditions.size > 1) pooled.push(...pool(family, { axis: null, condition: null }));
  return pooled;
}

function pool(
  cells: readonly Cell[],
  place: { readonly axis: string | null; readonly condition: string | null },
): Cell[] {
  const [first] = cells;
  if (!first) return [];
  const { bound, scope } = first;
  const calls = noCalls();
  for (const cell of cells) addCalls(calls, cell.calls);
  const forms = new Set<Denominator>(cells.flatMap((cell) => [...cell.sums.keys()]));
  const sums = new Map<Denominator, CellSums>();
  for (const form of bound.metric.forms) {
    if (!forms.has(form)) continue;
    const all = new CellSums(bound.metric.size);
    for (const cell of cells) {
      // A cell with nothing missing has one form, which stands for all of them.
      const part = cell.sums.get(form) ?? cell.sums.get('conditional');
      if (part) all.merge(part);
    }
    sums.set(form, all);
  }
  const reasons = new Set(cells.flatMap((cell) => [...cell.reasons]));
  return [{ bound, scope: { ...scope, ...place }, calls, reasons, sums }];
}
