import { requireFraction, requireProperFraction } from './require-argument.js';

/** What a bet may look at: the values before the current one. */
export interface PastValues {
  readonly count: number;
  readonly mean: number;
  /** Sum of squared deviations from the mean. */
  readonly squares: number;
}

/** Chooses the stake for the next value from past values only; a stake lies in [0, 1/nullMean). */
export type Bet = (past: PastValues, nullMean: number) => number;

/** Stake that grows with the mean excess over the null in units of the variance (approximate GRAPA), starting from one
 *  imagined value with mean 1/2 and variance 1/4, and kept to half the admissible range.
 *  Source: Waudby-Smith and Ramdas 2024, doi:10.1093/jrsssb/qkad009, appendix B.3. */
const adaptiveBet: Bet = (past, nullMean) => {
  const mean = (0.5 + past.mean * past.count) / (1 + past.count);
  const variance = (0.25 + past.squares) / (1 + past.count);
  const excess = mean - nullMean;
  return Math.min(Math.max(0, excess / (variance + excess * excess)), 0.5 / nullMean);
};

/** E-process for values in [0, 1] against the null "their mean is at most nullMean": the capital of a gambler who
 *  starts with 1 and multiplies it by 1 + stake * (y - nullMean). Under the null P(E ever reaches 1/alpha) <= alpha,
 *  whatever the stopping rule.
 *  Source: Waudby-Smith and Ramdas 2024, doi:10.1093/jrsssb/qkad009.
 *  @example const process = new BettingEProcess(0.5, () => 0.5); process.add(0.9); process.eValue // 1.2 */
export class BettingEProcess {
  readonly #nullMean: number;
  readonly #bet: Bet;
  #past: PastValues = { count: 0, mean: 0, squares: 0 };
  #logValue = 0;
  #logMaximum = 0;

  /** @throws RangeError when nullMean is not in (0, 1) */
  constructor(nullMean: number, bet: Bet = adaptiveBet) {
    requireProperFraction('nullMean', nullMean);
    this.#nullMean = nullMean;
    this.#bet = bet;
  }

  /** Takes the next value.
   *  @throws RangeError when it is outside [0, 1], or the bet stakes outside [0, 1/nullMean) */
  add(value: number): void {
    requireFraction('value', value);
    const stake = this.#bet(this.#past, this.#nullMean);
    if (!(stake >= 0 && stake * this.#nullMean < 1)) {
      throw new RangeError(`expected a stake from 0 to below ${1 / this.#nullMean}, got ${stake}`);
    }
    this.#logValue += Math.log1p(stake * (value - this.#nullMean));
    this.#logMaximum = Math.max(this.#logMaximum, this.#logValue);
    const count = this.#past.count + 1;
    const change = value - this.#past.mean;
    const mean = this.#past.mean + change / count;
    this.#past = { count, mean, squares: this.#past.squares + change * (value - mean) };
  }

  /** Natural logarithm of the current e-value. */
  get logEValue(): number {
    return this.#logValue;
  }

  /** The current e-value; this, not the maximum, goes into eBh and mergers. */
  get eValue(): number {
    return Math.min(Number.MAX_VALUE, Math.exp(this.#logValue));
  }

  /** Anytime-valid p value, 1 / (largest e-value so far), in (0, 1]. */
  get pValue(): number {
    return Math.max(Number.MIN_VALUE, Math.exp(-this.#logMaximum));
  }
}
