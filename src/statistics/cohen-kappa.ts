import { requireSameLength } from './require-argument.js';
import type { UndefinedReason } from './undefined-reason.js';

/** Agreement of two raters beyond chance. */
export interface CohenKappa {
  /** 1 for full agreement, 0 for chance, at least -1; null when chance agreement is complete or nothing was rated. */
  readonly kappa: number | null;
  /** Share of items rated alike. */
  readonly agreement: number | null;
  readonly reason: UndefinedReason | null;
}

/** Cohen's kappa, 1 - (observed disagreement) / (disagreement expected from the margins).
 *  With weights `none` every disagreement counts alike; `linear` and `quadratic` count the distance between ordered
 *  categories. It falls with imbalance: show it beside both marginals.
 *  Source: Cohen 1960, doi:10.1177/001316446002000104, and 1968, doi:10.1037/h0026256.
 *  @param categories all categories, in order
 *  @returns null with `no_items`, or `degenerate` when both raters used one and the same category throughout
 *  @throws RangeError when the lists differ in length or hold an unknown category
 *  @example cohenKappa(['y', 'y', 'n', 'n'], ['y', 'n', 'n', 'n'], ['y', 'n'], 'none') // kappa 0.5 */
export function cohenKappa(
  first: readonly string[],
  second: readonly string[],
  categories: readonly string[],
  weights: 'none' | 'linear' | 'quadratic',
): CohenKappa {
  requireSameLength('first', first, 'second', second);
  const items = first.length;
  if (items === 0) {
    return { kappa: null, agreement: null, reason: 'no_items' };
  }
  const one = first.map((label) => positionOf(label, categories));
  const two = second.map((label) => positionOf(label, categories));
  const penalty = (a: number, b: number) => {
    const distance = Math.abs(a - b);
    return weights === 'none' ? Math.min(1, distance) : weights === 'linear' ? distance : distance * distance;
  };
  const margins = (ratings: readonly number[]) =>
    categories.map((_, k) => ratings.reduce((count, rating) => count + (rating === k ? 1 : 0), 0));
  const marginOne = margins(one);
  const marginTwo = margins(two);
  const observed = one.reduce((sum, a, i) => sum + penalty(a, two[i] ?? 0), 0) / items;
  let expected = 0;
  marginOne.forEach((countOne, a) => {
    marginTwo.forEach((countTwo, b) => {
      expected += (countOne * countTwo * penalty(a, b)) / (items * items);
    });
  });
  const agreement = one.filter((a, i) => a === two[i]).length / items;
  return expected === 0
    ? { kappa: null, agreement, reason: 'degenerate' }
    : { kappa: 1 - observed / expected, agreement, reason: null };
}

function positionOf(label: string, categories: readonly string[]): number {
  const position = categories.indexOf(label);
  if (position === -1) {
    throw new RangeError(`expected one of the categories ${categories.join(', ')}, got ${label}`);
  }
  return position;
}
