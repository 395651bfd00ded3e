export interface Budget {
  readonly usd: number | null;
  /** Input and output together. */
  readonly tokens: number | null;
  readonly requests: number | null;
}

/** What one attempt may use, or used; null: not known. */
export interface Amount {
  readonly usd: number;
  readonly tokens: number;
}

/** One attempt's place in the budget. */
export interface Reservation {
  /** @param used null where it is not known: then the most that it may have used counts */
  settle(used: { readonly [unit in keyof Amount]: number | null }): void;
}

const UNITS = ['usd', 'tokens'] as const satisfies readonly (keyof Amount)[];

/** The budget of a run: never passed, so every attempt counts, and one in flight with the most that it may use. An
 *  attempt that fits only if those in flight come cheaper waits for them. */
export class Spending {
  readonly #budget: Budget;
  readonly #used: Record<keyof Amount, number>;
  readonly #reserved = { usd: 0, tokens: 0 };
  #requests: number;
  #inFlight = 0;
  #waiting: (() => void)[] = [];

  constructor(budget: Budget, before: Amount & { readonly requests: number }) {
    this.#budget = budget;
    this.#used = { usd: before.usd, tokens: before.tokens };
    this.#requests = before.requests;
  }

  /** Takes one attempt's place; null: it does not fit any more, or the signal was aborted first. */
  async reserve(most: Amount, signal: AbortSignal): Promise<Reservation | null> {
    while (!signal.aborted) {
      const { requests } = this.#budget;
      if (requests !== null && this.#requests + 1 > requests) return null;
      if (this.#fits(most, this.#reserved)) return this.#take(most);
      if (this.#inFlight === 0 || !this.#fits(most, NOTHING)) return null;
      await this.#nextSettled(signal);
    }
    return null;
  }

  /** For people: what of the budget is used up. */
  get state(): string {
    const { usd, tokens, requests } = this.#budget;
    const parts: string[] = [];
    if (requests !== null) parts.push(`${this.#requests} of ${requests} requests sent`);
    if (tokens !== null) parts.push(`${Math.round(this.#used.tokens)} of ${tokens} tokens used`);
    if (usd !== null) parts.push(`${this.#used.usd.toFixed(4)} of ${usd} USD spent`);
    return parts.join(', ');
  }

  #fits(most: Amount, reserved: Amount): boolean {
    return UNITS.every((unit) => {
      const cap = this.#budget[unit];
      return cap === null || this.#used[unit] + reserved[unit] + most[unit] <= cap;
    });
  }

  #take(most: Amount): Reservation {
    this.#requests++;
    this.#inFlight++;
    for (const unit of UNITS) this.#reserved[unit] += most[unit];
    return {
      settle: (used) => {
        this.#inFlight--;
        for (const unit of UNITS) {
          // Sums of fractions leave a remainder that would count for ever.
          this.#reserved[unit] = this.#inFlight === 0 ? 0 : this.#reserved[unit] - most[unit];
          this.#used[unit] += used[unit] ?? most[unit];
        }
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

const NOTHING: Amount = { usd: 0, tokens: 0 };
