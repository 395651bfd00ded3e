import { BettingEProcess } from '../statistics/betting-e-process.js';

/** Error rate of each of a gate's two sequential tests. */
export const SEQUENTIAL_ALPHA = 0.05;

/** Values of clusters as a sequential test of "their mean is at most nullMean" expects to see them, in [0, 1]. */
export interface ExpectedValues {
  readonly mean: number;
  readonly sd: number;
  readonly nullMean: number;
  /** E at which the test rejects. */
  readonly threshold: number;
}

/** Clusters beyond which nobody writes templates. */
const MOST_CLUSTERS = 10_000;

/** About how many clusters a betting test needs before it rejects, if they come as expected: mean plus and minus one
 *  standard deviation in turn.
 *  @returns null when that is more than 10,000, or never
 *  @example clustersToReject({ mean: 0.55, sd: 0.1, nullMean: 0.5, threshold: 20 }) // 74 */
export function clustersToReject({ mean, sd, nullMean, threshold }: ExpectedValues): number | null {
  if (!(nullMean > 0 && nullMean < 1)) return null;
  const process = new BettingEProcess(nullMean);
  const within = (value: number) => Math.min(1, Math.max(0, value));
  const goal = Math.log(threshold);
  for (let count = 1; count <= MOST_CLUSTERS; count++) {
    process.add(within(count % 2 === 1 ? mean - sd : mean + sd));
    if (process.logEValue >= goal) return count;
  }
  return null;
}

/** Clusters after which a gate that is looked at cluster by cluster is expected to be decided; null: more than anybody
 *  writes. */
export interface SequentialReach {
  /** Of a candidate that did not change, or is ideal where a ceiling is set. */
  readonly toPass: number | null;
  /** Of one that is worse by twice the margin, or as far above the ceiling as the ideal is below it. */
  readonly toFail: number | null;
}

/** How far a gate on a mean of bounded scores is from being decided early, before anything is asked.
 *  @param of.reach largest distance of a cluster's value from the middle of its range, in units of the metric
 *  @param of.toSee margin, or distance from the ideal to the ceiling
 *  @param of.standardError of the figure over `clusters` clusters
 *  @param of.gates that fail a run if any of them does, so that a regression needs as many times the evidence */
export function sequentialReach(of: {
  readonly reach: number;
  readonly toSee: number;
  readonly standardError: number;
  readonly clusters: number;
  readonly gates: number;
}): SequentialReach {
  const width = 2 * of.reach;
  const sd = (of.standardError * Math.sqrt(of.clusters)) / width;
  const step = of.toSee / width;
  const threshold = 1 / SEQUENTIAL_ALPHA;
  return {
    toPass: clustersToReject({ mean: 0.5, sd, nullMean: 0.5 - step, threshold }),
    toFail: clustersToReject({ mean: 0.5 + 2 * step, sd, nullMean: 0.5, threshold: threshold * of.gates }),
  };
}
