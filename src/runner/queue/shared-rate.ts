import { randomUUID } from 'node:crypto';
import type { Queue } from 'bullmq';
import type { Redis as Client } from 'ioredis';
import type { RateGate } from '../rate-limiter.js';
import type { JobResult } from './job.js';
import { PREFIX } from './redis.js';

/** Milliseconds between two tellings of the rate, and after which one that nobody tells any more ends. */
const TELL_MS = 1_000;
const FORGOTTEN_MS = 5_000;
/** Milliseconds in which workers may take at once what the rate allows in them; one request of a slower rate. */
const WINDOW_MS = 250;
/** Times the learned rate that the queue lets through: a coordinator keeps to the rate itself, and each look at the
 *  queue takes its time. */
const ABOVE_LEARNED = 1.02;

/** The rate that all workers of an account's queue are held to, whoever's jobs they do: that of the suite, and what
 *  refusals show. Every coordinator hears what became of the others' requests, so all learn the same. */
export class SharedRate {
  readonly #name = randomUUID();
  readonly #queue: Queue;
  readonly #client: Client;
  readonly #given: number | null;
  readonly #gates = new Set<RateGate>();
  readonly #timer: NodeJS.Timeout;

  /** @param given requests a minute; null: the suite has no limit */
  constructor(queue: Queue, client: Client, given: number | null) {
    this.#queue = queue;
    this.#client = client;
    // Told by the connections of the queue.
    client.on('error', () => {});
    this.#given = given;
    // A Redis that is away hears it later.
    this.#timer = setInterval(() => void this.tell().catch(() => {}), TELL_MS);
  }

  /** Tells Redis the rate in force, unless another coordinator does: all hear the same, and who came first has
   *  measured longest. */
  async tell(): Promise<void> {
    const rate = this.#perMinute;
    const key = `${PREFIX}:rate-teller:${this.#queue.name}`;
    const teller = await this.#client.get(key);
    if (teller !== null && teller !== this.#name) return;
    if (rate === null) {
      await this.#queue.removeGlobalRateLimit();
      return;
    }
    await this.#client.set(key, this.#name, 'PX', FORGOTTEN_MS);
    const most = Math.max(1, Math.floor((rate * WINDOW_MS) / 60_000));
    await this.#queue.setGlobalRateLimit(most, Math.ceil((most * 60_000) / rate));
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
    this.#client.disconnect();
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
