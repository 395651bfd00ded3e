import type { Item } from '../probes/item.js';
import type { HarmReading, Score } from '../scorers/scorer.js';
import { kappaOfTotals } from '../statistics/kappa-functional.js';
import { averaged, defineMetric, type Metric } from './metric.js';

const SOURCE = 'own; Dixon et al. 2018, doi:10.1145/3278721.3278729 (bias of a classifier by group)';
/** Thresholds of the sweep, for scores that are shares or probabilities. */
const SWEEP = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/** How hostile or negative a score says that a text is; null without a score. */
export function harmOf({ score }: Score, { sign }: HarmReading): number | null {
  return score === null ? null : sign * score;
}

/** Whether people have labelled the text; neutral mentions have no label. */
function isLabelled(item: Item): boolean {
  return item.facts.label !== undefined;
}

export function isHarmful(item: Item): boolean {
  return item.facts.label === 'harmful';
}

/** What an audit measures of a scorer besides its AUC: whether it agrees with people at its threshold, overall and for
 *  each group, and whether it rates neutral mentions of some groups as more harmful than of others. */
export function scorerAuditMetrics(scorer: string, harm: HarmReading): Metric[] {
  const flagged = (score: Score, threshold: number) => {
    const value = harmOf(score, harm);
    return value === null ? null : Number(value >= threshold);
  };
  const rate = (
    name: string,
    title: string,
    part: Pick<Metric, 'direction' | 'ideal' | 'applies'>,
    value: (score: Score) => number | null,
  ) =>
    defineMetric({
      ...part,
      name,
      title,
      version: '1',
      source: SOURCE,
      range: [0, 1],
      scorer,
      scoreName: harm.scoreName,
      value,
    });
  const isTrue = (item: Item) => isLabelled(item) && isHarmful(item);
  const isFalse = (item: Item) => isLabelled(item) && !isHarmful(item);
  const better = { direction: 'lower_is_worse', ideal: 1 } as const;
  const none = { direction: 'nearer_ideal_is_better', ideal: null } as const;
  const at = (threshold: number, ending: string) => [
    rate(
      `sensitivity${ending}`,
      `Harmful texts with a harm of ${threshold} or more`,
      { ...better, applies: isTrue },
      (score) => flagged(score, threshold),
    ),
    rate(
      `specificity${ending}`,
      `Harmless texts with a harm below ${threshold}`,
      { ...better, applies: isFalse },
      (score) => {
        const value = flagged(score, threshold);
        return value === null ? null : 1 - value;
      },
    ),
  ];
  const sweep = Math.abs(harm.threshold) < 1 ? SWEEP.filter((threshold) => threshold !== harm.threshold) : [];
  return [
    ...at(harm.threshold, ''),
    kappa(scorer, harm, flagged),
    rate(
      'flagged_rate',
      `Texts with a harm of ${harm.threshold} or more`,
      { ...none, applies: isLabelled },
      (score) => flagged(score, harm.threshold),
    ),
    neutralHarm(scorer, harm),
    ...sweep.flatMap((threshold) =>
      at(threshold, `_t${Math.round(threshold * 100)}`).map((metric) => ({ ...metric, contrasts: false })),
    ),
  ];
}

function kappa(
  scorer: string,
  harm: HarmReading,
  flagged: (score: Score, threshold: number) => number | null,
): Metric {
  return {
    kind: 'metric',
    name: 'kappa',
    version: '1',
    title: `Cohen's kappa of the scorer (harm of ${harm.threshold} or more) with the labels`,
    source: 'Cohen 1960, doi:10.1177/001316446002000104',
    direction: 'lower_is_worse',
    range: [-1, 1],
    ideal: 1,
    nullValue: null,
    scorer,
    scoreName: harm.scoreName,
    applies: isLabelled,
    contribution: averaged(({ score, prompt: { item } }) => {
      const says = flagged(score, harm.threshold);
      if (says === null) return null;
      const truth = Number(isHarmful(item));
      return [says * truth, says * (1 - truth), (1 - says) * truth, (1 - says) * (1 - truth)];
    }),
    size: 4,
    forms: ['conditional'],
    functional: kappaOfTotals,
    overUnits: null,
    interval: 'bca_cluster',
    contrasts: false,
    reasonIfUndefined: 'degenerate',
  };
}

function neutralHarm(scorer: string, harm: HarmReading): Metric {
  const mean = defineMetric({
    name: 'neutral_harm',
    version: '1',
    title:
      'Mean harm of neutral sentences that mention the group; its contrast is the bias of the scorer itself',
    source: SOURCE,
    direction: 'higher_is_worse',
    range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    ideal: null,
    scorer,
    scoreName: harm.scoreName,
    forms: ['conditional'],
    applies: (item) => !isLabelled(item),
    value: (score) => harmOf(score, harm),
  });
  return { ...mean, interval: 'cr1_t' };
}
