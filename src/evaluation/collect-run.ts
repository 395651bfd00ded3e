import type { Request } from '../adapters/adapter.js';
import { AdapterError } from '../errors.js';
import type { CompletionLedger } from '../records/completion-ledger.js';
import { completionId, completionRow, costOf, type RowContext } from '../records/completion-row.js';
import type { Journal } from '../records/journal.js';
import { collectReplies } from '../runner/collect-replies.js';
import { countRequests, listRequests, type RequestPlan, type Shard } from '../runner/list-requests.js';
import type { RunEvent } from '../runner/run-event.js';
import { Spending } from '../runner/spending.js';
import type { Suite } from '../suites/suite.js';
import type { OpenModel } from './open-models.js';

export interface Collection {
  readonly suite: Suite;
  readonly models: readonly OpenModel[];
  readonly runId: string;
  readonly journal: Journal;
  readonly ledger: CompletionLedger;
  readonly shard: Shard | null;
  /** Sends nothing more when aborted. */
  readonly stop: AbortSignal;
  /** Gives up what is in flight when aborted. */
  readonly abandon: AbortSignal;
  onEvent(event: RunEvent): void;
}

/** Sends what is not answered yet, models side by side, and journals every answer as it comes.
 *  @returns why each model stopped before its last request; a model that did not is absent
 *  @throws RecordError when the journal cannot be written: then nothing more is sent */
export async function collectRun(collection: Collection): Promise<Map<string, string>> {
  const { suite, models, ledger } = collection;
  const spending = new Spending(suite.budget, { usd: ledger.costUsd, requests: ledger.answered.size });
  const stopped = new Map<string, string>();
  const broken = new AbortController();
  const results = await Promise.allSettled(
    models.map(async (open) => {
      try {
        const reason = await collectModel(open, collection, spending, broken.signal);
        if (reason !== null) stopped.set(open.model.id, reason);
      } catch (error) {
        // Of the journal, not of the model: answers that cannot be kept are not worth paying for.
        broken.abort(error);
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
  { model, adapter }: OpenModel,
  { suite, runId, journal, ledger, shard, stop, abandon, onEvent }: Collection,
  spending: Spending,
  broken: AbortSignal,
): Promise<string | null> {
  const { id, sampling, price, limits } = model;
  const context: RowContext = {
    runId,
    suite: suite.name,
    suiteHash: suite.hash,
    provider: adapter.provider,
    model: id,
    price,
  };
  const plan: RequestPlan = { probes: suite.probes, samples: suite.samples, sampling, shard };
  onEvent({
    type: 'started',
    model: id,
    total: countRequests(plan),
    done: ledger.answeredByModel.get(id) ?? 0,
  });
  const reserved = new WeakMap<Request, number>();
  let reason: string | null = null;
  try {
    const replies = collectReplies(unanswered(plan, id, ledger), adapter, {
      concurrency: limits.concurrency,
      timeoutMs: model.timeout * 1000,
      stop: AbortSignal.any([stop, broken]),
      abandon: AbortSignal.any([abandon, broken]),
      random: Math.random,
      maySend: (request) => {
        const most = price ? mostUsd(request, price) : 0;
        reserved.set(request, most);
        return spending.reserve(most);
      },
      onRetry: (error, delayMs) => onEvent({ type: 'retry', model: id, error, delayMs }),
    });
    for await (const collected of replies) {
      journal.append(completionRow(context, collected));
      const { reply, request } = collected;
      const costUsd = reply ? costOf(price, reply.inputTokens, reply.outputTokens) : 0;
      spending.settle(reserved.get(request) ?? 0, costUsd);
      onEvent({ type: 'settled', model: id, answered: reply !== null, costUsd });
    }
    if (spending.isSpent) reason = 'the budget is spent';
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    reason = error.message;
  }
  onEvent({ type: 'ended', model: id, reason });
  return reason;
}

function* unanswered(plan: RequestPlan, model: string, { answered }: CompletionLedger): Generator<Request> {
  const all = listRequests(plan);
  if (answered.size === 0) yield* all;
  else
    for (const request of all)
      if (!answered.has(completionId(model, request.prompt, request.sampleIndex))) yield request;
}

/** The most that a request may cost: its input at three characters a token, and every output token it may use. */
function mostUsd(
  { prompt, sampling }: Request,
  price: { readonly input: number; readonly output: number },
): number {
  const characters = prompt.messages.reduce((sum, { content }) => sum + content.length, 0);
  return (Math.ceil(characters / 3) * price.input + sampling.maxTokens * price.output) / 1e6;
}
