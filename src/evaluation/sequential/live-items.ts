import type { CallStatus } from '../../adapters/completion.js';
import { type ItemRow, itemPlace } from '../../decisions/item-row.js';
import { ScoreAggregator, type SettledItem } from '../../metrics/aggregate-scores.js';
import { noCalls } from '../../metrics/estimate.js';
import { scoreKey } from '../../metrics/judged-reply.js';
import type { Prompt } from '../../probes/prompt.js';
import { type Judgement, judgeReply } from '../../scorers/judge-reply.js';
import type { ScorableReply, Score } from '../../scorers/scorer.js';
import type { SuiteProbe } from '../../suites/suite.js';

/** A reply as it comes, or as the journal kept it; `error`: the request failed for good. */
export interface LiveReply {
  readonly prompt: Prompt;
  readonly sampleIndex: number;
  readonly status: CallStatus;
  readonly reply: ScorableReply | null;
}

/** Scores the replies of one probe as they come and tells of each item when its last reply is in, as items.csv will
 *  have it. */
export class LiveItems {
  readonly #entry: SuiteProbe;
  readonly #aggregator: ScoreAggregator;
  readonly #seen = new Set<string>();
  readonly #pending = new Set<Promise<void>>();

  /** @param expected replies to an item */
  constructor(entry: SuiteProbe, expected: number, onItem: (row: ItemRow) => void) {
    this.#entry = entry;
    this.#aggregator = new ScoreAggregator(entry.metrics, entry.probe.reference, expected, (settled) =>
      onItem(settledRow(settled)),
    );
  }

  /** Scorers that need no service settle at once. */
  take(live: LiveReply): void {
    const { prompt, sampleIndex, reply } = live;
    const key = `${prompt.item.id}\n${prompt.presentationId}\n${sampleIndex}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const isLost = live.status === 'error' || !reply;
    const judgements = isLost ? null : judgeReply(this.#entry.scorers, reply, prompt);
    if (!(judgements instanceof Promise)) {
      this.#judged(live, judgements);
      return;
    }
    const work = judgements.then((given) => this.#judged(live, given));
    this.#pending.add(work);
    work.finally(() => this.#pending.delete(work));
  }

  /** Waits for scorers that ask a service. */
  async settled(): Promise<void> {
    await Promise.all(this.#pending);
  }

  #judged({ prompt, sampleIndex, status }: LiveReply, judgements: readonly Judgement[] | null): void {
    const scores = judgements && new Map<string, Score>();
    for (const { scorer, scores: given } of judgements ?? [])
      for (const score of given) scores?.set(scoreKey(scorer.name, score.scoreName), score);
    this.#aggregator.add({ prompt, sampleIndex, status, scores, costUsd: null, startedAt: null });
  }
}

const NO_CALLS = noCalls();

/** A settled item as items.csv has it. */
export function settledRow({ item, measured }: SettledItem): ItemRow {
  const [first] = measured.values();
  const { answer, refused, unparsed, error } = first?.calls ?? NO_CALLS;
  return {
    ...itemPlace(item),
    itemId: item.id,
    outcome: {
      replies: { answer, refused, unparsed, error },
      contributions: new Map(
        [...measured].flatMap(([{ metric }, { contributions, amounts }]) =>
          amounts === undefined ? [[metric.name, contributions] as const] : [],
        ),
      ),
    },
  };
}
