import type { ConfidenceInterval } from './confidence-interval.js';
import { requireProperFraction } from './require-argument.js';

/** Candidate means that are tested; limits are accurate to 1/CANDIDATES of the range, outward. */
const CANDIDATES = 1000;

/** Intervals for the mean of bounded values that cover at all times at once, so that a run may stop whenever it likes.
 *  They come from inverting, for every candidate mean, the average of two betting processes (above it, below it); once
 *  excluded, a candidate stays excluded.
 *  Source: Waudby-Smith and Ramdas 2024, doi:10.1093/jrsssb/qkad009, hedged capital process with predictable
 *  plug-in stakes, kept to half the admissible range.
 *  @example const sequence = new ConfidenceSequence({ low: -1, high: 1, level: 0.95 }); sequence.add(0.2);
 *  sequence.interval() // -1 to 1: one value says little */
export class ConfidenceSequence {
  readonly #low: number;
  readonly #width: number;
  readonly #level: number;
  readonly #logAbove = new Float64Array(CANDIDATES + 1);
  readonly #logBelow = new Float64Array(CANDIDATES + 1);
  readonly #excluded = new Uint8Array(CANDIDATES + 1);
  #first = 0;
  #last = CANDIDATES;
  #count = 0;
  #mean = 0.5;
  #squares = 0.25;

  /** @param range.low @param range.high the values that a score can take, e.g. -1 and 1 for differences of rates
   *  @throws RangeError when low is not below high, either is not finite, or level is not in (0, 1) */
  constructor(range: { readonly low: number; readonly high: number; readonly level: number }) {
    requireProperFraction('level', range.level);
    this.#low = range.low;
    this.#width = range.high - range.low;
    this.#level = range.level;
    if (!(this.#width > 0 && Number.isFinite(this.#width))) {
      throw new RangeError(`expected low to be below high, got ${range.low} and ${range.high}`);
    }
  }

  /** Takes the next value, in an order fixed beforehand.
   *  @throws RangeError when it is outside the range */
  add(value: number): void {
    const y = (value - this.#low) / this.#width;
    if (!(y >= 0 && y <= 1)) {
      throw new RangeError(`expected a value from ${this.#low} to ${this.#low + this.#width}, got ${value}`);
    }
    const next = this.#count + 1;
    const budget = -Math.log((1 - this.#level) / 2);
    // sqrt(2 ln(2/alpha) / (variance * n ln(n + 1))) with variance = squares / n, from the values before y only.
    const stake = Math.sqrt((2 * budget) / (this.#squares * Math.log(next + 1)));
    const threshold = -Math.log(1 - this.#level);
    // A candidate outside the limits stays outside, whatever comes.
    for (let k = this.#first; k <= this.#last; k += 1) {
      const candidate = k / CANDIDATES;
      const above = Math.min(stake, 0.5 / candidate);
      const below = Math.min(stake, 0.5 / (1 - candidate));
      const logAbove = (this.#logAbove[k] ?? 0) + Math.log1p(above * (y - candidate));
      const logBelow = (this.#logBelow[k] ?? 0) + Math.log1p(-below * (y - candidate));
      this.#logAbove[k] = logAbove;
      this.#logBelow[k] = logBelow;
      if (logAverage(logAbove, logBelow) >= threshold) {
        this.#excluded[k] = 1;
      }
    }
    this.#count = next;
    const change = y - this.#mean;
    this.#mean += change / (next + 1);
    this.#squares += change * (y - this.#mean);
    this.#shrink();
  }

  /** The interval now, in the unit of the values, including one candidate step on either side. Before any value it is
   *  the whole range. */
  interval(): ConfidenceInterval {
    const at = (k: number) => this.#low + (this.#width * Math.min(CANDIDATES, Math.max(0, k))) / CANDIDATES;
    return { low: at(this.#first - 1), high: at(this.#last + 1), level: this.#level };
  }

  /** Moves the limits inward to the outermost candidates left; if none is left (probability at most 1 - level), the
   *  last interval stands. */
  #shrink(): void {
    const first = this.#excluded.indexOf(0);
    const last = this.#excluded.lastIndexOf(0);
    if (first !== -1) {
      this.#first = first;
      this.#last = last;
    }
  }
}

/** ln of (e^a + e^b) / 2 without overflow. */
function logAverage(a: number, b: number): number {
  const larger = Math.max(a, b);
  return larger + Math.log1p(Math.exp(Math.min(a, b) - larger)) - Math.LN2;
}
