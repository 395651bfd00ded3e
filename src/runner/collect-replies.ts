import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import type { Adapter, Request } from '../adapters/adapter.js';
import { AdapterError } from '../errors.js';
import type { Collected } from './collected.js';
import { Deadline } from './deadline.js';
import { retryDelay } from './retry-delay.js';
import { sleep } from './sleep.js';

export interface CollectOptions {
  readonly concurrency: number;
  /** Of one attempt, in milliseconds. */
  readonly timeoutMs: number;
  /** Sends nothing more when aborted; what is in flight is still collected. */
  readonly stop: AbortSignal;
  /** Gives up what is in flight when aborted. */
  readonly abandon: AbortSignal;
  /** Uniform in [0, 1); of the jitter only, so it has no part in any figure. */
  readonly random: () => number;
  /** Asked before a request is sent; false: nothing more is sent (the budget is spent). */
  maySend?(request: Request): boolean;
  onRetry?(error: AdapterError, delayMs: number): void;
}

/** Stops a model after so many requests in a row that failed for good: the server is down, not the request. */
const MAX_FAILURES_IN_A_ROW = 25;

/** Sends every request, `concurrency` at a time, and yields what became of each as it is settled, in no order.
 *  Requests are drawn only as places become free, so a suite of any size is never held in memory. A failed request
 *  is tried again where that can help; one that fails for good is yielded with its error.
 *  @throws AdapterError that no further request can survive (bad key, unknown model, server never reached); what was
 *  settled until then has been yielded */
export async function* collectReplies(
  requests: Iterable<Request>,
  adapter: Adapter,
  options: CollectOptions,
): AsyncGenerator<Collected> {
  const limit = pLimit(options.concurrency);
  const deadline = new Deadline(options.timeoutMs);
  const fatal = new AbortController();
  const abandon = AbortSignal.any([options.abandon, fatal.signal]);
  // One listener for each request in flight.
  setMaxListeners(0, abandon);
  const iterator = requests[Symbol.iterator]();
  const settled: Collected[] = [];
  let wake = () => {};
  let open = 0;
  let failuresInARow = 0;
  let answers = 0;
  let failure: unknown = null;
  let more = true;

  const settle = (collected: Collected) => {
    if (collected.reply) {
      answers++;
      failuresInARow = 0;
    } else {
      failuresInARow++;
      const { error } = collected;
      const neverReached = answers === 0 && error.code === 'connection';
      if (error.fatal || neverReached || failuresInARow >= MAX_FAILURES_IN_A_ROW) {
        failure ??= error;
        fatal.abort(error);
        return;
      }
    }
    settled.push(collected);
  };
  const start = (request: Request) => {
    open++;
    limit(() => attemptRequest(request, adapter, { ...options, deadline, abandon }))
      .then((collected) => {
        if (collected) settle(collected);
      })
      .catch((error: unknown) => {
        failure ??= error;
        fatal.abort(error);
      })
      .finally(() => {
        open--;
        wake();
      });
  };

  while (true) {
    while (more && open < options.concurrency && failure === null && !options.stop.aborted) {
      const next = iterator.next();
      if (next.done || options.maySend?.(next.value) === false) more = false;
      else start(next.value);
    }
    const batch = settled.splice(0);
    if (batch.length > 0) {
      yield* batch;
      continue;
    }
    if (open === 0) break;
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  iterator.return?.();
  if (failure !== null) throw failure;
}

/** All attempts of one request; null when it was abandoned without an answer. */
async function attemptRequest(
  request: Request,
  adapter: Adapter,
  options: CollectOptions & { readonly deadline: Deadline },
): Promise<Collected | null> {
  for (let attempt = 1; ; attempt++) {
    if (options.abandon.aborted) return null;
    const startedAt = new Date();
    const start = performance.now();
    const timeoutMs = options.deadline.forAttempt(attempt);
    try {
      const reply = await withDeadline(timeoutMs, options.abandon, (signal) =>
        adapter.complete(request, signal),
      );
      const latencyMs = performance.now() - start;
      options.deadline.answered(latencyMs);
      return { request, reply, error: null, attempts: attempt, startedAt, latencyMs };
    } catch (error) {
      if (options.abandon.aborted) return null;
      if (!(error instanceof AdapterError)) throw error;
      const delayMs = options.stop.aborted ? null : retryDelay({ error, attempt, random: options.random });
      if (delayMs === null) {
        // A request cut short by the user is not a failed one: it is sent again when the run goes on.
        if (options.stop.aborted && error.retryable) return null;
        const latencyMs = performance.now() - start;
        return { request, reply: null, error, attempts: attempt, startedAt, latencyMs };
      }
      options.onRetry?.(error, delayMs);
      await sleep(delayMs, AbortSignal.any([options.abandon, options.stop]));
    }
  }
}

async function withDeadline<T>(
  timeoutMs: number,
  abandon: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const timedOut = new AdapterError(`no answer within ${timeoutMs / 1000} s`, {
    code: 'timeout',
    retryable: true,
  });
  const timer = setTimeout(() => controller.abort(timedOut), timeoutMs);
  const onAbandon = () => controller.abort(abandon.reason);
  abandon.addEventListener('abort', onAbandon, { once: true });
  try {
    return await work(controller.signal);
  } catch (error) {
    if (controller.signal.reason === timedOut) throw timedOut;
    throw error;
  } finally {
    clearTimeout(timer);
    abandon.removeEventListener('abort', onAbandon);
  }
}
