import type { Item } from '../probes/item.js';
import { ratioOfTotals } from '../statistics/totals-functional.js';
import { averaged, type Denominator, type Metric, type ScoredReply } from './metric.js';

/** Which of two sides an item is on; null: on neither. */
export type Side = 'target' | 'reference' | null;

type Told = Pick<
  Metric,
  'name' | 'title' | 'source' | 'direction' | 'range' | 'ideal' | 'scorer' | 'scoreName' | 'forms'
> &
  Partial<Pick<Metric, 'overall'>>;

/** Mean over clusters of (mean of the target's items - mean of the reference's) inside each. Clusters weigh alike, so in a
 *  balanced design this is the fixed effect of a mixed model with a random intercept and slope per cluster (methods,
 *  B13). A cluster that lacks a side is left out.
 *  @param value of one reply; null: none
 *  @param missing what a reply without a value counts, by form, where it is not left out */
export function differenceWithinClusters(
  told: Told,
  parts: {
    readonly side: (item: Item) => Side;
    readonly value: (reply: ScoredReply) => number | null;
    readonly missing?: Readonly<
      Partial<Record<Denominator, { readonly target: number; readonly reference: number }>>
    >;
    /** Of all an item's replies together, in place of the mean of `value`. */
    readonly ofItem?: (replies: readonly ScoredReply[]) => number | null;
  },
): Metric {
  const place = (side: 'target' | 'reference', value: number) =>
    side === 'target' ? [value, 1, 0, 0] : [0, 0, value, 1];
  const contribution: Metric['contribution'] = averaged((reply, denominator) => {
    const side = parts.side(reply.prompt.item);
    if (side === null) return null;
    const value = parts.value(reply) ?? parts.missing?.[denominator]?.[side] ?? null;
    return value === null ? null : place(side, value);
  });
  const { ofItem } = parts;
  return {
    kind: 'metric',
    version: '1',
    ...told,
    nullValue: 0,
    applies: (item) => parts.side(item) !== null,
    contribution: ofItem
      ? (replies) => {
          const item = replies[0]?.prompt.item;
          const side = item ? parts.side(item) : null;
          const value = ofItem(replies);
          return side === null || value === null ? null : place(side, value);
        }
      : contribution,
    size: 4,
    functional: ratioOfTotals,
    overUnits: {
      unit: (item) => item.clusterId,
      vector: ([target = 0, targets = 0, reference = 0, references = 0]) =>
        targets === 0 || references === 0 ? null : [target / targets - reference / references, 1],
    },
    interval: 'cr1_t',
    contrasts: false,
    perGroup: false,
    reasonIfUndefined: 'group_absent',
  };
}
