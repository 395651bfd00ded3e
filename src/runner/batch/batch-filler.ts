import { setImmediate } from 'node:timers/promises';
import type { Request } from '../../adapters/adapter.js';
import type { Batches } from '../../adapters/batches.js';
import type { CollectOptions } from '../collector.js';
import type { Permit } from '../permit.js';

/** A request in a batch, with its place in the budget; undefined: there is no budget. */
export interface BatchedRequest {
  readonly request: Request;
  readonly permit: Promise<Permit | null> | undefined;
}

/** What goes into one batch, by completion id. */
export interface Filling {
  readonly attempt: number;
  readonly requests: Map<string, BatchedRequest>;
}

interface Waiting {
  readonly request: Request;
  readonly attempt: number;
}

/** Fills batches up to the provider's limits and the budget: first with what is sent again, then with new requests. */
export class BatchFiller {
  readonly #iterator: Iterator<Request>;
  readonly #batches: Batches;
  readonly #idOf: (request: Request) => string;
  readonly #options: CollectOptions;
  readonly #waiting: Waiting[] = [];
  #admission: Promise<Permit | null> | null = null;
  #isSpent = false;

  constructor(
    requests: Iterable<Request>,
    batches: Batches,
    idOf: (request: Request) => string,
    options: CollectOptions,
  ) {
    this.#iterator = requests[Symbol.iterator]();
    this.#batches = batches;
    this.#idOf = idOf;
    this.#options = options;
  }

  /** Draws requests until each of the keys has come; the others wait for their batch. */
  find(keys: ReadonlySet<string>, found: (key: string, batched: BatchedRequest) => void): void {
    const left = new Set(keys);
    while (left.size > 0) {
      const next = this.#iterator.next();
      if (next.done) return;
      const key = this.#idOf(next.value);
      if (left.delete(key)) found(key, { request: next.value, permit: this.#ask(next.value) });
      else this.#waiting.push({ request: next.value, attempt: 1 });
    }
  }

  sendAgain(requests: Iterable<Request>, attempt: number): void {
    this.#waiting.unshift(...Array.from(requests, (request) => ({ request, attempt })));
  }

  /** The next batch; null: nothing is to be sent, or nothing fits the budget before others are settled. */
  async next(): Promise<Filling | null> {
    const requests = new Map<string, BatchedRequest>();
    const attempt = this.#peek()?.attempt ?? 1;
    let bytes = 0;
    while (requests.size < this.#batches.most.requests) {
      const next = this.#peek();
      if (!next || next.attempt !== attempt) break;
      const key = this.#idOf(next.request);
      bytes += Buffer.byteLength(this.#batches.line(key, next.request)) + 1;
      if (bytes > this.#batches.most.bytes && requests.size > 0) break;
      const permit = this.#admission ?? this.#ask(next.request);
      if (permit && !(await this.#isAdmitted(permit))) break;
      this.#waiting.shift();
      requests.set(key, { request: next.request, permit });
    }
    return requests.size > 0 ? { attempt, requests } : null;
  }

  /** Whether something is to be sent as soon as the budget knows what others came to. */
  get isWaiting(): boolean {
    return this.#admission !== null;
  }

  close(): void {
    this.#admission?.then((taken) => taken?.settle('free'));
    this.#iterator.return?.();
  }

  #peek(): Waiting | undefined {
    if (this.#isSpent) return undefined;
    if (this.#waiting.length === 0) {
      const next = this.#iterator.next();
      if (!next.done) this.#waiting.push({ request: next.value, attempt: 1 });
    }
    return this.#waiting[0];
  }

  #ask(request: Request): Promise<Permit | null> | undefined {
    return this.#options.admit?.(request, this.#options.stop);
  }

  /** A budget that waits for what is in flight is asked again when this batch is on its way. */
  async #isAdmitted(permit: Promise<Permit | null>): Promise<boolean> {
    const answer = await Promise.race([permit, setImmediate('later' as const)]);
    this.#admission = answer === 'later' ? permit : null;
    if (answer === null) this.#isSpent = true;
    return answer !== null && answer !== 'later';
  }
}
