import type { UnpairedGroups } from '../probes/probe.js';
import { GroupedTotals, type NamedTotals } from '../statistics/grouped-totals.js';
import type { Cell } from './aggregate-scores.js';
import { type Estimate, noCalls } from './estimate.js';
import type { EstimationOptions } from './estimate-cell.js';
import { contrastGroups, sumsOf } from './group-contrasts.js';
import { estimateSpread } from './group-spread.js';

/** The reference of a group that is compared with the mean of all others, never with a mean that contains it. */
export const LEAVE_ONE_OUT = 'loo_mean';

/** What is made of several groups' cells after all replies are in: the contrast of each group, and how far apart the
 *  groups lie (range, standard deviation, between-group variance) with its permutation null.
 *  @param expectAll whether every group was asked about, so that one without a reply is reported as absent */
export function groupDisparities(
  cells: readonly Cell[],
  unpaired: readonly UnpairedGroups[],
  options: EstimationOptions & { readonly expectAll: boolean },
): Estimate[] {
  return unpaired.flatMap((axis) => {
    const families = new Map<string, Cell[]>();
    for (const cell of cells) {
      const { metric } = cell.bound;
      const { scope } = cell;
      const isOfGroup = scope.group !== null && scope.reference === null && scope.axis === axis.axis;
      if (!isOfGroup || !metric.contrasts || !axis.groups.includes(scope.group)) continue;
      const key = `${metric.name}\n${scope.condition}`;
      const family = families.get(key);
      if (family) family.push(cell);
      else families.set(key, [cell]);
    }
    return [...families.values()].flatMap((family) => [
      ...contrastsOf(family, axis, options),
      ...spreadsOf(family, axis, options),
    ]);
  });
}

function contrastsOf(
  family: readonly Cell[],
  { groups, reference }: UnpairedGroups,
  options: EstimationOptions & { readonly expectAll: boolean },
): Estimate[] {
  const name = reference ?? LEAVE_ONE_OUT;
  const contrasts = family
    .filter(({ scope }) => scope.group !== reference)
    .flatMap((target) => {
      const others = family.filter((cell) =>
        reference === null
          ? cell !== target && sumsOf(cell, 'conditional') !== null
          : cell.scope.group === reference,
      );
      return contrastGroups(target, others, name, options);
    });
  const [any] = family;
  if (!any || !options.expectAll) return contrasts;
  const absent = groups.filter(
    (group) => group !== reference && !family.some(({ scope }) => scope.group === group),
  );
  return [...contrasts, ...absent.map((group) => absentGroup(any, group, name, options))];
}

function spreadsOf(
  family: readonly Cell[],
  { groups }: UnpairedGroups,
  options: EstimationOptions,
): Estimate[] {
  const present = family.filter((cell) => sumsOf(cell, 'conditional') !== null);
  if (present.length < 2) return [];
  const totals = present.map((cell) => sumsOf(cell, 'conditional')).filter((own) => own !== null);
  const smallest = Math.min(...totals.map(({ names }: NamedTotals) => names.length));
  return estimateSpread(
    {
      cells: present,
      table: new GroupedTotals(totals),
      fewestClusters: smallest,
      missing: groups.length - present.length,
    },
    options,
  );
}

/** A group that the data hold and that brought no reply at all. */
function absentGroup(
  { bound, scope }: Cell,
  group: string,
  reference: string,
  options: EstimationOptions,
): Estimate {
  return {
    ...scope,
    group,
    reference,
    metric: bound.metric.name,
    metricVersion: bound.metric.version,
    scorer: bound.scorer,
    language: options.language,
    denominator: 'conditional',
    estimate: null,
    ciLow: null,
    ciHigh: null,
    ciLevel: options.level,
    standardError: null,
    items: 0,
    clusters: 0,
    samples: options.samples,
    calls: noCalls(),
    designEffect: null,
    shrunkEstimate: null,
    shrunkSd: null,
    nullMean: null,
    excess: null,
    p: null,
    pMethod: null,
    method: 'none',
    seed: null,
    flags: [],
    reasonIfNull: 'group_absent',
  };
}
