import { sleep } from './sleep.js';

/** Share of the requests in flight that is kept after "too many requests". */
const KEEP = 0.7;
/** Refusals within this time are answers to the same mistake, so they narrow once. */
const SAME_MISTAKE_MS = 1_000;

/** How hard one model is pressed. After "too many requests" nothing is sent for as long as the server asks, and then
 *  fewer at once; every answer widens again, as in the congestion control of TCP (additive increase, multiplicative
 *  decrease: Chiu and Jain 1989). */
export class Pace {
  readonly #most: number;
  readonly #now: () => number;
  #width: number;
  #resumeAt = Number.NEGATIVE_INFINITY;
  #narrowedAt = Number.NEGATIVE_INFINITY;

  /** @param now in milliseconds */
  constructor(most: number, now: () => number = () => performance.now()) {
    this.#most = most;
    this.#width = most;
    this.#now = now;
  }

  /** Requests that may be in flight. */
  get width(): number {
    return Math.floor(this.#width);
  }

  answered(): void {
    this.#width = Math.min(this.#most, this.#width + 1 / this.#width);
  }

  tooMany(waitMs: number): void {
    const now = this.#now();
    this.#resumeAt = Math.max(this.#resumeAt, now + waitMs);
    if (now - this.#narrowedAt < SAME_MISTAKE_MS) return;
    this.#narrowedAt = now;
    this.#width = Math.max(1, this.#width * KEEP);
  }

  /** Milliseconds until something may be sent again. */
  get waitMs(): number {
    return Math.max(0, this.#resumeAt - this.#now());
  }

  /** Resolves when something may be sent, or at once when the signal is aborted. */
  async ready(signal: AbortSignal): Promise<void> {
    // Asked again after each wait: it may have grown meanwhile.
    while (this.waitMs > 0 && !signal.aborted) await sleep(this.waitMs, signal);
  }
}
