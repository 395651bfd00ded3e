/** At most `limit` requests in any `windowMs`: what a provider's requests-per-minute limit is. */
export class RateWindow {
  /** @type {number[]} */
  #times = [];

  /**
   * @param {number} limit
   * @param {number} windowMs
   */
  constructor(limit, windowMs) {
    this.limit = limit;
    this.windowMs = windowMs;
  }

  /** Takes a place if there is one; `waitMs` is the time until the next place is free. */
  take(now = performance.now()) {
    while (this.#times.length > 0 && this.#times[0] <= now - this.windowMs) this.#times.shift();
    const allowed = this.#times.length < this.limit;
    if (allowed) this.#times.push(now);
    const remaining = this.limit - this.#times.length;
    const waitMs = remaining > 0 ? 0 : this.#times[0] + this.windowMs - now;
    return { allowed, remaining, waitMs };
  }

  /**
   * The headers that OpenAI documents for its rate limits: of a minute, whatever the window here.
   * @param {{remaining: number, waitMs: number}} state
   */
  headers({ remaining, waitMs }) {
    return {
      'x-ratelimit-limit-requests': String((this.limit * 60_000) / this.windowMs),
      'x-ratelimit-remaining-requests': String(remaining),
      'x-ratelimit-reset-requests': `${Math.ceil(waitMs)}ms`,
    };
  }
}
