import { type BootstrapStatistic, weightedStatistic } from './bootstrap-statistic.js';
import { requireFinite, requireSameLength } from './require-argument.js';

/** Scores with the truth about each, in any order. */
export interface LabelledScores {
  readonly scores: readonly number[];
  readonly isPositive: readonly boolean[];
  /** Number from 0 of the cluster that each belongs to. */
  readonly clusterOf: readonly number[];
  readonly clusters: number;
}

/** Area under the ROC curve as a statistic of drawn clusters: sorted once, then one pass a draw, instead of a sort.
 *  Undefined where a draw holds no positive or no negative.
 *  @throws RangeError when the lists differ in length or a score is not finite
 *  @example drawn once each, the value of `auc` */
export function aucStatistic({
  scores,
  isPositive,
  clusterOf,
  clusters,
}: LabelledScores): BootstrapStatistic {
  requireFinite('scores', scores);
  requireSameLength('scores', scores, 'isPositive', isPositive);
  requireSameLength('scores', scores, 'clusterOf', clusterOf);
  const order = scores.map((_, place) => place).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  return weightedStatistic(clusters, (weights) => {
    let negatives = 0;
    let positives = 0;
    let wins = 0;
    for (let start = 0; start < order.length; ) {
      const value = scores[order[start] ?? 0];
      let tiedPositives = 0;
      let tiedNegatives = 0;
      for (; start < order.length && scores[order[start] ?? 0] === value; start += 1) {
        const place = order[start] ?? 0;
        const weight = weights[clusterOf[place] ?? 0] ?? 0;
        if (isPositive[place]) tiedPositives += weight;
        else tiedNegatives += weight;
      }
      wins += tiedPositives * (negatives + tiedNegatives / 2);
      negatives += tiedNegatives;
      positives += tiedPositives;
    }
    return positives === 0 || negatives === 0 ? null : wins / (positives * negatives);
  });
}
