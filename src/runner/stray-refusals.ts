/** Below what was measured nothing should be refused. After so many frames in which something was, with no calm between
 *  them, refusals have nothing to do with the rate. */
const SUSPICIOUS_FRAMES = 3;
/** Expected refusals, or requests, after which a rate has shown what is refused at it. */
const ENOUGH_EXPECTED = 5;
const ENOUGH_SENT = 1_000;
/** Standard deviations that a count of refusals may be above its mean by chance. */
const CHANCE = 3;
/** Milliseconds after a limit was met until more is tried again: twice as long each time, as long as no step of the
 *  rate shows that there is none. */
const FIRST_HOLD_MS = 5_000;
const LONGEST_HOLD_MS = 120_000;
const TELLING_STEP = 0.25;

/** What came of requests. */
export interface Outcomes {
  accepted: number;
  refused: number;
}

/** Refusals that come at any rate: slower requests would not cure them. Their share is taken at a rate below what the
 *  server was measured to accept; more than that share, beyond chance, is a limit. */
export class StrayRefusals {
  #share = 0;
  /** Frames below what was measured with refusals in them, in a row, and the outcomes of all but the first, which
   *  measured. */
  #suspicious = { frames: 0, accepted: 0, refused: 0 };
  /** Outcomes at the rate in force; `surveyUntil`: the share is taken from them, and so long the rate stays. */
  #level: (Outcomes & { readonly surveyUntil: number | null }) | null = null;
  #holdMs = FIRST_HOLD_MS;

  /** Whether no more is refused at this rate than at any.
   *  @param frame further outcomes at the rate in force */
  covers({ accepted, refused }: Outcomes): boolean {
    if (this.#share === 0) return false;
    this.#level ??= { accepted: 0, refused: 0, surveyUntil: null };
    this.#level.accepted += accepted;
    this.#level.refused += refused;
    const mean = this.#share * (this.#level.accepted + this.#level.refused);
    if (this.#level.refused > mean + CHANCE * Math.sqrt(mean) + 1) return false;
    this.#suspicious.frames = 0;
    return true;
  }

  /** Whether enough was sent at this rate to try a higher one; what is sent afterwards counts for that one. */
  isShown(now: number): boolean {
    if (this.#level === null) return false;
    const { surveyUntil } = this.#level;
    const sent = this.#level.accepted + this.#level.refused;
    const isEnough = sent >= ENOUGH_SENT || sent * this.#share >= ENOUGH_EXPECTED;
    if (!isEnough || now < (surveyUntil ?? 0)) return false;
    if (surveyUntil !== null) this.#share = shareOf(this.#level);
    this.#level = null;
    return true;
  }

  /** More was refused than these cover at a rate that was thought to be below the limit. */
  suspect({ accepted, refused }: Outcomes): void {
    const all = this.#suspicious;
    const isFirst = all.frames === 0;
    all.accepted = isFirst ? 0 : all.accepted + accepted;
    all.refused = isFirst ? 0 : all.refused + refused;
    if (++all.frames < SUSPICIOUS_FRAMES) return;
    all.frames = 0;
    this.#share = shareOf(all);
    this.#holdMs = FIRST_HOLD_MS;
  }

  /** A limit was met, and the rate is below it again. */
  limited(now: number): void {
    if (this.#share === 0) return;
    // Or there are more of these than was thought: the next survey tells.
    if (this.#level?.surveyUntil) this.#share = Math.max(this.#share, shareOf(this.#level));
    this.#level = { accepted: 0, refused: 0, surveyUntil: now + this.#holdMs };
    this.#holdMs = Math.min(2 * this.#holdMs, LONGEST_HOLD_MS);
  }

  /** @param step share by which the rate has grown */
  grown(step: number): void {
    if (step >= TELLING_STEP) this.#holdMs = FIRST_HOLD_MS;
  }

  /** Nothing was refused for a while.
   *  @param accepted meanwhile */
  calm(accepted: number): void {
    this.#suspicious.frames = 0;
    if (accepted * this.#share > ENOUGH_EXPECTED) this.#share = 0;
  }
}

function shareOf({ accepted, refused }: Outcomes): number {
  return refused / (accepted + refused);
}
