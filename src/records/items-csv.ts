import type { SettledItem } from '../metrics/aggregate-scores.js';
import { noCalls } from '../metrics/estimate.js';
import { SCHEMA_VERSION } from './completion-row.js';
import type { Cell } from './csv-row.js';
import { formatAmounts } from './tally-amounts.js';

/** Columns of items.csv, in order: one row a model and item, so that two runs can be paired by item without reading
 *  every completion again. */
export const ITEM_COLUMNS = [
  'schema_version',
  'run_id',
  'model',
  'probe',
  'item_id',
  'ordinal',
  'cluster_id',
  'cluster2_id',
  'counterfactual_set_id',
  'axis',
  'group',
  'reference',
  'condition',
  'n_answer',
  'n_refused',
  'n_unparsed',
  'n_error',
  'contributions',
] as const;

/** The row of an item. Counts are those of the probe's main scorer; an answer that it could not score stands under
 *  `n_unparsed`, since a comparison has nothing to go by there. `contributions` holds, for each metric, its sums'
 *  contributions: `metric=1 1`, with the forms of the metric after one another where something is missing and nothing
 *  where it brings none: `metric=|0 1|-1 1|1 1`; for metrics of distributions and words amounts by key, as
 *  `formatAmounts` has them: `metric=:0.25:1`. */
export function itemRow(runId: string, model: string, { item, measured }: SettledItem): Cell[] {
  let contributions = '';
  let calls = NO_CALLS;
  for (const [{ metric }, one] of measured) {
    if (contributions === '') calls = one.calls;
    else contributions += ';';
    const told =
      one.amounts === undefined
        ? one.contributions.map((values) => spaced(values ?? [])).join('|')
        : formatAmounts(one.amounts);
    contributions += `${metric.name}=${told}`;
  }
  return [
    SCHEMA_VERSION,
    runId,
    model,
    item.probe,
    item.id,
    item.ordinal,
    item.clusterId,
    item.cluster2Id,
    item.setId,
    item.axis,
    item.group,
    item.reference,
    item.condition,
    calls.answer - calls.unscored,
    calls.refused,
    calls.unparsed + calls.unscored,
    calls.error,
    contributions,
  ];
}

const NO_CALLS = noCalls();

/** `join` takes a kilobyte of memory for a list of two. */
function spaced(values: readonly number[]): string {
  let text = '';
  for (const value of values) text += text === '' ? `${value}` : ` ${value}`;
  return text;
}
