import type { RateReading } from '../adapters/rate-reading.js';
import { type Clock, systemClock } from './clock.js';
import { LeakyBucket } from './leaky-bucket.js';
import { LearnedRate } from './learned-rate.js';
import { RateLine, spacing, type Waiter } from './rate-line.js';
import { type RateLimits, type RateStanding, strictestStanding } from './rate-standing.js';

export const UNLIMITED: RateLimits = { requestsPerMinute: null, tokensPerMinute: null };

/** One admitted request; told what it used once that is known. */
export interface RateShare {
  /** @param tokens null when the server did not say: then the estimate stands */
  settle(tokens: number | null): void;
}

/** One model at the limits of its account. */
export interface RateGate {
  /** Whether nothing is limited, so that nobody needs to ask. */
  readonly isOpen: boolean;
  /** Resolves when the request may go; null when the signal was aborted first.
   *  @param tokens the most that it may use, input and output together; asked only where tokens are limited */
  take(tokens: () => number, signal: AbortSignal): Promise<RateShare | null>;
  answered(reading: RateReading | undefined): void;
  /** "Too many requests." @param waitMs that the server asks for; null: it does not say */
  refused(waitMs: number | null, reading: RateReading | undefined): void;
  /** What became of a request that another process sent with the same key, to a server that states no limit. */
  elsewhere(isRefused: boolean): void;
  /** Requests a minute that refusals show the key to have, whoever sends them; null: nothing was refused yet. */
  readonly learned: number | null;
  /** null: no limit is known. */
  readonly standing: RateStanding | null;
}

/** Nobody waits longer for a limit that a server states: its word is not trusted with the run. */
const LONGEST_STATED_WAIT_MS = 120_000;
/** A wait of a second (the shortest that `retry-after` can tell) is that of the refused request, which keeps it: the rate
 *  is too high, not used up. A longer one holds for the whole model. */
const SHORT_WAIT_MS = 1_000;

/** The limits of one provider key, over all models that are asked with it: those of the suite hold for all of them
 *  together, those that the server states for the model that it stated them to, and what is learned from refusals for
 *  all where nothing is stated. Models take turns, so that none starves another. */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #given: RateLimits;
  readonly #lines: RateLine[] = [];
  readonly #requests = new LeakyBucket();
  readonly #tokens = new LeakyBucket();
  /** Of models that the server states no limit for. */
  readonly #unstated = new LeakyBucket();
  readonly #learned = new LearnedRate();
  #isLimited: boolean;
  #turn = 0;
  #cancelTimer: (() => void) | null = null;

  constructor(given: RateLimits, clock: Clock = systemClock) {
    this.#clock = clock;
    this.#given = given;
    this.#isLimited = given.requestsPerMinute !== null || given.tokensPerMinute !== null;
    this.#requests.msPerUnit = spacing(given.requestsPerMinute);
    this.#tokens.msPerUnit = spacing(given.tokensPerMinute);
  }

  /** @param onChange told when the limit in force changes by a hundredth, or who set it */
  gate(onChange: (standing: RateStanding) => void = () => {}): RateGate {
    const limiter = this;
    const line = new RateLine();
    this.#lines.push(line);
    let told: RateStanding | null = null;
    const tell = () => {
      const now = limiter.#standingOf(line);
      if (now === null) return;
      if (told?.by === now.by && Math.abs(now.perMinute / told.perMinute - 1) < 0.01) return;
      told = now;
      onChange(now);
    };
    tell();
    return {
      get isOpen() {
        return !limiter.#isLimited;
      },
      get standing() {
        return limiter.#standingOf(line);
      },
      get learned() {
        return perMinute(limiter.#learned);
      },
      take: (tokens, signal) => limiter.#take(line, tokens, signal),
      answered(reading) {
        limiter.#answered(line, reading);
        if (limiter.#isLimited) tell();
      },
      refused(waitMs, reading) {
        limiter.#refused(line, waitMs, reading);
        tell();
      },
      elsewhere(isRefused) {
        limiter.#elsewhere(isRefused);
        if (limiter.#isLimited) tell();
      },
    };
  }

  #elsewhere(isRefused: boolean): void {
    const now = this.#clock.now();
    if (isRefused) this.#learned.refused(now);
    else
      this.#learned.answered(
        now,
        this.#lines.some(({ waiting }) => waiting.length > 0),
      );
    this.#isLimited ||= isRefused;
    this.#respace();
    this.#admit();
  }

  #answered(line: RateLine, reading: RateReading | undefined): void {
    const learned = this.#learnedOf(line);
    const before = learned.perMs;
    const isBinding = line.waiting.length > 0;
    learned.answered(this.#clock.now(), isBinding);
    if (reading === undefined && learned.perMs === before) return;
    this.#read(line, reading);
  }

  #refused(line: RateLine, waitMs: number | null, reading: RateReading | undefined): void {
    const now = this.#clock.now();
    this.#isLimited = true;
    if (waitMs !== null && waitMs > SHORT_WAIT_MS) line.pause(Math.min(waitMs, LONGEST_STATED_WAIT_MS), now);
    // Before it is known whose limit it is, nothing is learned of it.
    if (reading) line.read(reading);
    this.#learnedOf(line).refused(now);
    this.#read(line, reading);
  }

  #read(line: RateLine, reading: RateReading | undefined): void {
    if (reading) {
      line.read(reading);
      this.#isLimited ||= line.statedRequests !== null || line.statedTokens !== null;
    } else line.respace();
    this.#respace();
    this.#admit();
  }

  /** What a server refuses to a model that it states limits for says nothing of the others. */
  #learnedOf(line: RateLine): LearnedRate {
    return line.statedRequests === null ? this.#learned : line.learned;
  }

  #respace(): void {
    const { perMs } = this.#learned;
    this.#unstated.msPerUnit = perMs === null ? 0 : 1 / perMs;
  }

  #take(line: RateLine, tokens: () => number, signal: AbortSignal): Promise<RateShare | null> {
    if (signal.aborted) return Promise.resolve(null);
    return new Promise((resolve) => {
      const leave = () => {
        line.waiting.splice(line.waiting.indexOf(waiter), 1);
        resolve(null);
        this.#admit();
      };
      const waiter: Waiter = {
        tokens,
        go: () => {
          signal.removeEventListener('abort', leave);
          resolve(this.#reserve(line, tokens));
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      line.waiting.push(waiter);
      this.#admit();
    });
  }

  /** Lets go whoever may, models in turn, and sets a timer for the next. */
  #admit(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    while (true) {
      const now = this.#clock.now();
      const common = Math.max(this.#requests.waitMs(now), this.#tokens.waitMs(now));
      let wait = Number.POSITIVE_INFINITY;
      let next: Waiter | undefined;
      for (let step = 0; step < this.#lines.length; step++) {
        const place = (this.#turn + step) % this.#lines.length;
        const line = this.#lines[place];
        if (line === undefined || line.waiting.length === 0) continue;
        wait = Math.min(wait, Math.max(common, line.waitMs(now), this.#learnedWaitMs(line, now)));
        if (wait > 0) continue;
        next = line.waiting.shift();
        this.#turn = place + 1;
        break;
      }
      if (next === undefined) {
        if (wait < Number.POSITIVE_INFINITY) this.#cancelTimer = this.#clock.after(wait, () => this.#admit());
        return;
      }
      next.go();
    }
  }

  #learnedWaitMs(line: RateLine, now: number): number {
    return line.statedRequests === null ? this.#unstated.waitMs(now) : 0;
  }

  #reserve(line: RateLine, tokensOf: () => number): RateShare {
    const now = this.#clock.now();
    this.#requests.take(1, now);
    if (line.statedRequests === null) this.#unstated.take(1, now);
    line.requests.take(1, now, LONGEST_STATED_WAIT_MS);
    if (this.#tokens.msPerUnit === 0 && line.tokens.msPerUnit === 0) return NOTHING_RESERVED;
    const most = tokensOf();
    const expected = line.expected(most);
    const mine = line.tokens.take(expected, now, LONGEST_STATED_WAIT_MS);
    const common = this.#tokens.take(expected, now);
    return {
      settle: (tokens) => {
        if (tokens === null) return;
        line.used(tokens, most);
        if (expected > 0) {
          line.tokens.add((mine * (tokens - expected)) / expected);
          this.#tokens.add((common * (tokens - expected)) / expected);
        }
        this.#admit();
      },
    };
  }

  #standingOf(line: RateLine): RateStanding | null {
    return strictestStanding({
      given: this.#given,
      stated: { requestsPerMinute: line.statedRequests, tokensPerMinute: line.statedTokens },
      learned: perMinute(this.#learnedOf(line)),
    });
  }
}

const NOTHING_RESERVED: RateShare = { settle() {} };

function perMinute({ perMs }: LearnedRate): number | null {
  return perMs === null ? null : perMs * 60_000;
}
