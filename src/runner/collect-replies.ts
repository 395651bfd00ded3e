import { setMaxListeners } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { Adapter, Request } from '../adapters/adapter.js';
import { attemptRequest, type Conversation, type Unsettled } from './attempt-request.js';
import type { Collected } from './collected.js';
import type { CollectOptions } from './collector.js';
import { Deadline } from './deadline.js';
import { ModelHealth } from './model-health.js';
import { RateLimiter, UNLIMITED } from './rate-limiter.js';

/** Milliseconds after which other work of the process gets its turn. */
const LONGEST_TURN_MS = 10;
/** After a fatal error, the time that requests in flight get: they may be paid for. */
const LAST_ANSWERS_MS = 5_000;

/** Sends every request, `concurrency` at a time, and yields what became of each as it is settled, in no order.
 *  Requests are drawn only as places become free, so a suite of any size is never held in memory; at most as many
 *  again wait for their next attempt. A failed request is tried again where that can help; one that fails for good is
 *  yielded with its error.
 *  @throws AdapterError that no further request can survive (bad key, unknown model, server never heard); what was
 *  settled until then has been yielded */
export async function* collectReplies(
  requests: Iterable<Request>,
  adapter: Adapter,
  options: CollectOptions,
): AsyncGenerator<Collected> {
  const { concurrency } = options;
  const fatal = new AbortController();
  const overdue = new AbortController();
  const halted = AbortSignal.any([options.stop, fatal.signal]);
  const abandoned = AbortSignal.any([options.abandon, overdue.signal]);
  // One listener for each request in flight or waiting.
  setMaxListeners(0, halted, abandoned);
  const iterator = requests[Symbol.iterator]();
  const settled: Collected[] = [];
  let wake = () => {};
  let open = 0;
  let placed = 0;
  let more = true;
  let failure: unknown = null;
  let graceTimer: NodeJS.Timeout | undefined;

  const fail = (error: unknown, graceMs: number) => {
    if (failure !== null) return;
    failure = error;
    fatal.abort(error);
    graceTimer = setTimeout(() => overdue.abort(error), graceMs);
  };

  const health = new ModelHealth();
  const limit = pLimit(concurrency);
  const conversation: Conversation = {
    adapter,
    limit,
    deadline: options.deadline ?? new Deadline(options.timeoutMs),
    gate: options.gate ?? new RateLimiter(UNLIMITED).gate(),
    health,
    random: options.random,
    admit: options.admit,
    halted,
    abandoned,
    onPlace(change) {
      placed += change;
      wake();
    },
    onFatal: (error) => fail(error, LAST_ANSWERS_MS),
    onRetry: (error, delayMs) => options.onRetry?.(error, delayMs),
  };
  const settle = (outcome: Collected | Unsettled) => {
    if (outcome === 'refused') more = false;
    if (typeof outcome === 'string') return;
    if (outcome.error !== null && health.failed(outcome.error)) fail(outcome.error, LAST_ANSWERS_MS);
    // An error of the model as a whole says nothing about the request: that one is sent again by the next start.
    const isOfModel = outcome.error !== null && (outcome.error.fatal || outcome.error === failure);
    if (!isOfModel) settled.push(outcome);
  };
  const start = (request: Request) => {
    open++;
    attemptRequest(request, conversation)
      .then(settle)
      // Not a failure of the model but a bug of the adapter: no grace.
      .catch((error: unknown) => fail(error, 0))
      .finally(() => {
        open--;
        wake();
      });
  };

  let turn = performance.now();
  try {
    while (true) {
      // No more than those in flight are tried on a server that was never heard.
      const mostOpen = health.heard ? 2 * concurrency : concurrency;
      while (more && placed < concurrency && open < mostOpen && !halted.aborted) {
        const next = iterator.next();
        if (next.done) more = false;
        else start(next.value);
      }
      const batch = settled.splice(0);
      if (batch.length > 0) {
        yield* batch;
        // Replies that need no network come without a turn of the event loop; signals and the journal need one.
        if (performance.now() - turn > LONGEST_TURN_MS) {
          await setImmediate();
          turn = performance.now();
        }
        continue;
      }
      if (open === 0 && (!more || halted.aborted)) break;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    // Also when who asked wants no more.
    clearTimeout(graceTimer);
    fatal.abort();
    overdue.abort();
    iterator.return?.();
  }
  if (failure !== null) throw failure;
}
