import { BettingEProcess } from '../statistics/betting-e-process.js';
import type { ConfidenceInterval } from '../statistics/confidence-interval.js';
import { ConfidenceSequence } from '../statistics/confidence-sequence.js';
import { eBh } from '../statistics/e-bh.js';
import { SEQUENTIAL_ALPHA } from './sequential-reach.js';
import type { Verdict } from './verdict.js';

/** What a gate decides cluster by cluster, on the harm scale (larger is worse). */
export interface SequentialQuestion {
  /** What a cluster's value can be: of a change -R to R with R the width of the metric's range. */
  readonly range: readonly [number, number];
  /** "No worse" is a mean of at most this: 0 of a change, the ceiling of a level. */
  readonly worse: number;
  /** "Too much worse" is a mean of at least this: the margin, or the ceiling again; null: nothing can pass. */
  readonly tooMuch: number | null;
  readonly isChange: boolean;
}

/** Where a gate stands after some clusters. */
export interface SequentialState {
  readonly clusters: number;
  /** Mean of the clusters' values; null before the first. */
  readonly mean: number | null;
  /** Covers the mean at all times at once; null where it is too early for one. */
  readonly interval: ConfidenceInterval | null;
  /** Evidence against "no worse", and anytime p of it. */
  readonly eWorse: number;
  readonly pWorse: number;
  /** Evidence against "too much worse"; null where no margin is declared. */
  readonly eWithin: number | null;
}

/** One gate as cluster values come in, in an order that was drawn beforehand, to be looked at after each. */
export interface SequentialGate {
  readonly question: SequentialQuestion;
  /** As the `method` column names its confidence sequence. */
  readonly method: string;
  /** What a reader must know of its error rates. */
  readonly flags: readonly string[];
  /** Takes the value of the next cluster. */
  add(value: number): void;
  readonly state: SequentialState;
}

/** Two e-processes of a mean of bounded values, and its confidence sequence. Rates are such means: of 1,000 simulated
 *  runs of up to 400 pairs, one a cluster (0.3 against 0.4, 0.3 against 0.5, 0.05 against 0.15), these decided 0.586,
 *  0.997 and 0.973 after 283, 104 and 146 pairs, a beta-binomial test of the discordant ones 0.479, 0.994 and 0.959
 *  after 309, 118 and 159.
 *  Source: Waudby-Smith and Ramdas 2024, doi:10.1093/jrsssb/qkad009. */
export class BoundedGate implements SequentialGate {
  readonly question: SequentialQuestion;
  readonly method = 'cs_betting';
  readonly flags = [];
  readonly #worse: BettingEProcess;
  readonly #within: BettingEProcess | null;
  readonly #sequence: ConfidenceSequence;
  #clusters = 0;
  #sum = 0;

  /** @param level of the confidence sequence
   *  @throws RangeError for a range that is not finite, or a question that it settles beforehand */
  constructor(question: SequentialQuestion, level: number) {
    this.question = question;
    const [low, high] = question.range;
    this.#worse = new BettingEProcess(this.#unit(question.worse));
    this.#within = question.tooMuch === null ? null : new BettingEProcess(1 - this.#unit(question.tooMuch));
    this.#sequence = new ConfidenceSequence({ low, high, level });
  }

  /** Takes the value of the next cluster. A sum of fractions may end a rounding outside the range. */
  add(value: number): void {
    const [low, high] = this.question.range;
    const kept = Math.min(high, Math.max(low, value));
    const unit = this.#unit(kept);
    this.#worse.add(unit);
    this.#within?.add(1 - unit);
    this.#sequence.add(kept);
    this.#clusters++;
    this.#sum += kept;
  }

  get state(): SequentialState {
    return {
      clusters: this.#clusters,
      mean: this.#clusters === 0 ? null : this.#sum / this.#clusters,
      interval: this.#sequence.interval(),
      eWorse: this.#worse.eValue,
      pWorse: this.#worse.pValue,
      eWithin: this.#within?.eValue ?? null,
    };
  }

  #unit(value: number): number {
    const [low, high] = this.question.range;
    return (value - low) / (high - low);
  }
}

/** Whether what the e-processes ask lies inside the range, so that it is not settled beforehand. */
export function isBetween({ range: [low, high], worse, tooMuch }: SequentialQuestion): boolean {
  const inside = (value: number) => low < value && value < high;
  return inside(worse) && (tooMuch === null || inside(tooMuch));
}

/** Which gates of a family are decided now. That every gate passes needs no correction, so each passes at E >= 1/alpha.
 *  That any regressed does: regressions are those that e-BH rejects. Values of gates that were decided before stay as
 *  they were then, so that each is an e-value at its own stopping time; whatever e-BH rejected it then rejects at the
 *  end as well, since those values alone satisfy its rule.
 *  Source: Wang and Ramdas 2022, doi:10.1111/rssb.12489; Berger 1982 (intersection-union).
 *  @param states of the gates that are looked at, each as of now or of when it was decided
 *  @param later gates of the family that are decided at the planned end: no evidence yet, and their share of the error
 *  @returns null for a gate that is open */
export function decideFamily(
  states: readonly SequentialState[],
  later = 0,
): readonly ('passed' | 'failed' | null)[] {
  const evidence = states.map(({ eWorse }) => eWorse);
  const { rejected } = eBh([...evidence, ...new Array<number>(later).fill(0)], SEQUENTIAL_ALPHA);
  return states.map(({ eWithin }, place) => {
    if (eWithin !== null && eWithin >= 1 / SEQUENTIAL_ALPHA) return 'passed';
    return rejected[place] ? 'failed' : null;
  });
}

/** The verdict that a decision comes to, in the order of the rules for a fixed number of clusters. */
export function sequentialVerdict(
  decision: 'passed' | 'failed' | null,
  { interval }: SequentialState,
  { isChange, tooMuch }: SequentialQuestion,
): Verdict {
  if (decision === 'failed') return isChange ? 'regressed' : 'above_ceiling';
  if (decision === 'passed') {
    if (!isChange) return 'within_ceiling';
    if (interval && interval.high < 0) return 'improved';
    return interval && tooMuch !== null && interval.low > -tooMuch ? 'equivalent' : 'no_regression_shown';
  }
  return 'undecided';
}
