/** What a metric makes of an item: one contribution, or one for each form of the metric where something is missing;
 *  null: it brings nothing in that form. */
export type Forms = readonly (readonly number[] | null)[];

/** One item of one run, as items.csv keeps it: what two runs are paired by. */
export interface ItemRow {
  readonly probe: string;
  readonly itemId: string;
  /** Canonical position, so that sums do not depend on the order of answers. */
  readonly ordinal: number;
  readonly clusterId: string;
  readonly cluster2Id: string | null;
  readonly setId: string | null;
  readonly axis: string | null;
  readonly group: string | null;
  readonly reference: string | null;
  readonly condition: string | null;
  readonly outcome: ItemOutcome;
}

/** Where an item stands, without its id and what became of it. */
export type ItemPlace = Omit<ItemRow, 'itemId' | 'outcome'>;

/** Of anything that holds more, such as an item of a probe. Field by field: a spread costs as much as reading a row. */
export function itemPlace(item: ItemPlace): ItemPlace {
  const { probe, ordinal, clusterId, cluster2Id, setId, axis, group, reference, condition } = item;
  return { probe, ordinal, clusterId, cluster2Id, setId, axis, group, reference, condition };
}

/** What became of an item in one run. Items with the same outcome share one object: there are few. */
export interface ItemOutcome {
  readonly replies: Replies;
  /** By name of the metric; a metric that does not apply to the item is absent. */
  readonly contributions: ReadonlyMap<string, Forms>;
  /** Of metrics of distributions and words, in place of contributions: amounts by key; null: none. Absent: the item has
   *  no such metric. */
  readonly amounts?: ReadonlyMap<string, ReadonlyMap<string, number> | null>;
}

/** Outcomes of the replies to an item, or to many. */
export interface Replies {
  readonly answer: number;
  readonly refused: number;
  readonly unparsed: number;
  readonly error: number;
}

export const NO_REPLIES: Replies = { answer: 0, refused: 0, unparsed: 0, error: 0 };

/** Share of replies that are neither an answer nor a refusal, and of those without an answer; null: no reply. */
export function missingShares(
  replies: Replies,
): { readonly unparsed: number; readonly missing: number } | null {
  const { answer, refused, unparsed } = replies;
  const all = answer + refused + unparsed;
  return all === 0 ? null : { unparsed: unparsed / all, missing: (refused + unparsed) / all };
}
