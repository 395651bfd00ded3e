import { ratioOfTotals } from '../statistics/totals-functional.js';
import type { Metric } from './metric.js';
import type { TallyForm } from './tally.js';

/** A metric over amounts by key: its items bring no sums. */
export function tallyMetric(
  part: Pick<
    Metric,
    | 'name'
    | 'version'
    | 'title'
    | 'source'
    | 'direction'
    | 'range'
    | 'ideal'
    | 'nullValue'
    | 'scorer'
    | 'scoreName'
    | 'reasonIfUndefined'
  >,
  tally: TallyForm,
): Metric {
  return {
    kind: 'metric',
    ...part,
    tally,
    applies: ({ task }) => task === 'continuation',
    contribution: () => null,
    perGroup: false,
    size: 2,
    forms: ['conditional'],
    functional: { ...ratioOfTotals },
    overUnits: null,
    interval: 'bca_cluster',
    contrasts: false,
  };
}
