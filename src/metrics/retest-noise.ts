import { clusteredMean } from '../statistics/clustered-mean.js';
import { clusteredWilsonInterval } from '../statistics/clustered-wilson-interval.js';
import { cohenKappa } from '../statistics/cohen-kappa.js';
import type { ConfidenceInterval } from '../statistics/confidence-interval.js';
import { exactMean } from '../statistics/exact-sum.js';

/** One request that was asked twice. */
export interface RetestPair {
  readonly clusterId: string;
  /** What each reply came to: the canonical answer, else the label of its score, else its outcome. */
  readonly labels: readonly [string, string];
  readonly scores: readonly [number | null, number | null];
}

/** How far a model repeats itself. */
export interface RetestNoise {
  readonly pairs: number;
  readonly clusters: number;
  readonly flips: number;
  /** Share of pairs whose labels differ, in [0, 1]; null without pairs. */
  readonly flipRate: number | null;
  readonly interval: ConfidenceInterval | null;
  /** Agreement beyond chance; null when every reply had one and the same label. */
  readonly kappa: number | null;
  readonly scoredPairs: number;
  /** Standard deviation of one score around the item's own mean, in the unit of the score; null without two scores of
   *  one request. Its square over the number of replies is the part of a mean's variance that asking again changes. */
  readonly scoreSd: number | null;
}

/** Noise between two askings of the same requests: flip rate with a Wilson interval over clusters, kappa, and the
 *  standard deviation within items, sqrt(mean(d^2) / 2).
 *  Source: methods E4; Dahlberg 1940 for the standard deviation of one of two readings.
 *  @example retestNoise([pair('a', 'b', 1, 0), pair('a', 'a', 1, 1)], 0.95) // flipRate 0.5, scoreSd 0.5 */
export function retestNoise(pairs: readonly RetestPair[], level: number): RetestNoise {
  const flipped = pairs.map(({ labels: [first, second] }) => (first === second ? 0 : 1));
  const { mean, standardErrorCr1, clusters } = clusteredMean(
    flipped,
    pairs.map(({ clusterId }) => clusterId),
  );
  const categories = [...new Set(pairs.flatMap(({ labels }) => labels))].sort();
  const squares = pairs.flatMap(({ scores: [first, second] }) =>
    first === null || second === null ? [] : [(first - second) ** 2],
  );
  const meanSquare = exactMean(squares);
  return {
    pairs: pairs.length,
    clusters,
    flips: flipped.filter((flip) => flip === 1).length,
    flipRate: mean,
    // One cluster has no spread between clusters: no interval.
    interval:
      mean === null || standardErrorCr1 === null
        ? null
        : clusteredWilsonInterval({
            rate: mean,
            standardError: standardErrorCr1,
            trials: pairs.length,
            clusters,
            level,
          }),
    kappa: cohenKappa(
      pairs.map(({ labels }) => labels[0]),
      pairs.map(({ labels }) => labels[1]),
      categories,
      'none',
    ).kappa,
    scoredPairs: squares.length,
    scoreSd: meanSquare === null ? null : Math.sqrt(meanSquare / 2),
  };
}
