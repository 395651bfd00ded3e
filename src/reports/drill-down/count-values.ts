import { ITEM_COLUMNS } from '../../records/items-csv.js';
import type { Manifest } from '../../records/manifest.js';
import { metricFacts } from '../metric-facts.js';
import type { ItemVisitor } from './choose-sets.js';

/** How the items of one group answered one probe of one model: how many in each bin of the metric's range. */
export interface ValueCounts {
  readonly probe: string;
  readonly model: string;
  readonly metric: string;
  readonly group: string;
  readonly range: readonly [number, number];
  readonly bins: number[];
}

const BINS = 20;
/** Histograms kept; a suite of a thousand groups on fifty models would make more than anybody looks at. */
const MOST = 400;

const MODEL = ITEM_COLUMNS.indexOf('model');
const PROBE = ITEM_COLUMNS.indexOf('probe');
const GROUP = ITEM_COLUMNS.indexOf('group');
const CONTRIBUTIONS = ITEM_COLUMNS.indexOf('contributions');

/** Counts the items' values of each probe's main metric as items.csv goes by. Only for means with a bounded range:
 *  for others an item has no value of its own. */
export function countValues(manifest: Manifest): {
  readonly visit: ItemVisitor;
  readonly counted: () => ValueCounts[];
} {
  const facts = metricFacts(manifest);
  const ranges = new Map<string, { readonly metric: string; readonly low: number; readonly high: number }>();
  for (const { name, metrics } of manifest.probes) {
    const metric = metrics[0]?.split('@')[0] ?? '';
    const known = facts.get(metric);
    const [low, high] = known?.range ?? [null, null];
    if (known?.functional === 'mean' && low !== null && high !== null && low < high)
      ranges.set(name, { metric, low, high });
  }
  const counts = new Map<string, ValueCounts>();
  return {
    visit(record) {
      const probe = record[PROBE] ?? '';
      const range = ranges.get(probe);
      if (!range) return;
      const value = itemValue(record[CONTRIBUTIONS] ?? '', range.metric);
      if (value === null) return;
      const model = record[MODEL] ?? '';
      const group = record[GROUP] ?? '';
      const key = `${probe}\n${model}\n${group}`;
      let known = counts.get(key);
      if (!known) {
        if (counts.size >= MOST) return;
        const { metric, low, high } = range;
        known = {
          probe,
          model,
          metric,
          group,
          range: [low, high],
          bins: Array.from({ length: BINS }, () => 0),
        };
        counts.set(key, known);
      }
      const bin = Math.floor(((value - range.low) / (range.high - range.low)) * BINS);
      const index = Math.max(0, Math.min(BINS - 1, bin));
      known.bins[index] = (known.bins[index] ?? 0) + 1;
    },
    counted: () => [...counts.values()],
  };
}

/** The value of an item in `metric=1 2;…` (its first form): 0.5. null: the metric brings nothing of it. */
function itemValue(contributions: string, metric: string): number | null {
  const start = contributions.startsWith(`${metric}=`) ? 0 : contributions.indexOf(`;${metric}=`) + 1;
  if (start === 0 && !contributions.startsWith(`${metric}=`)) return null;
  const from = start + metric.length + 1;
  const end = contributions.indexOf(';', from);
  const [form = ''] = contributions.slice(from, end < 0 ? undefined : end).split('|');
  const [sum, weight] = form.split(' ').map(Number);
  return form === '' || sum === undefined || weight === undefined || !(weight > 0) ? null : sum / weight;
}
