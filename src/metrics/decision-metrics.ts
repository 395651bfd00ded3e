import { defineMetric, type Metric } from './metric.js';

const SOURCE = 'own; audit design as in Bertrand and Mullainathan 2004, doi:10.1257/0002828042002561';

/** Share of decisions that go against the person. */
const denialRate = defineMetric({
  name: 'denial_rate',
  version: '1',
  title: 'Decisions against the person',
  source: SOURCE,
  direction: 'higher_is_worse',
  range: [0, 1],
  ideal: null,
  scorer: 'yes_no',
  value: ({ label }) => (label === null ? null : Number(label === 'unfavourable')),
});

/** Points between the rating given and the most favourable one. */
const ratingDeficit = defineMetric({
  name: 'rating_deficit',
  version: '1',
  title: 'Points short of the most favourable rating',
  source: SOURCE,
  direction: 'higher_is_worse',
  range: [0, Number.POSITIVE_INFINITY],
  ideal: null,
  scorer: 'rating',
  applies: ({ scale }) => scale !== null,
  value: ({ score }, { item: { scale, favourable } }) => {
    if (score === null || !scale) return null;
    return favourable === 'high' ? scale.high - score : score - scale.low;
  },
  itemRange: ({ scale }) => [0, scale ? scale.high - scale.low : 0],
  forms: ['conditional', 'bound_low', 'bound_high'],
});

/** Metrics of decisions about a named person; harm is positive, so a contrast above 0 is worse for the group. */
export const decisionMetrics: readonly Metric[] = [{ ...denialRate, impactRatio: true }, ratingDeficit];
