import { setMaxListeners } from 'node:events';
import pLimit, { type LimitFunction } from 'p-limit';
import { AdapterError } from '../errors.js';
import { chargeOf } from './charge-of.js';
import { ModelHealth } from './model-health.js';
import { retryDelay } from './retry-delay.js';
import { sleep } from './sleep.js';
import { withDeadline } from './with-deadline.js';

export interface RequestBounds {
  readonly concurrency: number;
  /** Of one attempt, in milliseconds. */
  readonly timeoutMs: number;
  /** Uniform in [0, 1); of the jitter only, so it has no part in any figure. */
  readonly random: () => number;
  /** Gives up what is in flight, and everything after it, when aborted; absent: never. */
  readonly abandon?: AbortSignal;
}

/** Leave to make one attempt; told once what came of it. */
export interface AttemptPermit<T> {
  settle(outcome: { readonly result: T } | 'free' | 'unknown'): void;
}

/** Requests to one service beside the model's own (a scorer's, a provider's batches): a few at once, each tried again by the policy of the runner. A service that
 *  is down, or that refuses the key, is not asked further: what remains fails at once. */
export class BoundedRequests {
  readonly #bounds: RequestBounds;
  readonly #limit: LimitFunction;
  readonly #health = new ModelHealth();
  readonly #abandon: AbortSignal;
  #down: AdapterError | null = null;

  constructor(bounds: RequestBounds) {
    this.#bounds = bounds;
    this.#limit = pLimit(bounds.concurrency);
    this.#abandon = bounds.abandon ?? new AbortController().signal;
    // One listener for each request in flight.
    setMaxListeners(0, this.#abandon);
  }

  /** @param work one attempt
   *  @param failureOf what an error of an attempt means
   *  @param admit waits for each attempt's place in a budget, and throws when it has none; absent: nothing is paid
   *  @throws AdapterError when the request failed for good; the reason of `abandon` */
  run<T>(
    work: (signal: AbortSignal) => Promise<T>,
    failureOf: (error: unknown) => unknown,
    admit?: (signal: AbortSignal) => Promise<AttemptPermit<T>>,
  ): Promise<T> {
    return this.#limit(async () => {
      const failures = new Map<string, number>();
      for (let attempt = 1; ; attempt++) {
        if (this.#down) throw this.#down;
        const permit = await admit?.(this.#abandon);
        let result: T;
        try {
          result = await withDeadline(() => this.#bounds.timeoutMs, this.#abandon, work);
        } catch (thrown) {
          const error = thrown instanceof AdapterError ? thrown : failureOf(thrown);
          permit?.settle(chargeOf(error, this.#health.heard));
          if (!(error instanceof AdapterError)) throw error;
          await sleep(this.#waitAfter(error, attempt, failures), this.#abandon);
          continue;
        }
        this.#health.answered();
        permit?.settle({ result });
        return result;
      }
    });
  }

  /** Milliseconds until the next attempt. @throws the error when there is none */
  #waitAfter(error: AdapterError, attempt: number, failures: Map<string, number>): number {
    this.#health.attemptFailed(error);
    const kind = `${error.code} ${error.status}`;
    const alike = (failures.get(kind) ?? 0) + 1;
    failures.set(kind, alike);
    const { heard } = this.#health;
    const delayMs = retryDelay({ error, attempt, alike, heard, random: this.#bounds.random });
    if (delayMs !== null) return delayMs;
    if (this.#health.failed(error)) this.#down ??= error;
    throw error;
  }
}
