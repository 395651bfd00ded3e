import type { AdapterError } from '../errors.js';

/** A model is given up after so many requests in a row that failed for good: the server is down, not the request. */
const MAX_FAILURES_IN_A_ROW = 25;

/** What the outcomes so far say about one model and its server. */
export class ModelHealth {
  #answers = 0;
  #heard = false;
  #failuresInARow = 0;

  /** Requests answered so far. */
  get answers(): number {
    return this.#answers;
  }

  /** Whether anything ever came from the server, be it an error. */
  get heard(): boolean {
    return this.#heard;
  }

  answered(): void {
    this.#answers++;
    this.#heard = true;
    this.#failuresInARow = 0;
  }

  attemptFailed({ status, code }: AdapterError): void {
    if (status !== null || code === 'bad_reply') this.#heard = true;
  }

  /** A request failed for good. @returns whether no further one is worth sending */
  failed(error: AdapterError): boolean {
    this.#failuresInARow++;
    return error.fatal || !this.#heard || this.#failuresInARow >= MAX_FAILURES_IN_A_ROW;
  }
}
