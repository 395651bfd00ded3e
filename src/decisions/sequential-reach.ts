import { BettingEProcess } from '../statistics/betting-e-process.js';
import { mixtureSprt } from '../statistics/mixture-sprt.js';

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

/** Clusters before which a variance that is plugged in says too little. In 3,000 simulated runs of 300 clusters that
 *  were looked at after each, two equal models were told apart in at most 0.017 where cluster values are normal, 0.012
 *  where they have three degrees of freedom, and 0.071 where they are exponential with the long tail away from harm,
 *  which a change, being a difference, is not (mixtures of 0.1 to 1 standard deviations; from 6 clusters on 0.044, 0.031
 *  and 0.193). */
export const FEWEST_UNBOUNDED = 30;

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

/** How far a gate on a mean is from being decided early, before anything is asked.
 *  @param of.range what a cluster's value can be, in units of the metric; infinite: a mixture test is asked
 *  @param of.toSee margin, or distance from the ideal to the ceiling
 *  @param of.standardError of the figure over `clusters` clusters
 *  @param of.gates that fail a run if any of them does, so that a regression needs as many times the evidence */
export function sequentialReach(of: {
  readonly range: readonly [number, number];
  readonly toSee: number;
  readonly standardError: number;
  readonly clusters: number;
  readonly gates: number;
}): SequentialReach {
  const [low, high] = of.range;
  const width = high - low;
  const spread = of.standardError * Math.sqrt(of.clusters);
  const threshold = 1 / SEQUENTIAL_ALPHA;
  if (!Number.isFinite(width)) {
    const mixture = { sd: spread, mixingSd: of.toSee };
    return {
      toPass: clustersToTell({ ...mixture, distance: of.toSee, threshold }),
      toFail: clustersToTell({ ...mixture, distance: 2 * of.toSee, threshold: threshold * of.gates }),
    };
  }
  const sd = spread / width;
  const step = of.toSee / width;
  return {
    toPass: clustersToReject({ mean: 0.5, sd, nullMean: 0.5 - step, threshold }),
    toFail: clustersToReject({ mean: 0.5 + 2 * step, sd, nullMean: 0.5, threshold: threshold * of.gates }),
  };
}

/** Clusters after which a mixture test tells a mean from one that is this far off; null: more than 10,000, or there is
 *  no spread that an error could be made from.
 *  @example clustersToTell({ distance: 0.5, sd: 1, mixingSd: 0.5, threshold: 20 }) // 37 */
function clustersToTell(of: {
  readonly distance: number;
  readonly sd: number;
  readonly mixingSd: number;
  readonly threshold: number;
}): number | null {
  if (!(of.sd > 0)) return null;
  const goal = Math.log(of.threshold);
  const [variance, mixingVariance] = [of.sd ** 2, of.mixingSd ** 2];
  for (let count = FEWEST_UNBOUNDED; count <= MOST_CLUSTERS; count++) {
    const running = { count, mean: of.distance, variance, mixingVariance };
    if (mixtureSprt(running, 0).logEValue >= goal) return count;
  }
  return null;
}
