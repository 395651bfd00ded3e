import type { CallStatus, Reply } from '../../adapters/completion.js';
import { ScoreAggregator } from '../../metrics/aggregate-scores.js';
import { type JudgedReply, scoreKey } from '../../metrics/judged-reply.js';
import type { Prompt } from '../../probes/prompt.js';
import { type Cell, formatRow } from '../../records/csv-row.js';
import { IdSet } from '../../records/id-set.js';
import { itemRow } from '../../records/items-csv.js';
import type { LabelProbabilities } from '../../records/label-probabilities.js';
import type { Manifest } from '../../records/manifest.js';
import type { TableEstimate } from '../../records/metrics-csv.js';
import { ModelTally } from '../../records/model-tally.js';
import { OrdinalSet } from '../../records/ordinal-set.js';
import { SCORE_COLUMNS, scoreRow } from '../../records/scores-csv.js';
import type { StoredCompletion } from '../../records/stored-completion.js';
import type { Judgement } from '../../scorers/judge-reply.js';
import type { ScorableReply, Score } from '../../scorers/scorer.js';
import type { Suite, SuiteProbe } from '../../suites/suite.js';
import { AwaitedReferences } from './awaited-references.js';
import { estimateProbe } from './estimate-probe.js';
import { JudgedBatch } from './judged-batch.js';
import { PromptFinder } from './prompt-finder.js';
import { isHeldBack, ScorerFailures } from './scorer-failures.js';

/** What became of the rows of a completions file. */
export interface ScoredRun {
  readonly estimates: readonly TableEstimate[];
  readonly tallies: ReadonlyMap<string, ModelTally>;
  readonly failures: Manifest['scorer_failures'];
  /** Rows whose item or presentation the suite does not know; listed, never skipped in silence. */
  readonly unknown: { count: number; readonly examples: string[] };
  /** Ordinals of the items that have a reply, by `settledKey`. */
  readonly settled: ReadonlyMap<string, OrdinalSet>;
}

/** Whether requests got no answer, or the budget held a scorer back. */
export function isIncomplete({ tallies, failures }: ScoredRun): boolean {
  return [...tallies.values()].some(({ errors }) => errors > 0) || isHeldBack(failures);
}

/** What the items of one model in one probe are kept under. */
export function settledKey(model: string, probe: string): string {
  return `${model}\n${probe}`;
}

/** Presentations that a stored reply may be of; completions from elsewhere have one a item. */
export interface ScoringOptions {
  readonly presentationsPerItem: 'all' | 'one';
  /** Of labels, by completion; absent when no server gave any. */
  readonly probabilities?: LabelProbabilities;
  /** Ids of models that not all of the plan was asked of. */
  readonly partial?: ReadonlySet<string>;
  /** Rows of a comparison with another run, which metrics.csv holds after the run's own, and the probes that it
   *  stopped early. */
  compared?(scored: ScoredRun): Compared;
}

export interface Compared {
  readonly rows: readonly (readonly Cell[])[];
  readonly stoppedEarly: ReadonlySet<string>;
}

const MAX_EXAMPLES = 20;

/** Scores and aggregates completions in whatever order they come. Yields the text of scores.csv as it grows; the
 *  result is complete when the generator is. Memory grows with clusters, not with rows. */
export class CompletionScoring {
  readonly #suite: Suite;
  readonly #probes: ReadonlyMap<string, SuiteProbe>;
  readonly #finder: PromptFinder;
  readonly #aggregators = new Map<string, ScoreAggregator>();
  readonly #tallies = new Map<string, ModelTally>();
  readonly #answered = new IdSet();
  readonly #failed = new Map<string, StoredCompletion>();
  readonly #settled = new Map<string, OrdinalSet>();
  readonly #unknown = { count: 0, examples: [] as string[] };
  readonly #options: ScoringOptions;
  readonly #awaited = new AwaitedReferences();
  readonly #failures = new ScorerFailures();

  readonly #runId: string;
  readonly #onItemRow: (row: string) => void;

  /** @param onItemRow takes the text of items.csv as it grows */
  constructor(suite: Suite, runId: string, options: ScoringOptions, onItemRow: (row: string) => void) {
    this.#runId = runId;
    this.#onItemRow = onItemRow;
    this.#suite = suite;
    this.#options = options;
    this.#probes = new Map(suite.probes.map((entry) => [entry.probe.name, entry]));
    this.#finder = new PromptFinder(suite.probes.map(({ probe }) => probe));
  }

  async *score(batches: AsyncIterable<readonly StoredCompletion[]>): AsyncGenerator<string> {
    yield formatRow(SCORE_COLUMNS);
    for await (const batch of batches) {
      const judged = this.#newBatch();
      for (const row of batch) {
        if (row.status === 'error') {
          this.#failed.set(row.completionId, row);
          continue;
        }
        if (!this.#answered.add(row.completionId)) continue;
        const prompt = this.#find(row);
        const entry = this.#probes.get(row.probe);
        if (!prompt || !entry) continue;
        this.#tally(row);
        const reply = this.#replyOf(row, row.status);
        if (!entry.scorers.some(({ comparesWithReference }) => comparesWithReference))
          judged.add(entry.scorers, { row, prompt, reply, reference: null });
        else for (const ready of this.#awaited.add(row, prompt, reply)) judged.add(entry.scorers, ready);
      }
      yield await judged.rows();
    }
    const rest = this.#newBatch();
    for (const ready of this.#awaited.flush())
      rest.add(this.#probes.get(ready.row.probe)?.scorers ?? [], ready);
    yield await rest.rows();
  }

  #newBatch(): JudgedBatch {
    return new JudgedBatch((row, prompt, judgements) => this.#settle(row, prompt, judgements));
  }

  /** Estimates over everything scored. */
  finish(): ScoredRun {
    for (const [id, row] of this.#failed) {
      if (this.#answered.has(id)) continue;
      const prompt = this.#find(row);
      if (!prompt) continue;
      this.#tally(row);
      this.#aggregate(row, {
        prompt,
        sampleIndex: row.sampleIndex,
        status: 'error',
        scores: null,
        costUsd: null,
        startedAt: row.startedAt,
      });
    }
    // The suite's order, then by name: not the order in which answers came.
    const own = this.#suite.models.map(({ id }) => id);
    const others = [...this.#tallies.keys()].filter((id) => !own.includes(id)).sort();
    const estimates = [...own, ...others].flatMap((model) =>
      this.#suite.probes.flatMap((entry) =>
        estimateProbe(
          this.#suite,
          model,
          entry,
          this.#aggregators.get(settledKey(model, entry.probe.name)),
          this.#tallies,
        ),
      ),
    );
    const failures = this.#failures.list();
    return { estimates, tallies: this.#tallies, failures, unknown: this.#unknown, settled: this.#settled };
  }

  #settle(row: StoredCompletion, prompt: Prompt, judgements: readonly Judgement[]): string {
    const scores = new Map<string, Score>();
    let text = '';
    const { item } = prompt;
    const of = {
      runId: row.runId,
      completionId: row.completionId,
      itemId: item.id,
      probe: item.probe,
      clusterId: item.clusterId,
      group: item.group,
    };
    for (const judgement of judgements) {
      this.#failures.add(judgement);
      for (const score of judgement.scores) {
        scores.set(scoreKey(judgement.scorer.name, score.scoreName), score);
        text += formatRow(scoreRow(of, judgement.scorer, score));
      }
    }
    const { sampleIndex, costUsd } = row;
    const status: CallStatus = row.status;
    this.#aggregate(row, { prompt, sampleIndex, status, scores, costUsd, startedAt: row.startedAt });
    return text;
  }

  #aggregate(row: StoredCompletion, reply: JudgedReply): void {
    const key = settledKey(row.model, row.probe);
    let aggregator = this.#aggregators.get(key);
    if (!aggregator) {
      const entry = this.#probes.get(row.probe);
      if (!entry) return;
      const { presentationsPerItem, reference } = entry.probe;
      const presentations = this.#options.presentationsPerItem === 'one' ? 1 : presentationsPerItem;
      const settled = new OrdinalSet();
      aggregator = new ScoreAggregator(
        entry.metrics,
        reference,
        presentations * this.#suite.samples,
        (one) => {
          settled.add(one.item.ordinal);
          this.#onItemRow(formatRow(itemRow(this.#runId, row.model, one)));
        },
        entry.probe.words ?? null,
      );
      this.#settled.set(key, settled);
      this.#aggregators.set(key, aggregator);
    }
    aggregator.add(reply);
  }

  #replyOf({ text, completionId }: StoredCompletion, status: Reply['status']): ScorableReply {
    return { text, status, labelProbabilities: this.#options.probabilities?.get(completionId) ?? null };
  }

  #tally(row: StoredCompletion): void {
    const tally = this.#tallies.get(row.model) ?? new ModelTally();
    this.#tallies.set(row.model, tally);
    tally.add(row);
  }

  #find(row: StoredCompletion): Prompt | undefined {
    const prompt = this.#finder.find(row.probe, row.itemId, row.presentationId);
    if (!prompt && ++this.#unknown.count <= MAX_EXAMPLES) {
      const where = row.probe === '' ? '' : `${row.probe}: `;
      this.#unknown.examples.push(`${where}${row.itemId} ${row.presentationId}`.trim());
    }
    return prompt;
  }
}
