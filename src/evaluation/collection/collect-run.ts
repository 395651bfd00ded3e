import { setMaxListeners } from 'node:events';
import { AdapterError } from '../../errors.js';
import type { CompletionLedger } from '../../records/completion-ledger.js';
import { completionId, completionRow, costOfReply, type RowContext } from '../../records/completion-row.js';
import type { Journal } from '../../records/journal.js';
import type { ProbabilityLog } from '../../records/label-probabilities.js';
import type { ClusterSequence } from '../../runner/cluster-sequence.js';
import type { Collected } from '../../runner/collected.js';
import type { Collector } from '../../runner/collector.js';
import { countRequests, type RequestPlan, type Shard } from '../../runner/list-requests.js';
import type { RateLimiter } from '../../runner/rate-limiter.js';
import type { RunEvent } from '../../runner/run-event.js';
import type { Spending } from '../../runner/spending.js';
import type { Suite } from '../../suites/suite.js';
import { limitersOf } from './account-limiters.js';
import { admission } from './admission.js';
import type { Paid } from './find-paid.js';
import type { OpenModel } from './open-models.js';
import { Unanswered } from './unanswered.js';

/** A run that is asked cluster by cluster and may end before its plan does. */
interface ClusterByCluster {
  /** What is asked. */
  readonly probes: Suite['probes'];
  readonly decider: ClusterSequence & {
    /** Told of every reply, in the order that they settle. */
    collected(collected: Collected): void;
  };
}

export interface Collection {
  readonly suite: Suite;
  readonly models: readonly OpenModel[];
  readonly runId: string;
  readonly journal: Journal;
  readonly probabilities: ProbabilityLog;
  readonly ledger: CompletionLedger;
  /** In the budget of the run, which its scorers share; what earlier starts paid is counted. */
  readonly spending: Spending;
  /** Answers of an earlier run; null: none. */
  readonly paid: Paid | null;
  readonly shard: Shard | null;
  /** How the requests of a model get their replies. */
  collectorOf(open: OpenModel): Collector;
  /** null: everything is asked, in the order of the plan. */
  readonly sequential: ClusterByCluster | null;
  /** Sends nothing more when aborted. */
  readonly stop: AbortSignal;
  /** Gives up what is in flight when aborted. */
  readonly abandon: AbortSignal;
  onEvent(event: RunEvent): void;
}

/** Sends what is not answered yet, models side by side, and journals every answer as it comes.
 *  @returns why each model stopped before its last request; a model that did not is absent
 *  @throws RecordError when something besides the journal cannot be written */
export async function collectRun(collection: Collection): Promise<Map<string, string>> {
  const { models } = collection;
  const limiterOf = limitersOf(models);
  const stopped = new Map<string, string>();
  const broken = new AbortController();
  const together = { ...collection, stop: AbortSignal.any([collection.stop, broken.signal]) };
  const results = await Promise.allSettled(
    models.map(async (open) => {
      try {
        const reason = await collectModel(open, together, limiterOf(open));
        if (reason !== null) stopped.set(open.model.id, reason);
      } catch (error) {
        // Not of the model: a disk that refuses, or a bug. The others keep what is under way and end too.
        broken.abort();
        throw error;
      } finally {
        await open.adapter.close?.();
      }
    }),
  );
  const failure = results.find((result) => result.status === 'rejected');
  if (failure) throw failure.reason;
  return stopped;
}

async function collectModel(
  open: OpenModel,
  collection: Collection,
  limiter: RateLimiter,
): Promise<string | null> {
  const { model, adapter } = open;
  const { suite, runId, journal, probabilities, ledger, spending, paid, shard } = collection;
  const { stop, abandon, onEvent } = collection;
  const { id, sampling, price, limits } = model;
  const context: RowContext = {
    runId,
    suite: suite.name,
    suiteHash: suite.hash,
    provider: adapter.provider,
    model: id,
    price,
  };
  const { sequential } = collection;
  const plan: RequestPlan = {
    probes: sequential?.probes ?? suite.probes,
    samples: suite.samples,
    sampling,
    shard,
    sequence: sequential?.decider ?? null,
  };
  const total = countRequests(plan);
  // The folder may hold another shard of this run too.
  onEvent({ type: 'started', model: id, total, done: Math.min(total, ledger.answeredByModel.get(id) ?? 0) });
  const record = (collected: Collected) => {
    const { reply, reused, request } = collected;
    if (reply?.labelProbabilities) {
      const completion = completionId(id, request.prompt, request.sampleIndex);
      probabilities.append(completion, reply.labelProbabilities);
    }
    journal.append(completionRow(context, collected));
    const costUsd = reply && !reused && !reply.takenFrom ? costOfReply(price, reply) : 0;
    sequential?.decider.collected(collected);
    onEvent({ type: 'settled', model: id, answered: reply !== null, costUsd });
  };
  const left = new Unanswered(plan, id, ledger, paid, record);
  let isBudgetSpent = false;
  let settled = 0;
  let reason: string | null = null;
  const isBounded = Object.values(suite.budget).some((cap) => cap !== null);
  setMaxListeners(0, stop, abandon);
  try {
    const collect = collection.collectorOf(open);
    const replies = collect(left.requests(), adapter, {
      concurrency: limits.concurrency,
      timeoutMs: model.timeout * 1000,
      stop,
      abandon,
      random: Math.random,
      gate: limiter.gate((limit) => onEvent({ type: 'limited', model: id, limit })),
      ...(isBounded && {
        admit: admission(model, spending, () => {
          isBudgetSpent = true;
        }),
      }),
      onRetry: (error, delayMs) => onEvent({ type: 'retry', model: id, error, delayMs }),
      onNote: (text) => onEvent({ type: 'note', model: id, text }),
    });
    for await (const collected of replies) {
      settled++;
      left.settle(collected);
    }
    if (isBudgetSpent)
      reason = `the budget is spent (${spending.state}); what was asked is a random sample of the plan, balanced over clusters`;
    else if (stop.aborted && (!left.isDrawn || settled < left.drawn)) reason = 'interrupted';
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    reason = error.message;
  }
  onEvent({ type: 'ended', model: id, reason });
  return reason;
}
