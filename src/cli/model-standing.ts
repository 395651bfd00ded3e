import type { RunEvent } from '../runner/run-event.js';

/** Seconds whose requests make the rate that is shown: it follows a limit that changes, and does not flicker. */
const WINDOW_SECONDS = 20;

const BY: Readonly<Record<string, string>> = {
  suite: 'as the suite gives it',
  server: "by the server's headers",
  refusals: 'learned from refusals',
};

type Limit = Extract<RunEvent, { type: 'limited' }>['limit'];

/** Where one model of a run stands. Moments are in milliseconds of a clock that is never set back. */
export class ModelStanding {
  readonly total: number;
  done: number;
  failed = 0;
  retries = 0;
  limit: Limit | null = null;
  /** null while no price is known. */
  #costUsd: number | null = null;
  readonly #start: number;
  /** Requests settled in each second of the window, the newest last. */
  readonly #seconds: { readonly second: number; count: number }[] = [];

  /** @param done before this start */
  constructor(total: number, done: number, now: number) {
    this.total = total;
    this.done = done;
    this.#start = now;
  }

  settled(answered: boolean, costUsd: number | null, now: number): void {
    if (answered) this.done++;
    else this.failed++;
    if (costUsd !== null) this.#costUsd = (this.#costUsd ?? 0) + costUsd;
    const second = Math.floor(now / 1_000);
    const last = this.#seconds.at(-1);
    if (last?.second === second) last.count++;
    else this.#seconds.push({ second, count: 1 });
    if (this.#seconds.length > WINDOW_SECONDS + 1) this.#seconds.shift();
  }

  /** Requests settled a second, of late. */
  rate(now: number): number {
    const from = Math.max(this.#start / 1_000, now / 1_000 - WINDOW_SECONDS);
    let count = 0;
    for (const slot of this.#seconds) if (slot.second >= Math.floor(from)) count += slot.count;
    return count / Math.max(1, now / 1_000 - from);
  }

  /** At the rate of late; empty when nothing is left or nothing moves. */
  timeLeft(now: number): string {
    const left = this.total - this.done - this.failed;
    const perSecond = this.rate(now);
    if (left <= 0 || perSecond <= 0) return '';
    const seconds = Math.ceil(left / perSecond);
    if (seconds < 90) return `${seconds} s left`;
    const minutes = Math.ceil(seconds / 60);
    return minutes < 120 ? `${minutes} min left` : `${Math.ceil(minutes / 60)} h left`;
  }

  /** What is besides the count: retries, failures, cost, the limit in force. */
  notes(): string {
    const parts: string[] = [];
    if (this.retries > 0) parts.push(`${this.retries} retries`);
    if (this.failed > 0) parts.push(`${this.failed} failed`);
    if (this.#costUsd !== null && this.#costUsd > 0) parts.push(`${this.#costUsd.toFixed(4)} USD`);
    if (this.limit !== null) {
      const { perMinute, unit, by } = this.limit;
      parts.push(`limit ${Math.round(perMinute).toLocaleString('en')} ${unit}/min ${BY[by]}`);
    }
    return parts.join(', ');
  }

  describe(now: number): string {
    const perSecond = this.rate(now);
    const parts = [
      `${this.done}/${this.total} answered`,
      `${perSecond.toFixed(perSecond < 10 ? 1 : 0)} a second`,
      this.timeLeft(now),
      this.notes(),
    ];
    return parts.filter((part) => part !== '').join(', ');
  }
}
