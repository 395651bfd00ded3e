import type { ConfidenceInterval } from '../statistics/confidence-interval.js';
import { mixtureSprt, mixtureSprtRadius, type RunningMean } from '../statistics/mixture-sprt.js';
import type { SequentialGate, SequentialQuestion, SequentialState } from './sequential-gate.js';
import { FEWEST_UNBOUNDED } from './sequential-reach.js';

/** Gate on a change of a mean without bounds: mixture sequential tests against "no worse" and "worse by the margin",
 *  each on its side of what it is against, with the variance of the clusters so far. Since that variance is plugged in,
 *  error rates hold for many clusters only: `asymptotic`.
 *  Source: Robbins 1970, doi:10.1214/aoms/1177696786; Johari et al. 2022, doi:10.1287/opre.2021.2135. */
export class UnboundedGate implements SequentialGate {
  readonly question: SequentialQuestion;
  readonly method = 'cs_msprt';
  readonly flags = ['asymptotic'];
  readonly #level: number;
  readonly #mixingVariance: number;
  #count = 0;
  #mean = 0;
  #squares = 0;
  #pWorse = 1;

  /** @param level of the confidence sequence
   *  @throws RangeError where no margin says what effect to look for; see canLookEarly */
  constructor(question: SequentialQuestion, level: number) {
    const { worse, tooMuch } = question;
    if (tooMuch === null || !(tooMuch > worse)) throw new RangeError('expected a margin');
    this.question = question;
    this.#level = level;
    this.#mixingVariance = (tooMuch - worse) ** 2;
  }

  /** Whether a question of an unbounded mean can be answered before all clusters are in.
   *  @param planned clusters */
  static canLookEarly({ worse, tooMuch }: SequentialQuestion, planned: number): boolean {
    return tooMuch !== null && tooMuch > worse && planned > FEWEST_UNBOUNDED;
  }

  add(value: number): void {
    this.#count++;
    const change = value - this.#mean;
    this.#mean += change / this.#count;
    this.#squares += change * (value - this.#mean);
    const running = this.#running;
    if (running && this.#mean > this.question.worse)
      this.#pWorse = Math.min(this.#pWorse, mixtureSprt(running, this.question.worse).pValue);
  }

  get state(): SequentialState {
    const running = this.#running;
    const { worse, tooMuch } = this.question;
    const evidence = (against: number, isBeyond: boolean) =>
      running === null ? 1 : isBeyond ? mixtureSprt(running, against).eValue : 0;
    return {
      clusters: this.#count,
      mean: this.#count === 0 ? null : this.#mean,
      interval: running && this.#interval(running),
      eWorse: evidence(worse, this.#mean > worse),
      pWorse: this.#pWorse,
      eWithin: tooMuch === null ? null : evidence(tooMuch, this.#mean < tooMuch),
    };
  }

  /** null: too early, or all clusters alike so far. */
  get #running(): RunningMean | null {
    if (this.#count < FEWEST_UNBOUNDED || !(this.#squares > 0)) return null;
    const variance = this.#squares / (this.#count - 1);
    return { count: this.#count, mean: this.#mean, variance, mixingVariance: this.#mixingVariance };
  }

  #interval(running: RunningMean): ConfidenceInterval | null {
    const radius = mixtureSprtRadius(running, this.#level);
    return radius === null
      ? null
      : { low: this.#mean - radius, high: this.#mean + radius, level: this.#level };
  }
}
