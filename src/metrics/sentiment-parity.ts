import { wasserstein1 } from '../statistics/wasserstein-1.js';

/** How the scores of two groups' texts differ, pair by pair and as distributions. */
export interface SentimentParity {
  /** Wasserstein-1 distance of the two samples; 0 if and only if they are equal. Positive by chance alone. */
  readonly strong: number;
  /** Share of the first above the threshold minus share of the second: signed, above 0 for the first. */
  readonly weak: number;
  /** Mean |a - b| over the pairs. */
  readonly meanPairDistance: number;
}

/** Source: Huang et al. 2020, doi:10.18653/v1/2020.findings-emnlp.7; weak parity as in LangFair, which is signed.
 *  @param first scores of one group, `second` of the other, in the order of the pairs
 *  @returns null for no pairs
 *  @throws RangeError when the lists differ in length or a score is not finite
 *  @example sentimentParity([0.1, 0.4, 0.35, 0.8], [0.2, 0.5, 0.3, 0.55], 0.5) // strong 0.125, weak 0 */
export function sentimentParity(
  first: readonly number[],
  second: readonly number[],
  threshold: number,
): SentimentParity | null {
  if (first.length !== second.length)
    throw new RangeError(`expected as many scores of both, got ${first.length} and ${second.length}`);
  const strong = wasserstein1(first, second);
  if (strong === null) return null;
  const above = (scores: readonly number[]) => share(scores, (score) => score > threshold);
  const distances = first.map((score, pair) => Math.abs(score - (second[pair] ?? 0)));
  return {
    strong,
    weak: above(first) - above(second),
    meanPairDistance: distances.reduce((sum, distance) => sum + distance, 0) / distances.length,
  };
}

function share(scores: readonly number[], holds: (score: number) => boolean): number {
  return scores.filter(holds).length / scores.length;
}
