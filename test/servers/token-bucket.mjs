/** Fills at a steady rate and holds so many: how most providers count a limit of a minute. */
export class TokenBucket {
  #level;
  #last = performance.now();

  /**
   * @param {number} perMinute
   * @param {number} holds
   */
  constructor(perMinute, holds) {
    this.perMinute = perMinute;
    this.holds = holds;
    this.#level = holds;
  }

  /** Takes a place if there is one; `waitMs` is the time until the next place is free. */
  take(now = performance.now()) {
    this.#level = Math.min(this.holds, this.#level + ((now - this.#last) * this.perMinute) / 60_000);
    this.#last = now;
    const allowed = this.#level >= 1;
    if (allowed) this.#level--;
    const waitMs = this.#level >= 1 ? 0 : ((1 - this.#level) * 60_000) / this.perMinute;
    return { allowed, remaining: Math.floor(this.#level), waitMs };
  }

  /**
   * The headers that OpenAI documents for its rate limits.
   * @param {{remaining: number}} state
   */
  headers({ remaining }) {
    const reset = ((this.holds - this.#level) * 60_000) / this.perMinute;
    return {
      'x-ratelimit-limit-requests': String(this.perMinute),
      'x-ratelimit-remaining-requests': String(remaining),
      'x-ratelimit-reset-requests': `${Math.ceil(reset)}ms`,
    };
  }
}
