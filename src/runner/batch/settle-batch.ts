import type { Request } from '../../adapters/adapter.js';
import type { Batch, BatchResult } from '../../adapters/batches.js';
import { AdapterError } from '../../errors.js';
import type { Collected } from '../collected.js';
import type { AttemptOutcome } from '../permit.js';
import type { BatchDesk } from './batch-desk.js';
import type { BatchedRequest } from './batch-filler.js';
import type { BatchEntry, BatchTally } from './batch-log.js';

/** A request is sent in so many batches at most: each may take a day, and a bad reply may have been charged. */
const MAX_ATTEMPTS = 3;

/** A batch at the provider, with those of its requests that are not answered yet. */
export interface OpenBatch {
  readonly entry: BatchEntry;
  readonly requests: ReadonlyMap<string, BatchedRequest>;
}

/** What is left of a batch whose results are in. */
export interface Settled {
  readonly tally: BatchTally;
  readonly again: readonly Request[];
  /** No request to the model can succeed. */
  readonly fatal: AdapterError | null;
}

/** Matches the results of an ended batch to its requests, by id and never by place. Yields those that are settled. */
export async function* settleBatch(
  { entry, requests }: OpenBatch,
  state: Batch,
  desk: BatchDesk,
): AsyncGenerator<Collected, Settled> {
  const keys = new Set(entry.keys);
  const seen = new Set<string>();
  const tally = { answered: 0, failed: 0, again: 0, missing: 0, unknown: 0, garbage: 0 };
  const again: Request[] = [];
  let fatal: AdapterError | null = null;
  const startedAt = state.createdAt;
  const latencyMs = Math.max(0, (state.endedAt ?? new Date()).getTime() - startedAt.getTime());
  const failed = function* (batched: BatchedRequest, error: AdapterError): Generator<Collected> {
    const { request } = batched;
    settlePermit(batched, error.status !== null || NEVER_RUN.has(error.code) ? 'free' : 'unknown');
    if (error.fatal) fatal ??= error;
    else if (error.retryable && entry.attempt < MAX_ATTEMPTS) {
      tally.again++;
      again.push(request);
    } else {
      tally.failed++;
      yield { request, attempts: entry.attempt, startedAt, latencyMs, reused: null, reply: null, error };
    }
  };
  const settle = function* (result: BatchResult): Generator<Collected> {
    const isRepeated = seen.has(result.id);
    if (!keys.has(result.id) || isRepeated) {
      tally.unknown++;
      return;
    }
    seen.add(result.id);
    const batched = requests.get(result.id);
    // Kept by an earlier start that was killed before it was done with the batch.
    if (!batched) return;
    if (result.error) {
      yield* failed(batched, result.error);
      return;
    }
    const { request } = batched;
    tally.answered++;
    settlePermit(batched, result.reply);
    const { reply } = result;
    yield { request, attempts: entry.attempt, startedAt, latencyMs, reused: null, reply, error: null };
  };
  for (const file of state.resultFiles) {
    const { results, garbage } = await desk.fetch(file, (id) => requests.get(id)?.request);
    tally.garbage += garbage;
    for (const result of results) yield* settle(result);
  }
  for (const [key, batched] of requests) {
    if (seen.has(key)) continue;
    tally.missing++;
    yield* failed(batched, missingLine(entry, state));
  }
  return { tally, again, fatal };
}

/** The provider's codes for a request that it did not come to, so that nothing is charged. */
const NEVER_RUN: ReadonlySet<string> = new Set(['batch_expired', 'batch_cancelled']);

function settlePermit({ permit }: BatchedRequest, outcome: AttemptOutcome): void {
  permit?.then((taken) => taken?.settle(outcome));
}

function missingLine(entry: BatchEntry, state: Batch): AdapterError {
  return new AdapterError(
    `${entry.model}: the results of batch ${state.id} (${state.status}) say nothing of this request`,
    { code: 'missing_line', retryable: true },
  );
}
