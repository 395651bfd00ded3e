import { clusteredFunctional, twoWayClusteredFunctional } from '../statistics/clustered-functional.js';
import { isRounding } from '../statistics/is-rounding.js';
import { tInterval } from '../statistics/t-interval.js';
import type { TotalsFunctional } from '../statistics/totals-functional.js';
import { weightedFunctional } from '../statistics/weighted-functional.js';
import type { Cell } from './aggregate-scores.js';
import { alignedColumns } from './aligned-columns.js';
import type { CellSums } from './cell-sums.js';
import { addCalls, type Estimate, missingRate, noCalls } from './estimate.js';
import { type EstimationOptions, FEW_CLUSTERS, MIN_CLUSTERS, UNRELIABLE } from './estimate-cell.js';

/** The line of the US Uniform Guidelines on Employee Selection Procedures, 29 CFR 1607.4(D). */
const FOUR_FIFTHS = 0.8;

/** `METRIC_impact_ratio`: a group's rate of what is good over that of the group with the highest (methods B15); 1: no
 *  difference, 0 at least. The flag `below_four_fifths` is a label, not a test: small samples cross the line by chance, and
 *  the best of many groups is best by chance too, so read the interval, which is made on the scale of logarithms. No p: the
 *  difference from the reference has one.
 *  @param cells of metrics whose value is the rate of what is bad, levels of groups among others
 *  @returns of every group but the best; null with `zero_denominator` where nobody got what is good; a ratio of 0 has no
 *  interval (`degenerate`)
 *  @example denied 2 of 10 and 5 of 10 // 0.5 / 0.8 = 0.625, below four fifths */
export function impactRatios(cells: readonly Cell[], options: EstimationOptions): Estimate[] {
  const families = new Map<string, { readonly cell: Cell; readonly sums: CellSums }[]>();
  for (const cell of cells) {
    const { bound, scope } = cell;
    const sums = cell.sums.get('conditional');
    if (!bound.metric.impactRatio || scope.group === null || scope.reference !== null || !sums?.items)
      continue;
    const key = JSON.stringify([bound.metric.name, scope.condition, scope.axis]);
    const family = families.get(key);
    if (family) family.push({ cell, sums });
    else families.set(key, [{ cell, sums }]);
  }
  return [...families.values()].flatMap((family) => {
    const rates = family.map(({ sums }) => favourable(totalsOf(sums)));
    const best = family[rates.indexOf(Math.max(...rates))];
    return best ? family.filter((one) => one !== best).map((one) => ratioOf(one, best, options)) : [];
  });
}

interface Side {
  readonly cell: Cell;
  readonly sums: CellSums;
}

function ratioOf(mine: Side, best: Side, options: EstimationOptions): Estimate {
  const { bound, scope } = mine.cell;
  const sides = [mine.sums, best.sums];
  const calls = noCalls();
  for (const { cell } of [mine, best]) addCalls(calls, cell.calls);
  const [rate = 0, highest = 0] = sides.map((sums) => favourable(totalsOf(sums)));
  const estimate = highest === 0 ? null : rate / highest;
  const ofLog = estimate ? logRatio(sides) : null;
  const error = ofLog?.standardError ?? null;
  const fewest = Math.min(...sides.map((sums) => sums.first.names.length));
  const clusters = Math.min(fewest, ofLog?.clusters ?? fewest);
  const log = ofLog?.estimate ?? null;
  const limits =
    log === null || error === null || clusters < MIN_CLUSTERS
      ? null
      : tInterval({ estimate: log, standardError: error, df: clusters - 1, level: options.level });
  const flags = [
    ...((missingRate(calls) ?? 0) > UNRELIABLE ? ['unreliable'] : []),
    ...(limits && clusters < FEW_CLUSTERS ? ['few_clusters'] : []),
    ...(log !== null && error !== null && isRounding(error, log) ? ['degenerate'] : []),
    ...(estimate !== null && estimate < FOUR_FIFTHS ? ['below_four_fifths'] : []),
  ];
  const whyNoInterval = clusters >= MIN_CLUSTERS ? 'degenerate' : 'too_few_clusters';
  return {
    ...scope,
    reference: best.cell.scope.group,
    metric: `${bound.metric.name}_impact_ratio`,
    metricVersion: bound.metric.version,
    scorer: bound.scorer,
    language: options.language,
    denominator: 'conditional',
    estimate,
    ciLow: limits && Math.exp(limits.low),
    ciHigh: limits && Math.exp(limits.high),
    ciLevel: options.level,
    // The error is that of the logarithm, which this column would pass off as that of the ratio.
    standardError: null,
    items: sides.reduce((sum, { items }) => sum + items, 0),
    clusters,
    samples: options.samples,
    calls,
    designEffect: null,
    shrunkEstimate: null,
    shrunkSd: null,
    nullMean: null,
    excess: null,
    p: null,
    pMethod: null,
    method: limits ? 't_log_ratio' : 'none',
    seed: null,
    flags,
    reasonIfNull: estimate === null ? 'zero_denominator' : limits ? null : whyNoInterval,
  };
}

/** Clusters that both groups share are one; with names crossed, by both factors. */
function logRatio(sides: readonly CellSums[]) {
  const functional = weightedFunctional(logOfFavourable, [1, -1]);
  const first = alignedColumns(sides.map((sums) => sums.first));
  if (sides.some((sums) => sums.second.names.length === 0)) return clusteredFunctional(first, functional);
  const second = alignedColumns(sides.map((sums) => sums.second));
  const cell = alignedColumns(sides.map((sums) => sums.pair));
  return twoWayClusteredFunctional({ first, second, cell }, functional);
}

function totalsOf({ first }: CellSums): readonly [bad: number, all: number] {
  const [bad = 0, all = 0] = first.columns.map((column) => column.reduce((sum, value) => sum + value, 0));
  return [bad, all];
}

function favourable([bad, all]: readonly [bad: number, all: number]): number {
  return all === 0 ? 0 : 1 - bad / all;
}

/** ln(1 - bad/all). */
const logOfFavourable: TotalsFunctional = {
  size: 2,
  value: ([bad = 0, all = 0]) => (all > bad ? Math.log(1 - bad / all) : null),
  gradient: ([bad = 0, all = 0]) => [-1 / (all - bad), 1 / (all - bad) - 1 / all],
};
