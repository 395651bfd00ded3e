import type { Probe, UnpairedGroups } from '../probes/probe.js';
import type { WordLists } from '../probes/word-lists.js';
import { type Adjustment, adjustPValues } from '../statistics/adjust-p-values.js';
import type { Cell } from './aggregate-scores.js';
import { covertMinusOvert } from './covert-minus-overt.js';
import type { Estimate } from './estimate.js';
import { type EstimationOptions, estimateCell } from './estimate-cell.js';
import { estimateTallies } from './estimate-tally.js';
import { factorialContrasts } from './factorial-contrasts.js';
import { flagPositionBias } from './flag-position-bias.js';
import { groupDisparities } from './group-disparities.js';
import { impactRatios } from './impact-ratio.js';
import { meansOfAxes } from './mean-of-axes.js';
import { noiseFloors } from './noise-floor.js';
import { overallCells } from './overall-cells.js';
import { shrinkGroups } from './shrink-groups.js';
import type { TallyScope } from './tally.js';
import { wordingAgreement } from './wording-agreement.js';

/** An estimate with its place among those that were tested together. */
export interface FamilyEstimate extends Estimate {
  readonly pAdjusted: number | null;
  readonly pAdjustment: string | null;
  readonly family: { readonly id: string; readonly size: number } | null;
  /** What a disparity comes to where there is none; null where that is not known. */
  readonly noiseFloor: number | null;
}

/** What a table needs to know besides how an estimate is made. */
export interface TableOptions {
  readonly adjust: 'none' | Adjustment;
  /** Axes whose groups are compared without counterfactual sets; none when absent. */
  readonly unpaired?: readonly UnpairedGroups[];
  /** Of groups in a factorial design; needs a reference. */
  readonly factors?: Probe['factors'];
  /** What stands for one member of a group; absent: nothing does. */
  readonly members?: Probe['members'];
  /** Whether every group was asked about, so that one without a reply is reported as absent. */
  readonly expectAll?: boolean;
  /** Of metrics of distributions and words, with what they need: word lists, and the group that counterfactual sets are
   *  compared with. */
  readonly tallies?: readonly TallyScope[];
  readonly words?: WordLists | null;
  readonly reference?: string | null;
}

/** All estimates of one model on one probe. The p values of the conditional rows are one family; the other
 *  denominators show the same tests under other assumptions and are not counted again. */
export function estimateTable(
  cells: readonly Cell[],
  familyId: string,
  options: EstimationOptions & TableOptions,
): FamilyEstimate[] {
  const all = [...cells, ...overallCells(cells)];
  const perCell = all.flatMap((cell) => estimateCell(cell, options));
  const averaged = cells.filter(({ bound }) => bound.metric.overall === 'mean_of_axes');
  const overAxes = meansOfAxes(perCell, new Set(averaged.map(({ bound }) => bound.metric.name)));
  const disparities = groupDisparities(cells, options.unpaired ?? [], {
    ...options,
    expectAll: options.expectAll ?? false,
  });
  const { reference = null } = options;
  const factorial =
    options.factors && reference !== null ? factorialContrasts(all, options.factors, reference, options) : [];
  const tallied = estimateTallies(options.tallies ?? [], tallyContext(options), options);
  const measured = [
    ...shrinkGroups(
      flagPositionBias([
        ...wordingAgreement(all, perCell, options),
        ...overAxes,
        ...disparities,
        ...factorial,
      ]),
    ),
    ...impactRatios(all, options),
    ...tallied,
  ];
  const bound = [...cells, ...(options.tallies ?? [])].map((one) => one.bound.metric);
  const controlled = new Set(bound.filter(({ control }) => control === 'overt').map(({ name }) => name));
  const estimates = [...measured, ...covertMinusOvert(measured, controlled)];
  const tested = estimates.filter(({ p, denominator }) => p !== null && denominator === 'conditional');
  const pValues = tested.map(({ p }) => p ?? 1);
  const adjusted = options.adjust === 'none' ? pValues : adjustPValues(pValues, options.adjust);
  const floorOf = options.members ? noiseFloors(all, options.members, options) : () => null;
  return estimates.map((estimate) => {
    const place = tested.indexOf(estimate);
    const noiseFloor = floorOf(estimate);
    if (place < 0) return { ...estimate, noiseFloor, pAdjusted: null, pAdjustment: null, family: null };
    return {
      ...estimate,
      noiseFloor,
      pAdjusted: adjusted[place] ?? null,
      pAdjustment: options.adjust,
      family: { id: familyId, size: tested.length },
    };
  });
}

/** What metrics of distributions and words need besides their amounts. */
export function tallyContext({ words = null, reference = null, unpaired = [] }: TableOptions) {
  return { words, reference, unpaired };
}
