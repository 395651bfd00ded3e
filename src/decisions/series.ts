import { mulberry32 } from '../statistics/random-source.js';
import { shuffledOrder } from '../statistics/shuffled-order.js';
import { monteCarloP } from '../statistics/sign-flip-test.js';
import { cellsOf } from './compare-items.js';
import type { ComparedMetric } from './compared-metric.js';
import type { ComparisonScope } from './comparison-scopes.js';
import { type Change, type ChangeOptions, estimateChange } from './estimate-change.js';
import type { MatchedItem } from './match-items.js';
import { sumCell } from './sum-cell.js';

/** How a metric runs along an ordered family of models: larger and larger, or newer and newer. */
export interface SeriesRow extends ComparisonScope {
  readonly metric: string;
  /** `estimate` is the least-squares slope per unit of the order, over the items that every model has; its interval is
   *  of other items for these very models. */
  readonly slope: Change;
  /** Of "the order says nothing": share of all orders of the models with a slope at least as steep. With k models it
   *  is at least 2/k!, so that four models cannot show more than 0.083. null for fewer than 3 models. */
  readonly orderP: number | null;
}

/** Orders that are all tried: 8! of them. */
const MAX_ENUMERATED = 8;
const DRAWS = 9_999;

/** Slopes of every metric in every scope.
 *  @param order place of each run, in the order of `sides`; at least two different
 *  @throws RangeError when all places are equal */
export function estimateSeries(
  items: readonly MatchedItem[],
  order: readonly number[],
  metrics: ReadonlyMap<string, ComparedMetric | null>,
  options: ChangeOptions,
): SeriesRow[] {
  const weights = slopeWeights(order);
  return cellsOf(items, metrics, order.length).flatMap(({ units, metric }) => {
    const cell = sumCell(units, metric, 'conditional', weights);
    if (!cell) return [];
    const slope = estimateChange(cell, metric, units.scope.reference !== null, weights, options);
    return [
      { ...units.scope, metric: metric.name, slope, orderP: orderP(slope.levels, weights, options.seed) },
    ];
  });
}

/** Weights of the runs in the slope. @example slopeWeights([1, 2, 3]) // -0.5, 0, 0.5 */
function slopeWeights(order: readonly number[]): number[] {
  const mean = order.reduce((sum, place) => sum + place, 0) / order.length;
  const spread = order.reduce((sum, place) => sum + (place - mean) ** 2, 0);
  if (!(spread > 0)) throw new RangeError('expected models at different places of the order, got one place');
  return order.map((place) => (place - mean) / spread);
}

/** @example orderP([1, 2, 3], slopeWeights([1, 2, 3]), 1) // 2/6: only this order and its reverse are as steep */
function orderP(levels: readonly (number | null)[], weights: readonly number[], seed: number): number | null {
  const values = levels.filter((level) => level !== null);
  if (values.length < levels.length || values.length < 3) return null;
  const slope = (arranged: (place: number) => number) =>
    Math.abs(weights.reduce((sum, weight, place) => sum + weight * (values[arranged(place)] ?? 0), 0));
  const observed = slope((place) => place) - 1e-12;
  if (values.length <= MAX_ENUMERATED) {
    const orders = permutations(values.length);
    return orders.filter((order) => slope((place) => order[place] ?? 0) >= observed).length / orders.length;
  }
  const random = mulberry32(seed);
  let extreme = 0;
  for (let draw = 0; draw < DRAWS; draw++) {
    const order = shuffledOrder(values.length, random);
    if (slope((place) => order[place] ?? 0) >= observed) extreme++;
  }
  return monteCarloP(extreme, DRAWS);
}

function permutations(count: number): number[][] {
  if (count === 0) return [[]];
  return permutations(count - 1).flatMap((rest) =>
    Array.from({ length: count }, (_, place) => [...rest.slice(0, place), count - 1, ...rest.slice(place)]),
  );
}
