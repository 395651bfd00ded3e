import type { LimitReading, RateReading } from '../adapters/rate-reading.js';
import { LeakyBucket } from './leaky-bucket.js';
import { LearnedRate } from './learned-rate.js';

/** Share of a limit that is sent: without it, what arrives a moment too early at the server is refused. */
const BELOW_LIMIT = 0.98;
const MINUTE = 60_000;
/** A limit takes that long at most to be whole again if it is one of a minute; some providers state their limit of a
 *  day by the same header (console.groq.com/docs/rate-limits). */
const LONGEST_MINUTE = 2 * MINUTE;
/** Below this share of the most that was ever left, others use the account too: the rate falls with what is left. */
const NEARLY_EMPTY = 0.02;
const SLOWEST_SHARE = 0.25;
/** Weight of the newest reply in the share of its most that a request is expected to use. */
const LEARNING_RATE = 0.1;

export interface Waiter {
  /** Tokens that the request may use, input and output together. */
  readonly tokens: () => number;
  readonly go: () => void;
}

/** One model's place at the limits of its account: what waits, and what the server says of this model. */
export class RateLine {
  readonly waiting: Waiter[] = [];
  readonly requests = new LeakyBucket();
  readonly tokens = new LeakyBucket();
  readonly learned = new LearnedRate();
  #stated: { requests: number | null; tokens: number | null } = { requests: null, tokens: null };
  readonly #fullest = { requests: 0, tokens: 0 };
  readonly #share = { requests: 1, tokens: 1 };
  #resumeAt = Number.NEGATIVE_INFINITY;
  #usedShare: number | null = null;

  /** Requests a minute by the server's own word. */
  get statedRequests(): number | null {
    return this.#stated.requests;
  }

  get statedTokens(): number | null {
    return this.#stated.tokens;
  }

  /** Milliseconds until this model may send, as far as it alone is concerned; not above 0: now. */
  waitMs(now: number): number {
    return Math.max(this.#resumeAt - now, this.requests.waitMs(now), this.tokens.waitMs(now));
  }

  /** Nothing is sent for so long. */
  pause(ms: number, now: number): void {
    this.#resumeAt = Math.max(this.#resumeAt, now + ms);
  }

  read({ requests, tokens }: RateReading): void {
    if (requests) this.#readUnit('requests', requests);
    if (tokens) this.#readUnit('tokens', tokens);
    this.respace();
  }

  /** Tokens to reserve for a request: what earlier ones used of their most. */
  expected(most: number): number {
    return most * (this.#usedShare ?? 1);
  }

  used(tokens: number, most: number): void {
    if (most <= 0) return;
    const share = tokens / most;
    this.#usedShare =
      this.#usedShare === null ? share : this.#usedShare + LEARNING_RATE * (share - this.#usedShare);
  }

  /** After the limits or what was learned have changed. */
  respace(): void {
    const { perMs } = this.learned;
    const { requests, tokens } = this.#stated;
    // However little is left, a server's word holds nobody up for more than a minute or two.
    this.requests.msPerUnit = Math.max(
      perMs === null ? 0 : 1 / perMs,
      spacing(requests) / this.#share.requests,
    );
    this.tokens.msPerUnit = spacing(tokens) / this.#share.tokens;
  }

  #readUnit(unit: 'requests' | 'tokens', { perMinute, remaining, resetMs }: LimitReading): void {
    if (perMinute !== null || resetMs !== null)
      this.#stated[unit] = resetMs !== null && resetMs > LONGEST_MINUTE ? null : perMinute;
    if (remaining === null) return;
    this.#fullest[unit] = Math.max(this.#fullest[unit], remaining);
    const low = NEARLY_EMPTY * this.#fullest[unit];
    this.#share[unit] = remaining >= low ? 1 : Math.max(SLOWEST_SHARE, remaining / low);
  }
}

/** Milliseconds a unit at a limit a minute; 0: no limit. */
export function spacing(perMinute: number | null): number {
  return perMinute === null ? 0 : MINUTE / (perMinute * BELOW_LIMIT);
}
