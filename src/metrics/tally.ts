import type { Item } from '../probes/item.js';
import type { WordLists } from '../probes/word-lists.js';
import type { TallyStatistic } from '../statistics/tally-table.js';
import type { BoundMetric } from './aggregate-scores.js';
import { addCalls, type CallsBehind, noCalls } from './estimate.js';
import type { Reading } from './judged-reply.js';
import type { ScoredReply } from './metric.js';

/** One figure that a tally metric gives. */
export interface TallyFigure {
  /** Stands in the row's condition: a word list, a word; null: none. */
  readonly part: string | null;
  readonly value: TallyStatistic;
}

/** What a metric makes of the keys that occurred. */
export interface TallyFigures {
  /** Number of a key; the keys that `TallyTable` holds. */
  readonly numberOf: ReadonlyMap<string, number>;
  readonly size: number;
  readonly figures: readonly TallyFigure[];
  /** Of lists of words about groups: what a permutation of the groups weighs them with; absent: the sides are
   *  exchanged, where there are two. */
  readonly listSizes?: readonly number[];
}

/** What metrics of words read. */
export type TallyWords = WordLists;

/** A metric over amounts by key instead of a few sums: it needs the distribution of scores, or words. */
export interface TallyForm {
  /** `whole`: one figure of all texts; `groups`: each group against the reference, or against all others. */
  readonly of: 'whole' | 'groups';
  /** Lists of the role `group` that it needs; absent: no words. */
  readonly wordGroups?: 'two' | 'several';
  /** It reads lists of the role `target`. */
  readonly needsTargets?: boolean;
  /** What the replies of one item bring, in canonical order; null: no score. Amounts must add up exactly in any order:
   *  whole numbers, or multiples of a power of two. */
  amounts(replies: readonly ScoredReply[], words: WordLists | null): ReadonlyMap<string, number> | null;
  compile(keys: readonly string[], words: WordLists | null): TallyFigures;
}

/** Everything that a tally metric keeps of one scope. */
export interface TallyScope {
  readonly bound: BoundMetric;
  readonly condition: string | null;
  readonly axis: string | null;
  /** null: texts without a group. */
  readonly group: string | null;
  readonly calls: CallsBehind;
  readonly reasons: Set<string>;
  items: number;
  readonly clusters: Map<string, { ordinal: number; readonly amounts: Map<string, number> }>;
}

/** Adds up what items bring to tally metrics, in whatever order they come. Memory grows with the pairs of cluster and
 *  key that occur. */
export class TallyCollector {
  readonly #scopes = new Map<string, TallyScope>();
  readonly #words: WordLists | null;

  constructor(words: WordLists | null) {
    this.#words = words;
  }

  /** @returns what the item brings; null: nothing */
  add(
    bound: BoundMetric,
    form: TallyForm,
    item: Item,
    { scored, calls, reason }: Reading,
  ): ReadonlyMap<string, number> | null {
    const { condition, axis, group } = item;
    const key = JSON.stringify([bound.metric.name, condition, axis, group]);
    const scope: TallyScope = this.#scopes.get(key) ?? {
      ...{ bound, condition, axis, group },
      ...{ calls: noCalls(), reasons: new Set(), items: 0, clusters: new Map() },
    };
    this.#scopes.set(key, scope);
    addCalls(scope.calls, calls);
    if (reason !== null) scope.reasons.add(reason);
    const amounts = form.amounts(scored, this.#words);
    if (!amounts) return null;
    scope.items++;
    const cluster = scope.clusters.get(item.clusterId) ?? { ordinal: item.ordinal, amounts: new Map() };
    scope.clusters.set(item.clusterId, cluster);
    cluster.ordinal = Math.min(cluster.ordinal, item.ordinal);
    for (const [name, amount] of amounts)
      cluster.amounts.set(name, (cluster.amounts.get(name) ?? 0) + amount);
    return amounts;
  }

  get scopes(): TallyScope[] {
    return [...this.#scopes.values()];
  }
}
