/** What a late timer or an idle moment may make up for, in milliseconds. */
const CATCH_UP_MS = 100;

/** Spaces units evenly: no minute holds more than its rate, and a pause earns no burst. */
export class LeakyBucket {
  /** 0: as many as come. */
  msPerUnit = 0;
  /** When it has run dry. */
  #freeAt = Number.NEGATIVE_INFINITY;

  waitMs(now: number): number {
    return this.#freeAt - now;
  }

  /** @param mostMs that one taking may hold up the next
   *  @returns milliseconds that it holds it up */
  take(units: number, now: number, mostMs: number = Number.POSITIVE_INFINITY): number {
    if (this.msPerUnit === 0) return 0;
    const ms = Math.min(units * this.msPerUnit, mostMs);
    this.#freeAt = Math.max(this.#freeAt, now - CATCH_UP_MS) + ms;
    return ms;
  }

  /** Corrects an earlier taking. */
  add(ms: number): void {
    this.#freeAt += ms;
  }
}
