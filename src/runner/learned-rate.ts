import { type Outcomes, StrayRefusals } from './stray-refusals.js';

/** Milliseconds between two refusals that frame a measurement, and what must have been accepted between them: fewer
 *  say too little, unless they took long. */
const SHORTEST_FRAME_MS = 2_000;
const LEAST_ACCEPTED = 20;
const LONGEST_FRAME_MS = 10_000;
/** Share of the measured rate that is sent. */
const BELOW_MEASURED = 0.98;
/** While measuring, so many times what is accepted: enough to be refused now and then. */
const PRESSURE = 1.2;
/** A frame in whose last second more than so many times its mean was accepted is of a pressure that still rose. */
const RISING = 1.25;
/** Milliseconds after which the pressure is looked at again, and outcomes that it takes. */
const EPOCH_MS = 250;
const EPOCH_OUTCOMES = 4;
/** The least that is tried after the first refusal, a millisecond: nothing may have been accepted yet. */
const FIRST = 10 / 1_000;
/** The lowest rate, a millisecond: a server that refuses everything is asked twice a minute. */
const SLOWEST = 2 / 60_000;
/** Without a refusal for so long the rate grows, by a hundredth at first and by twice as much each further time. */
const CALM_MS = 15_000;
const FIRST_STEP = 0.01;
/** The rate grows by so much at once at most, and not beyond so many times what is sent at all. */
const LARGEST_STEP = 0.5;
const MOST_ABOVE_USE = 2;

interface Frame extends Outcomes {
  readonly start: number;
}

/** What a server accepts, learned from what it refuses as "too many requests" (429).
 *  Whatever bucket or window it counts with is empty at a refusal, so what was accepted between two refusals is what
 *  it lets through in that time. At the first refusal the rate falls to a little above what is accepted, until a
 *  further one closes the measurement; then it stays just below what was measured and grows slowly, and every later
 *  refusal measures anew (additive increase, multiplicative decrease: Chiu and Jain 1989, with a measured factor).
 *  Refusals that go on below what was measured are those of a server that refuses some at any rate. */
export class LearnedRate {
  #perMs: number | null = null;
  /** From one refusal to the next. */
  #frame: Frame | null = null;
  /** Present while measuring. */
  #epoch: Frame | null = null;
  /** Ever since the first measurement was closed. */
  #isMeasured = false;
  #calmSince = 0;
  #step = FIRST_STEP;
  /** The rate before it last grew, which was not refused; 0: it did not grow since it was measured. */
  #unrefused = 0;
  readonly #strays = new StrayRefusals();
  #second = { start: 0, accepted: 0, before: 0 };

  /** Requests a millisecond; null: nothing was refused yet. */
  get perMs(): number | null {
    return this.#perMs;
  }

  /** @param isBinding whether more would have been sent at a higher rate */
  answered(now: number, isBinding: boolean): void {
    const second = this.#second;
    if (now - second.start >= 1_000) this.#second = { start: now, accepted: 1, before: second.accepted };
    else second.accepted++;
    if (this.#frame === null || this.#perMs === null) return;
    this.#frame.accepted++;
    if (this.#epoch !== null) {
      this.#epoch.accepted++;
      this.#adjust(now, this.#epoch, this.#perMs, isBinding);
    } else if (now - this.#calmSince >= CALM_MS && isBinding) {
      this.#strays.calm(this.#frame.accepted);
      this.#grow(this.#perMs);
      this.#calmSince = now;
    }
  }

  refused(now: number): void {
    const frame = this.#frame;
    if (frame === null) {
      // Half of the last second's: a burst that a full bucket let through says nothing of the rate.
      this.#perMs = Math.max(FIRST, Math.max(this.#second.accepted, this.#second.before) / 2_000);
      this.#frame = { start: now, accepted: 0, refused: 0 };
      this.#epoch = { start: now, accepted: 0, refused: 0 };
      return;
    }
    frame.refused++;
    const length = now - frame.start;
    const enough = frame.accepted >= LEAST_ACCEPTED || (length >= LONGEST_FRAME_MS && frame.accepted > 0);
    if (length >= SHORTEST_FRAME_MS && enough) {
      if (!this.#isMeasured && this.#second.before / 1_000 > (RISING * frame.accepted) / length) {
        this.#frame = { start: now, accepted: 0, refused: 0 };
        return;
      }
      this.#close(now, frame);
      this.#isMeasured = true;
      this.#frame = { start: now, accepted: 0, refused: 0 };
      this.#epoch = null;
      this.#calmSince = now;
    } else if (this.#epoch !== null) {
      this.#epoch.refused++;
      this.#adjust(now, this.#epoch, this.#perMs ?? SLOWEST, true);
    } else if (frame.refused > EPOCH_OUTCOMES && frame.refused > frame.accepted) {
      // The limit has fallen.
      this.#epoch = { start: now, accepted: 0, refused: 0 };
    }
  }

  #close(now: number, frame: Frame): void {
    const perMs = this.#perMs ?? SLOWEST;
    const acceptedPerMs = frame.accepted / (now - frame.start);
    if (this.#epoch === null) {
      if (this.#strays.covers(frame)) {
        if (this.#strays.isShown(now) && acceptedPerMs * MOST_ABOVE_USE > perMs) this.#grow(perMs);
        return;
      }
      this.#strays.suspect(frame);
    }
    this.#perMs = Math.max(SLOWEST, BELOW_MEASURED * acceptedPerMs, this.#unrefused);
    this.#unrefused = 0;
    this.#step = FIRST_STEP;
    this.#strays.limited(now);
  }

  #grow(perMs: number): void {
    this.#unrefused = perMs;
    this.#perMs = perMs * (1 + this.#step);
    this.#strays.grown(this.#step);
    this.#step = Math.min(2 * this.#step, LARGEST_STEP);
  }

  #adjust(now: number, { start, accepted, refused }: Frame, perMs: number, isBinding: boolean): void {
    const length = now - start;
    const outcomes = this.#frame?.accepted === 0 ? 1 : EPOCH_OUTCOMES;
    if (length < EPOCH_MS || accepted + refused < outcomes) return;
    this.#epoch = { start: now, accepted: 0, refused: 0 };
    if (refused === 0) this.#perMs = isBinding ? perMs * 2 : perMs;
    else if (accepted === 0) this.#perMs = Math.max(SLOWEST, perMs / 2);
    else this.#perMs = Math.max(SLOWEST, Math.min(perMs * 2, (PRESSURE * accepted) / length));
  }
}
