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
  /** Whether anything ever came from the server, be it an error. */
  #heard = false;
  #down: AdapterError | null = null;

  constructor(bounds: RequestBounds) {
    this.#bounds = bounds;
    this.#limit = pLimit(bounds.concurrency);
  }

  /** @param work one attempt
   *  @param failureOf what an error of an attempt means
   *  @throws AdapterError when the request failed for good */
  run<T>(work: (signal: AbortSignal) => Promise<T>, failureOf: (error: unknown) => AdapterError): Promise<T> {
    return this.#limit(async () => {
      const failures = new Map<string, number>();
      for (let attempt = 1; ; attempt++) {
        if (this.#down) throw this.#down;
        try {
          const result = await this.#inTime(work, failureOf);
          this.#heard = true;
          this.#failuresInARow = 0;
          return result;
        } catch (error) {
          if (!(error instanceof AdapterError)) throw error;
          await sleep(this.#waitAfter(error, attempt, failures), new AbortController().signal);
        }
      }
    });
  }

  /** Milliseconds until the next attempt. @throws the error when there is none */
  #waitAfter(error: AdapterError, attempt: number, failures: Map<string, number>): number {
    if (error.status !== null || error.code === 'bad_reply') this.#heard = true;
    const kind = `${error.code} ${error.status}`;
    const alike = (failures.get(kind) ?? 0) + 1;
    failures.set(kind, alike);
    const failed = { error, attempt, alike, heard: this.#heard, random: this.#bounds.random };
    const delayMs = retryDelay(failed);
    if (delayMs !== null) return delayMs;
    if (error.fatal || ++this.#failuresInARow >= MAX_FAILURES_IN_A_ROW) this.#down ??= error;
    throw error;
  }

  async #inTime<T>(
    work: (signal: AbortSignal) => Promise<T>,
    failureOf: (error: unknown) => AdapterError,
  ): Promise<T> {
    const { timeoutMs } = this.#bounds;
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      return await work(signal);
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
