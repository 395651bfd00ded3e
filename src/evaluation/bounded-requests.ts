import pLimit from 'p-limit';
import { AdapterError } from '../errors.js';
import { retryDelay } from '../runner/retry-delay.js';
import { sleep } from '../runner/sleep.js';

export interface RequestBounds {
  readonly concurrency: number;
  /** Of one attempt, in milliseconds. */
  readonly timeoutMs: number;
  /** Uniform in [0, 1); of the jitter only, so it has no part in any figure. */
  readonly random: () => number;
}

/** Nothing more is asked after so many failures in a row: the service is down, not the request. */
const MAX_FAILURES_IN_A_ROW = 25;

/** Requests to the service of a scorer: a few at once, each tried again by the policy of the runner. A service that
 *  is down, or that refuses the key, is not asked further: what remains fails at once. */
export class BoundedRequests {
  readonly #bounds: RequestBounds;
  readonly #limit: <T>(work: () => Promise<T>) => Promise<T>;
  #failuresInARow = 0;
  #down: AdapterError | null = null;

  constructor(bounds: RequestBounds) {
    this.#bounds = bounds;
    this.#limit = pLimit(bounds.concurrency);
  }

  /** @param failureOf what an error of an attempt means
   *  @throws AdapterError when the request failed for good */
  run<T>(
    attempt: (signal: AbortSignal) => Promise<T>,
    failureOf: (error: unknown) => AdapterError,
  ): Promise<T> {
    return this.#limit(async () => {
      for (let attempts = 1; ; attempts++) {
        if (this.#down) throw this.#down;
        try {
          const result = await this.#inTime(attempt, failureOf);
          this.#failuresInARow = 0;
          return result;
        } catch (error) {
          if (!(error instanceof AdapterError)) throw error;
          const { random } = this.#bounds;
          const delayMs = retryDelay({ error, attempt: attempts, random });
          if (delayMs === null) {
            if (error.fatal || ++this.#failuresInARow >= MAX_FAILURES_IN_A_ROW) this.#down ??= error;
            throw error;
          }
          await sleep(delayMs, new AbortController().signal);
        }
      }
    });
  }

  async #inTime<T>(
    attempt: (signal: AbortSignal) => Promise<T>,
    failureOf: (error: unknown) => AdapterError,
  ): Promise<T> {
    const { timeoutMs } = this.#bounds;
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      return await attempt(signal);
    } catch (cause) {
      if (!signal.aborted) throw failureOf(cause);
      throw new AdapterError(`no answer within ${timeoutMs / 1000} s`, {
        code: 'timeout',
        retryable: true,
        cause,
      });
    }
  }
}
