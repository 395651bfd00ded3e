import type { RandomSource } from './random-source.js';
import { requireCount } from './require-argument.js';
import type { TotalsFunctional } from './totals-functional.js';

/** Absolute differences between random halves of units that are of one kind: what a difference is like where there is
 *  none. An odd unit goes to the second half. A half has half the units, so for groups of as many units as are halved
 *  the differences are on the large side (by the square root of 2 where units are alike).
 *  @param columns `columns[j][i]`: the j-th sum of unit i
 *  @returns one a draw, unsorted; draws in which a half is undefined are left out, so it may be empty
 *  @throws RangeError when draws is below 1
 *  @example halfDifferences([Float64Array.of(1, 0), Float64Array.of(1, 1)], ratioOfTotals, { draws: 1, random }) // [1] */
export function halfDifferences(
  columns: readonly Float64Array[],
  functional: TotalsFunctional,
  { draws, random }: { readonly draws: number; readonly random: RandomSource },
): number[] {
  requireCount('draws', draws, 1);
  const units = Array.from({ length: columns[0]?.length ?? 0 }, (_, unit) => unit);
  const all = Float64Array.from(columns, (column) => column.reduce((sum, value) => sum + value, 0));
  const differences: number[] = [];
  for (let draw = 0; draw < draws; draw += 1) {
    const half = new Float64Array(columns.length);
    for (let chosen = 0; chosen < units.length >> 1; chosen += 1) {
      const other = chosen + Math.floor(random() * (units.length - chosen));
      const unit = units[other] ?? 0;
      units[other] = units[chosen] ?? 0;
      units[chosen] = unit;
      for (const [j, column] of columns.entries()) half[j] = (half[j] ?? 0) + (column[unit] ?? 0);
    }
    const one = functional.value(half);
    const other = functional.value(all.map((total, j) => total - (half[j] ?? 0)));
    if (one !== null && other !== null) differences.push(Math.abs(one - other));
  }
  return differences;
}
