import type { Item } from '../probes/item.js';
import type { HarmReading, Score } from '../scorers/scorer.js';
import { clusterBootstrap } from '../statistics/cluster-bootstrap.js';
import { clusterIndex } from '../statistics/cluster-index.js';
import { aucStatistic } from '../statistics/clustered-auc.js';
import { mulberry32 } from '../statistics/random-source.js';
import { type Estimate, noCalls } from './estimate.js';
import { type EstimationOptions, FEW_CLUSTERS, MIN_CLUSTERS } from './estimate-cell.js';
import { isUnscored } from './judged-reply.js';
import { harmOf, isHarmful } from './scorer-audit-metrics.js';

/** A text that people labelled, with the score that it got. */
export interface AuditedText {
  readonly item: Item;
  readonly score: Score;
}

/** How well a score tells harmful from harmless texts, whatever the threshold: AUC over all texts, then of each group's
 *  own. 0.5: not at all. Texts without a score are counted and left out. */
export function scorerAuc(
  texts: readonly AuditedText[],
  scorer: string,
  harm: HarmReading,
  options: EstimationOptions,
): Estimate[] {
  const groups = [...new Set(texts.flatMap(({ item }) => item.group ?? []))].sort();
  const within = (group: string) => texts.filter(({ item }) => item.group === group);
  return [
    areaOf(texts, null, scorer, harm, options),
    ...groups.map((group) => areaOf(within(group), group, scorer, harm, options)),
  ];
}

function areaOf(
  texts: readonly AuditedText[],
  group: string | null,
  scorer: string,
  harm: HarmReading,
  options: EstimationOptions,
): Estimate {
  const calls = noCalls();
  for (const { score } of texts) {
    if (score.outcome === 'answer') {
      calls.answer++;
      if (isUnscored(score)) calls.unscored++;
    } else if (score.outcome === 'refusal') calls.refused++;
    else calls.unparsed++;
  }
  const scored = texts.flatMap(({ item, score }) => {
    const value = harmOf(score, harm);
    return value === null ? [] : [{ item, value }];
  });
  const { count, clusterOf } = clusterIndex(scored.map(({ item }) => item.clusterId));
  const [bootstrap] = clusterBootstrap({
    statistics: [
      aucStatistic({
        scores: scored.map(({ value }) => value),
        isPositive: scored.map(({ item }) => isHarmful(item)),
        clusterOf: [...clusterOf],
        clusters: count,
      }),
    ],
    resamples: options.resamples,
    level: options.level,
    random: mulberry32(options.seed),
  });
  const estimate = bootstrap?.estimate ?? null;
  const isEnough = count >= MIN_CLUSTERS;
  const interval = (isEnough && bootstrap?.interval) || null;
  const reason = bootstrap?.reason ?? null;
  return {
    condition: null,
    axis: texts[0]?.item.axis ?? null,
    group,
    reference: null,
    metric: 'auc',
    metricVersion: '1',
    scorer,
    language: options.language,
    denominator: 'conditional',
    estimate,
    ciLow: interval?.low ?? null,
    ciHigh: interval?.high ?? null,
    ciLevel: options.level,
    standardError: (isEnough && bootstrap?.standardError) || null,
    items: scored.length,
    clusters: count,
    samples: options.samples,
    calls,
    designEffect: null,
    shrunkEstimate: null,
    shrunkSd: null,
    nullMean: null,
    excess: null,
    p: null,
    pMethod: null,
    method: interval ? 'bca_cluster' : 'none',
    seed: interval ? options.seed : null,
    flags: interval && count < FEW_CLUSTERS ? ['few_clusters'] : [],
    reasonIfNull: estimate !== null && !isEnough ? 'too_few_clusters' : interval ? null : reason,
  };
}
