/** The budget of a run: never passed, so what is in flight counts with the most that it may cost. */
export class Spending {
  readonly #maxUsd: number | null;
  readonly #maxRequests: number | null;
  #usd: number;
  #requests: number;
  #reservedUsd = 0;
  #isSpent = false;

  constructor(
    budget: { readonly usd: number | null; readonly requests: number | null },
    before: { readonly usd: number; readonly requests: number },
  ) {
    this.#maxUsd = budget.usd;
    this.#maxRequests = budget.requests;
    this.#usd = before.usd;
    this.#requests = before.requests;
  }

  /** Whether a request was held back. */
  get isSpent(): boolean {
    return this.#isSpent;
  }

  /** Takes one request's place in the budget; false: it does not fit any more. */
  reserve(mostUsd: number): boolean {
    const tooMany = this.#maxRequests !== null && this.#requests + 1 > this.#maxRequests;
    const tooDear = this.#maxUsd !== null && this.#usd + this.#reservedUsd + mostUsd > this.#maxUsd;
    if (tooMany || tooDear) {
      this.#isSpent = true;
      return false;
    }
    this.#requests++;
    this.#reservedUsd += mostUsd;
    return true;
  }

  /** Replaces a reservation by what the request cost; null when the provider did not say. */
  settle(mostUsd: number, usd: number | null): void {
    this.#reservedUsd -= mostUsd;
    this.#usd += usd ?? mostUsd;
  }
}
