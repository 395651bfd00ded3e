import { createHash } from 'node:crypto';
import type { Request } from '../../adapters/adapter.js';
import type { Collected } from '../../runner/collected.js';

/** Replies that are held; the oldest are forgotten first, and their requests are then sent once more. */
const CAPACITY = 50_000;

/** Requests of one model that are the same to the byte, where equal requests must have equal answers: at temperature
 *  0, with the same seed, for the same one of the K samples. Such a request is sent once; the others take its outcome
 *  and cost nothing. Samples of one prompt are there to differ, so each is sent. */
export class SameRequests {
  /** Outcomes so far, and the requests that wait for one. */
  readonly #known = new Map<string, Collected | Request[]>();

  /** What is to be done with a request: its outcome, `wait` for that of one under way, or null: send it. */
  find(request: Request): Collected | 'wait' | null {
    if (request.sampling.temperature !== 0) return null;
    const key = keyOf(request);
    const known = this.#known.get(key);
    if (known === undefined) {
      this.#known.set(key, []);
      return null;
    }
    if (!Array.isArray(known)) return taken(request, known);
    known.push(request);
    return 'wait';
  }

  /** @returns the outcomes of those that waited for this one */
  settled(collected: Collected): Collected[] {
    const { request } = collected;
    if (request.sampling.temperature !== 0) return [];
    const key = keyOf(request);
    const waiting = this.#known.get(key);
    this.#known.delete(key);
    // An outcome that is none would not be the same the next time.
    if (collected.error === null) this.#hold(key, collected);
    return Array.isArray(waiting) ? waiting.map((other) => taken(other, collected)) : [];
  }

  #hold(key: string, collected: Collected): void {
    this.#known.set(key, collected);
    if (this.#known.size <= CAPACITY) return;
    for (const [oldest, known] of this.#known) {
      if (Array.isArray(known)) continue;
      this.#known.delete(oldest);
      return;
    }
  }
}

function taken(request: Request, collected: Collected): Collected {
  if (collected.reply === null) return { ...collected, request };
  return { ...collected, request, attempts: 0, reply: { ...collected.reply, takenFrom: 'same_request' } };
}

function keyOf({ prompt, sampling, sampleIndex }: Request): string {
  const { messages, labels, countedSpans, item } = prompt;
  return createHash('sha256')
    .update(JSON.stringify([messages, labels, countedSpans ?? null, item.task, sampling, sampleIndex]))
    .digest('base64');
}
