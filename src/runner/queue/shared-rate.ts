import type { Queue } from 'bullmq';
import type { RateGate } from '../rate-limiter.js';
import type { JobResult } from './job.js';

/** Milliseconds between two tellings of the rate: one that nobody tells any more ends with the next coordinator. */
const TELL_MS = 1_000;
/** Milliseconds in which workers may take at once what the rate allows in them; one request of a slower rate. */
const WINDOW_MS = 250;
/** Times the learned rate that the queue lets through: a coordinator keeps to the rate itself, and each look at the
 *  queue takes its time. */
const ABOVE_LEARNED = 1.02;

/** The rate that all workers of an account's queue are held to, whoever's jobs they do: that of the suite, and what
 *  refusals show. Every coordinator hears what became of the others' requests, so all learn the same. */
export class SharedRate {
  readonly #queue: Queue;
  readonly #given: number | null;
  readonly #gates = new Set<RateGate>();
  readonly #timer: NodeJS.Timeout;
  #isTold = false;

  /** @param given requests a minute; null: the suite has no limit */
  constructor(queue: Queue, given: number | null) {
    this.#queue = queue;
    this.#given = given;
    // A Redis that is away hears it later.
    this.#timer = setInterval(() => void this.tell().catch(() => {}), TELL_MS);
  }

  /** Tells Redis the rate in force. */
  async tell(): Promise<void> {
    const rate = this.#perMinute;
    if (rate !== null) {
      const most = Math.max(1, Math.floor((rate * WINDOW_MS) / 60_000));
      await this.#queue.setGlobalRateLimit(most, Math.ceil((most * 60_000) / rate));
    } else if (!this.#isTold) await this.#queue.removeGlobalRateLimit();
    this.#isTold = true;
  }

  /** @param gate of one model of the account
   *  @returns its end */
  join(gate: RateGate): () => void {
    this.#gates.add(gate);
    return () => this.#gates.delete(gate);
  }

  /** What became of a job of another coordinator. */
  elsewhere({ outcome }: JobResult): void {
    const { rates, isRefused } =
      'reply' in outcome
        ? { rates: outcome.reply.rates, isRefused: false }
        : { rates: outcome.error.rates, isRefused: outcome.error.status === 429 };
    // What a server states it states for one model, and each coordinator reads it itself.
    if ((rates?.requests?.perMinute ?? null) !== null) return;
    if ('reply' in outcome || isRefused) this.#gate?.elsewhere(isRefused);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** Any: what is learned is the same for all models of the account. */
  get #gate(): RateGate | undefined {
    return this.#gates.values().next().value;
  }

  get #perMinute(): number | null {
    const learned = this.#gate?.learned ?? null;
    if (learned === null) return this.#given;
    return Math.min(learned * ABOVE_LEARNED, this.#given ?? Number.POSITIVE_INFINITY);
  }
}
