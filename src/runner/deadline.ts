/** However fast the answers so far, a request gets this long: hosted models pause for seconds now and then. */
const FLOOR_MS = 5_000;
/** Times the slowest recent answer. */
const FACTOR = 8;
/** Each further attempt gets so many times as long, so that three outlast a pause of a minute. */
const GROWTH = 3;
/** Share by which the memory of the slowest answer fades with every faster one. */
const FADE = 0.01;

/** How long a request may take before it counts as one that will never be answered. The limit of the user holds, but
 *  once answers have come that were much faster, waiting the full limit for a hung request only holds its place: the
 *  first attempt gets a multiple of the slowest recent answer, and each further one more, up to the limit. */
export class Deadline {
  readonly #limitMs: number;
  #slowestMs: number | null = null;

  /** @param limitMs of one request, as the user set it */
  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  answered(latencyMs: number): void {
    const faded = (this.#slowestMs ?? 0) * (1 - FADE);
    this.#slowestMs = Math.max(latencyMs, faded);
  }

  /** Milliseconds that an attempt may take, as far as is known now: answers to others shorten it while it waits.
   *  @param timeouts attempts of the same request that ran out of time before */
  after(timeouts: number): number {
    if (this.#slowestMs === null) return this.#limitMs;
    return Math.min(this.#limitMs, Math.max(FLOOR_MS, FACTOR * this.#slowestMs) * GROWTH ** timeouts);
  }
}
