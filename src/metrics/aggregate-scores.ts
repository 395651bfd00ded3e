import type { Item } from '../probes/item.js';
import type { WordLists } from '../probes/word-lists.js';
import { CellSums, type UnitPlace } from './cell-sums.js';
import { compareScopes } from './compare-scopes.js';
import { type Contributions, contrastContributions, contributionsOf, NOTHING } from './contributions.js';
import { addCalls, type CallsBehind, type EstimateScope, noCalls } from './estimate.js';
import { type JudgedReply, type Reading, readScores } from './judged-reply.js';
import type { Denominator, Metric, ScoredReply } from './metric.js';
import { TallyCollector, type TallyScope } from './tally.js';

/** A metric together with the key of the score that it reads. */
export interface BoundMetric {
  readonly metric: Metric;
  readonly scoreKey: string;
  /** `name@version`. */
  readonly scorer: string;
}

/** Everything that one metric keeps of one scope. */
export interface Cell {
  readonly bound: BoundMetric;
  readonly scope: EstimateScope;
  readonly calls: CallsBehind;
  /** Why scores are missing that are neither refused nor unparsed, for example `language_unsupported`. */
  readonly reasons: ReadonlySet<string>;
  /** By denominator; the forms other than `conditional` only where something is missing. */
  readonly sums: ReadonlyMap<Denominator, CellSums>;
}

/** What one metric makes of one item. */
export interface Measured {
  readonly contributions: Contributions;
  /** Of metrics of distributions and words, in place of contributions; null: nothing. */
  readonly amounts?: ReadonlyMap<string, number> | null;
  /** Of metrics that compare replies with each other: held until the counterfactual set is complete. */
  readonly replies?: readonly ScoredReply[];
  readonly calls: CallsBehind;
  /** Why a score is missing that is neither refused nor unparsed; null when there is none such. */
  readonly reason: string | null;
}

/** An item whose replies are all in. */
export interface SettledItem {
  readonly item: Item;
  readonly measured: ReadonlyMap<BoundMetric, Measured>;
}

interface OpenCell {
  readonly bound: BoundMetric;
  readonly scope: EstimateScope;
  readonly calls: CallsBehind;
  readonly reasons: Set<string>;
  /** Items with nothing missing: the same in every form. */
  readonly complete: CellSums;
  readonly partial: Map<Denominator, CellSums>;
}

/** Turns judged replies, in whatever order they come, into the sums that estimates are made of. An item is settled
 *  when its last expected reply is in, a counterfactual set with its last item; until then they are held. */
export class ScoreAggregator {
  readonly #metrics: readonly BoundMetric[];
  readonly #reference: string | null;
  readonly #expected: number;
  readonly #onItem: (settled: SettledItem) => void;
  readonly #tallies: TallyCollector;
  /** By scope, then by metric. */
  readonly #cells = new Map<string, Map<BoundMetric, OpenCell>>();
  readonly #items = new Map<string, JudgedReply[]>();
  readonly #sets = new Map<string, SettledItem[]>();

  /** @param expected replies an item gets: presentations times samples
   *  @param onItem told of every item as it is settled
   *  @param words that metrics of words look for; null: there are none */
  constructor(
    metrics: readonly BoundMetric[],
    reference: string | null,
    expected: number,
    onItem: (settled: SettledItem) => void = () => {},
    words: WordLists | null = null,
  ) {
    this.#tallies = new TallyCollector(words);
    this.#metrics = metrics;
    this.#reference = reference;
    this.#expected = expected;
    this.#onItem = onItem;
  }

  add(reply: JudgedReply): void {
    const { item } = reply.prompt;
    const replies = this.#items.get(item.id);
    if (replies) replies.push(reply);
    else this.#items.set(item.id, [reply]);
    if ((replies?.length ?? 1) >= this.#expected) this.#settleItem(item.id);
  }

  /** Settles what is incomplete and gives the cells away, in canonical order of their scopes: nothing comes after. */
  finish(): Cell[] {
    for (const id of [...this.#items.keys()]) this.#settleItem(id);
    for (const id of [...this.#sets.keys()]) this.#settleSet(id);
    const order = (cell: OpenCell) => this.#metrics.indexOf(cell.bound);
    const open = [...this.#cells.values()].flatMap((cells) => [...cells.values()]);
    this.#cells.clear();
    return open.sort((a, b) => order(a) - order(b) || compareScopes(a.scope, b.scope)).map(closeCell);
  }

  /** What the metrics of distributions and words keep; whole after `finish`. */
  get tallies(): TallyScope[] {
    return this.#tallies.scopes;
  }

  #settleItem(id: string): void {
    const replies = this.#items.get(id);
    const item = replies?.[0]?.prompt.item;
    if (!replies || !item) return;
    this.#items.delete(id);
    if (!isInOrder(replies)) replies.sort(inCanonicalOrder);
    const measured = new Map<BoundMetric, Measured>();
    // Most metrics of a probe read the same score.
    const readings = new Map<string, Reading>();
    const whole = this.#cellsOf(scopeOf(item, null));
    const ofGroup = item.group === null ? null : this.#cellsOf(scopeOf(item, item.group));
    for (const bound of this.#metrics) {
      if (!bound.metric.applies(item)) continue;
      let reading = readings.get(bound.scoreKey);
      if (!reading) {
        reading = readScores(replies, bound.scoreKey);
        readings.set(bound.scoreKey, reading);
      }
      const { scored, calls, reason } = reading;
      if (bound.metric.tally) {
        const amounts = this.#tallies.add(bound, bound.metric.tally, item, reading);
        measured.set(bound, { contributions: NOTHING, calls, reason, amounts });
        continue;
      }
      if (bound.metric.pair) {
        measured.set(bound, { contributions: NOTHING, calls, reason, replies: scored });
        continue;
      }
      const value: Measured = { contributions: contributionsOf(bound.metric, scored), calls, reason };
      add(whole, bound, item, value);
      if (ofGroup && bound.metric.perGroup !== false) add(ofGroup, bound, item, value);
      measured.set(bound, value);
    }
    this.#onItem({ item, measured });
    if (item.setId !== null && item.setSize > 1 && this.#reference !== null) {
      const set = this.#sets.get(item.setId) ?? [];
      this.#sets.set(item.setId, set);
      set.push({ item, measured });
      if (set.length >= item.setSize) this.#settleSet(item.setId);
    }
  }

  #settleSet(id: string): void {
    const set = this.#sets.get(id) ?? [];
    this.#sets.delete(id);
    const reference = set.find(({ item }) => item.group === this.#reference);
    if (!reference) return;
    for (const member of set) {
      if (member === reference || member.item.group === null) continue;
      const cells = this.#cellsOf({ ...scopeOf(member.item, member.item.group), reference: this.#reference });
      for (const [bound, mine] of member.measured) {
        if (!bound.metric.contrasts) continue;
        const theirs = reference.measured.get(bound);
        if (!theirs) continue;
        const calls = { ...mine.calls };
        addCalls(calls, theirs.calls);
        const contributions = bound.metric.pair
          ? [bound.metric.pair(mine.replies ?? [], theirs.replies ?? [])]
          : contrastContributions(bound.metric, mine.contributions, theirs.contributions);
        const reason = mine.reason ?? theirs.reason;
        add(cells, bound, member.item, { contributions, calls, reason });
      }
    }
  }

  #cellsOf(scope: EstimateScope): ScopeCells {
    const key = `${scope.condition}\n${scope.axis}\n${scope.group}\n${scope.reference}`;
    let cells = this.#cells.get(key);
    if (!cells) {
      cells = new Map();
      this.#cells.set(key, cells);
    }
    return { scope, cells };
  }
}

interface ScopeCells {
  readonly scope: EstimateScope;
  readonly cells: Map<BoundMetric, OpenCell>;
}

function add({ scope, cells }: ScopeCells, bound: BoundMetric, item: Item, measured: Measured): void {
  const { contributions: values, calls, reason } = measured;
  const { metric } = bound;
  let cell = cells.get(bound);
  if (!cell) {
    const complete = new CellSums(metric.size);
    cell = { bound, scope, calls: noCalls(), reasons: new Set(), complete, partial: new Map() };
    cells.set(bound, cell);
  }
  addCalls(cell.calls, calls);
  if (reason !== null) cell.reasons.add(reason);
  const place: UnitPlace = metric.overUnits
    ? { first: metric.overUnits.unit(item), second: null, ordinal: item.ordinal }
    : { first: item.clusterId, second: item.cluster2Id, ordinal: item.ordinal };
  if (values === NOTHING) return;
  const [conditional] = values;
  if (values.length === 1 && conditional) {
    cell.complete.add(conditional, place);
    return;
  }
  for (const [form, value] of values.entries()) {
    const denominator = metric.forms[form];
    if (denominator === undefined) continue;
    const sums = cell.partial.get(denominator) ?? new CellSums(metric.size);
    cell.partial.set(denominator, sums);
    if (value) sums.add(value, place);
  }
}

function inCanonicalOrder(a: JudgedReply, b: JudgedReply): number {
  return a.prompt.presentationIndex - b.prompt.presentationIndex || a.sampleIndex - b.sampleIndex;
}

/** As they nearly always come; sorting takes memory even then. */
function isInOrder(replies: readonly JudgedReply[]): boolean {
  return replies.every((reply, place) => {
    const next = replies[place + 1];
    return next === undefined || inCanonicalOrder(reply, next) <= 0;
  });
}

function scopeOf(item: Item, group: string | null): EstimateScope {
  return { condition: item.condition, axis: item.axis, group, reference: null };
}

function closeCell({ bound, scope, calls, reasons, complete, partial }: OpenCell): Cell {
  const sums = new Map<Denominator, CellSums>();
  for (const denominator of partial.size > 0 ? bound.metric.forms : (['conditional'] as const)) {
    const some = partial.get(denominator);
    some?.merge(complete);
    sums.set(denominator, some ?? complete);
  }
  return { bound, scope, calls, reasons, sums };
}
