import type { RandomSource } from './random-source.js';
import { requireCount } from './require-argument.js';
import { monteCarloP } from './sign-flip-test.js';

/** What a statistic looks like when the labels carry no information. */
export interface PermutationNull {
  /** Mean of the statistic over permuted labels: not 0 for ranges, standard deviations and distances. */
  readonly nullMean: number | null;
  /** Observed minus nullMean. */
  readonly excess: number | null;
  /** One-sided: (1 + draws at least as large as observed) / (1 + draws). */
  readonly pValue: number | null;
  /** Draws in which the statistic was undefined; they count in nothing. */
  readonly dropped: number;
}

/** Permutation null of a statistic that is positive even without any disparity (range, worst group, W1, TVD).
 *  Source: Phipson and Smyth 2010, doi:10.2202/1544-6115.1585.
 *  @param input.permuted the statistic after one random permutation of the labels, of whole counterfactual sets or
 *  clusters; null where it is undefined
 *  @returns all null when every draw was undefined
 *  @throws RangeError when draws is below 1 or observed is not finite
 *  @example permutationNull({ observed: 5, permuted: (random) => random(), draws: 99, random: mulberry32(1) })
 *  // nullMean about 0.5, p 0.01 */
export function permutationNull(input: {
  readonly observed: number;
  readonly permuted: (random: RandomSource) => number | null;
  readonly draws: number;
  readonly random: RandomSource;
}): PermutationNull {
  const { observed, permuted, draws, random } = input;
  requireCount('draws', draws, 1);
  if (!Number.isFinite(observed)) {
    throw new RangeError(`expected observed to be finite, got ${observed}`);
  }
  let sum = 0;
  let made = 0;
  let exceed = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    const value = permuted(random);
    if (value !== null) {
      made += 1;
      sum += value;
      exceed += value >= observed - 1e-12 ? 1 : 0;
    }
  }
  const dropped = draws - made;
  if (made === 0) {
    return { nullMean: null, excess: null, pValue: null, dropped };
  }
  return { nullMean: sum / made, excess: observed - sum / made, pValue: monteCarloP(exceed, made), dropped };
}
