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
  /** Covers the mean at all times at once. */
  readonly interval: ConfidenceInterval;
  /** Evidence against "no worse", and anytime p of it. */
  readonly eWorse: number;
  readonly pWorse: number;
  /** Evidence against "too much worse"; null where no margin is declared. */
  readonly eWithin: number | null;
}

/** Two e-processes of one gate, and its confidence sequence: cluster values in an order that was drawn beforehand,
 *  to be looked at after each.
 *  Source: Waudby-Smith and Ramdas 2024, doi:10.1093/jrsssb/qkad009. */
export class SequentialGate {
  readonly question: SequentialQuestion;
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

/** Whether a metric can be decided cluster by cluster: what its e-processes need lies inside the range. */
export function isBetween({ range: [low, high], worse, tooMuch }: SequentialQuestion): boolean {
  const inside = (value: number) => low < value && value < high;
  return Number.isFinite(high - low) && inside(worse) && (tooMuch === null || inside(tooMuch));
}

/** Which gates of a family are decided now. That every gate passes needs no correction, so each passes at E >= 1/alpha.
 *  That any regressed does: regressions are those that e-BH rejects. Values of gates that were decided before stay as
 *  they were then, so that each is an e-value at its own stopping time; whatever e-BH rejected it then rejects at the
 *  end as well, since those values alone satisfy its rule.
 *  Source: Wang and Ramdas 2022, doi:10.1111/rssb.12489; Berger 1982 (intersection-union).
 *  @param states of all gates of the family, each as of now or of when it was decided
 *  @returns null for a gate that is open */
export function decideFamily(states: readonly SequentialState[]): readonly ('passed' | 'failed' | null)[] {
  const { rejected } = eBh(
    states.map(({ eWorse }) => eWorse),
    SEQUENTIAL_ALPHA,
  );
  return states.map(({ eWithin }, place) => {
    if (eWithin !== null && eWithin >= 1 / SEQUENTIAL_ALPHA) return 'passed';
    return rejected[place] ? 'failed' : null;
  });
}

/** The verdict that a decision comes to, in the order of the rules for a fixed number of clusters. */
export function sequentialVerdict(
  decision: 'passed' | 'failed' | null,
  { interval: { low, high } }: SequentialState,
  { isChange, tooMuch }: SequentialQuestion,
): Verdict {
  if (decision === 'failed') return isChange ? 'regressed' : 'above_ceiling';
  if (decision === 'passed') {
    if (!isChange) return 'within_ceiling';
    if (high < 0) return 'improved';
    return tooMuch !== null && low > -tooMuch ? 'equivalent' : 'no_regression_shown';
  }
  return 'undecided';
}
