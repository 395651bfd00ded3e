import type { UnitColumns } from './cell-sums.js';

/** The columns of all sides over the units of any, in order of first appearance; a side without a unit adds 0 there. */
export function alignedColumns(sides: readonly UnitColumns[]): Float64Array[] {
  const units = new Map<string, number>();
  for (const { names } of sides) for (const name of names) units.set(name, units.get(name) ?? units.size);
  return sides.flatMap(({ names, columns }) =>
    columns.map((column) => {
      const all = new Float64Array(units.size);
      for (const [place, name] of names.entries()) all[units.get(name) ?? 0] = column[place] ?? 0;
      return all;
    }),
  );
}
