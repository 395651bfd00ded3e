import { setTimeout as startTimer } from 'node:timers';

export interface RateLimits {
  readonly requestsPerMinute: number | null;
  readonly tokensPerMinute: number | null;
}

/** Time and timers, so that a test can hold them. */
export interface Clock {
  /** Milliseconds from any origin. */
  now(): number;
  /** @returns the cancellation */
  after(ms: number, call: () => void): () => void;
}

const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, call) {
    const timer = startTimer(call, ms);
    return () => clearTimeout(timer);
  },
};

/** One admitted request; told what it used once that is known. */
export interface RateShare {
  /** @param tokens null when the server did not say: then the estimate stands */
  settle(tokens: number | null): void;
}

interface Waiter {
  readonly mostTokens: number;
  readonly signal: AbortSignal;
  readonly go: (share: RateShare | null) => void;
  readonly leave: () => void;
}

/** What a late timer or an idle moment may make up for, in milliseconds. */
const CATCH_UP_MS = 100;
/** Weight of the newest reply in the share of its most that a request is expected to use. */
const LEARNING_RATE = 0.1;

/** Spaces requests evenly at the given rates, so that no minute holds more and none is wasted: a leaky bucket for
 *  requests and one for tokens, first come, first served. Tokens are reserved by what earlier requests used of their
 *  most, and corrected when the reply is there. One limiter serves all models behind one key. */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #msPerRequest: number;
  readonly #msPerToken: number;
  readonly #waiting: Waiter[] = [];
  /** When each bucket has run dry. */
  #requestsFreeAt = Number.NEGATIVE_INFINITY;
  #tokensFreeAt = Number.NEGATIVE_INFINITY;
  #usedShare: number | null = null;
  #cancelTimer: (() => void) | null = null;

  constructor(limits: RateLimits, clock: Clock = systemClock) {
    this.#clock = clock;
    this.#msPerRequest = perUnit(limits.requestsPerMinute);
    this.#msPerToken = perUnit(limits.tokensPerMinute);
  }

  /** Resolves when the request may go; null when the signal was aborted first.
   *  @param mostTokens that it may use, input and output together */
  take(mostTokens: number, signal: AbortSignal): Promise<RateShare | null> {
    if (signal.aborted) return Promise.resolve(null);
    return new Promise((resolve) => {
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        resolve(null);
        this.#admit();
      };
      const waiter: Waiter = { mostTokens, signal, go: resolve, leave };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(waiter);
      this.#admit();
    });
  }

  /** Lets go whoever may, and sets a timer for the next. */
  #admit(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    for (let first = this.#waiting[0]; first; first = this.#waiting[0]) {
      const now = this.#clock.now();
      const wait = Math.max(this.#requestsFreeAt, this.#tokensFreeAt) - now;
      if (wait > 0) {
        this.#cancelTimer = this.#clock.after(wait, () => this.#admit());
        return;
      }
      this.#waiting.shift();
      first.signal.removeEventListener('abort', first.leave);
      first.go(this.#reserve(first.mostTokens, now));
    }
  }

  #reserve(mostTokens: number, now: number): RateShare {
    const reserved = mostTokens * (this.#usedShare ?? 1);
    const from = now - CATCH_UP_MS;
    this.#requestsFreeAt = Math.max(this.#requestsFreeAt, from) + this.#msPerRequest;
    this.#tokensFreeAt = Math.max(this.#tokensFreeAt, from) + reserved * this.#msPerToken;
    return {
      settle: (tokens) => {
        if (tokens === null) return;
        if (mostTokens > 0) {
          const share = tokens / mostTokens;
          this.#usedShare =
            this.#usedShare === null ? share : this.#usedShare + LEARNING_RATE * (share - this.#usedShare);
        }
        this.#tokensFreeAt += (tokens - reserved) * this.#msPerToken;
        this.#admit();
      },
    };
  }
}

function perUnit(perMinute: number | null): number {
  return perMinute === null ? 0 : 60_000 / perMinute;
}
