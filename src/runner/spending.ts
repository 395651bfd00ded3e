export interface Budget {
  readonly usd: number | null;
  readonly requests: number | null;
}

/** One attempt's place in the budget. */
export interface Reservation {
  /** @param usd what it cost; null when that is not known: then the most that it may have cost counts */
  settle(usd: number | null): void;
}

/** The budget of a run: never passed, so every attempt counts, and one in flight with the most that it may cost. An
 *  attempt that fits only if those in flight come cheaper waits for them. */
export class Spending {
  readonly #budget: Budget;
  #usd: number;
  #requests: number;
  #reservedUsd = 0;
  #inFlight = 0;
  #waiting: (() => void)[] = [];

  constructor(budget: Budget, before: { readonly usd: number; readonly requests: number }) {
    this.#budget = budget;
    this.#usd = before.usd;
    this.#requests = before.requests;
  }

  /** Takes one attempt's place; null: it does not fit any more, or the signal was aborted first. */
  async reserve(mostUsd: number, signal: AbortSignal): Promise<Reservation | null> {
    while (!signal.aborted) {
      const { usd, requests } = this.#budget;
      if (requests !== null && this.#requests + 1 > requests) return null;
      if (usd === null || this.#usd + this.#reservedUsd + mostUsd <= usd) return this.#take(mostUsd);
      if (this.#inFlight === 0 || this.#usd + mostUsd > usd) return null;
      await this.#nextSettled(signal);
    }
    return null;
  }

  /** For people: what of the budget is used up. */
  get state(): string {
    const { usd, requests } = this.#budget;
    const parts: string[] = [];
    if (requests !== null) parts.push(`${this.#requests} of ${requests} requests sent`);
    if (usd !== null) parts.push(`${this.#usd.toFixed(4)} of ${usd} USD spent`);
    return parts.join(', ');
  }

  #take(mostUsd: number): Reservation {
    this.#requests++;
    this.#inFlight++;
    this.#reservedUsd += mostUsd;
    return {
      settle: (usd) => {
        this.#inFlight--;
        // Sums of fractions leave a remainder that would count for ever.
        this.#reservedUsd = this.#inFlight === 0 ? 0 : this.#reservedUsd - mostUsd;
        this.#usd += usd ?? mostUsd;
        for (const resume of this.#waiting.splice(0)) resume();
      },
    };
  }

  #nextSettled(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const resume = () => {
        signal.removeEventListener('abort', resume);
        resolve();
      };
      signal.addEventListener('abort', resume, { once: true });
      this.#waiting.push(resume);
    });
  }
}
