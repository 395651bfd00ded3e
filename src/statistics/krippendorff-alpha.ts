import { requireFinite } from './require-argument.js';
import type { UndefinedReason } from './undefined-reason.js';

/** How far apart two ratings are: different or not, by ranks, or by squared distance. */
export type MeasurementLevel = 'nominal' | 'ordinal' | 'interval';

/** Krippendorff's alpha, 1 - D_observed / D_expected, for any number of raters with missing ratings: 1 for full
 *  agreement, 0 for chance, negative for systematic disagreement. Items with fewer than two ratings do not count.
 *  Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, University of Pennsylvania.
 *  @param ratingsByItem for each item the ratings of all raters, null where missing
 *  @returns null with `no_items` when no item has two ratings, `degenerate` when all ratings are equal
 *  @throws RangeError when a rating is not finite
 *  @example krippendorffAlpha([[1, 1], [2, 2], [1, 2]], 'nominal') // alpha 0.4444 */
export function krippendorffAlpha(
  ratingsByItem: readonly (readonly (number | null)[])[],
  level: MeasurementLevel,
): { readonly alpha: number | null; readonly reason: UndefinedReason | null } {
  const items = ratingsByItem
    .map((ratings) => ratings.filter((rating) => rating !== null))
    .filter((ratings) => ratings.length > 1);
  const all = items.flat();
  requireFinite('ratings', all);
  const counts = new Map<number, number>();
  for (const rating of all) {
    counts.set(rating, (counts.get(rating) ?? 0) + 1);
  }
  const values = [...counts.keys()].sort((a, b) => a - b);
  if (values.length < 2) {
    return { alpha: null, reason: values.length === 0 ? 'no_items' : 'degenerate' };
  }
  const distance = distanceFunction(level, values, counts);
  let observed = 0;
  for (const ratings of items) {
    for (const a of ratings) {
      for (const b of ratings) {
        observed += distance(a, b) / (ratings.length - 1);
      }
    }
  }
  let expected = 0;
  for (const a of values) {
    for (const b of values) {
      expected += (counts.get(a) ?? 0) * (counts.get(b) ?? 0) * distance(a, b);
    }
  }
  return { alpha: 1 - (observed * (all.length - 1)) / expected, reason: null };
}

function distanceFunction(
  level: MeasurementLevel,
  values: readonly number[],
  counts: ReadonlyMap<number, number>,
): (a: number, b: number) => number {
  if (level === 'nominal') {
    return (a, b) => (a === b ? 0 : 1);
  }
  if (level === 'interval') {
    return (a, b) => (a - b) ** 2;
  }
  // Ratings between two values, with half of those at either end: the difference of mid-ranks.
  const middle = new Map<number, number>();
  let below = 0;
  for (const value of values) {
    const count = counts.get(value) ?? 0;
    middle.set(value, below + count / 2);
    below += count;
  }
  return (a, b) => ((middle.get(a) ?? 0) - (middle.get(b) ?? 0)) ** 2;
}
