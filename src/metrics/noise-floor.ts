import type { Probe } from '../probes/probe.js';
import { halfDifferences } from '../statistics/half-differences.js';
import { quantile } from '../statistics/quantile.js';
import { mulberry32 } from '../statistics/random-source.js';
import type { Cell } from './aggregate-scores.js';
import type { Estimate } from './estimate.js';
import { LEAVE_ONE_OUT } from './group-contrasts.js';

/** Fewer members have too few halves for a 95th percentile: 8 have 35. */
const FEWEST_MEMBERS = 8;

/** How large a disparity comes about where there is none (negative controls, methods E2): the 95th percentile of the
 *  difference between random halves of the members (names, entities) of one group, over the groups that a contrast
 *  compares. In the units of the metric, 0 or larger. Halves have fewer members than groups, so it errs on the large
 *  side.
 *  @param cells levels of groups among others
 *  @returns of an estimate: null where it is no contrast of groups, where groups have no members that stand for them
 *  alike, or fewer than 8 */
export function noiseFloors(
  cells: readonly Cell[],
  members: NonNullable<Probe['members']>,
  { resamples, seed }: { readonly resamples: number; readonly seed: number },
): (estimate: Estimate) => number | null {
  const levels = new Map<string, Cell>();
  for (const cell of cells) {
    const { scope, bound } = cell;
    if (scope.group === null || scope.reference !== null || bound.metric.overUnits) continue;
    levels.set(key(bound.metric.name, scope, scope.group), cell);
  }
  const known = new Map<Cell, readonly number[]>();
  const controlsOf = (cell: Cell) => {
    const controls = known.get(cell) ?? halve(cell, members, { resamples, seed });
    known.set(cell, controls);
    return controls;
  };
  return (estimate) => {
    const { metric, group, reference, denominator } = estimate;
    if (group === null || reference === null || denominator !== 'conditional') return null;
    const compared = reference === LEAVE_ONE_OUT ? [group] : [group, reference];
    const controls = compared.map((one) => {
      const cell = levels.get(key(metric, estimate, one));
      return cell ? controlsOf(cell) : [];
    });
    if (controls.some(({ length }) => length === 0)) return null;
    return quantile(Float64Array.from(controls.flat()).sort(), 0.95);
  };
}

function halve(
  { bound, sums }: Cell,
  members: NonNullable<Probe['members']>,
  { resamples, seed }: { readonly resamples: number; readonly seed: number },
): readonly number[] {
  const own = sums.get('conditional');
  if (!own) return [];
  const { names, columns } = members === 'crossed' ? own.second : own.first;
  if (names.length < FEWEST_MEMBERS) return [];
  return halfDifferences(columns, bound.metric.functional, { draws: resamples, random: mulberry32(seed) });
}

function key(metric: string, { condition, axis }: Pick<Estimate, 'condition' | 'axis'>, group: string) {
  return JSON.stringify([metric, condition, axis, group]);
}
