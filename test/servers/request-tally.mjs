import { createHash } from 'node:crypto';

/** Counts what a server received and answered, by content: proves that no answered request was sent again. */
export class RequestTally {
  received = 0;
  answered = 0;
  /** Requests whose very content had been answered before. */
  sentAgainAfterAnswer = 0;
  rateLimited = 0;
  aborted = 0;
  inFlight = 0;
  maxInFlight = 0;
  /** @type {Record<string, number>} */
  faults = {};
  /** @type {Map<string, {received: number, answered: number}>} */
  byContent = new Map();

  /** @param {string} body */
  receive(body) {
    const hash = createHash('sha1').update(body).digest('base64');
    const entry = this.byContent.get(hash) ?? { received: 0, answered: 0 };
    this.byContent.set(hash, entry);
    if (entry.answered > 0) this.sentAgainAfterAnswer++;
    entry.received++;
    this.received++;
    this.inFlight++;
    if (this.inFlight > this.maxInFlight) this.maxInFlight = this.inFlight;
    return { hash, entry };
  }

  /** @param {string} name */
  fault(name) {
    this.faults[name] = (this.faults[name] ?? 0) + 1;
  }

  snapshot() {
    const { byContent, ...counts } = this;
    let answeredMoreThanOnce = 0;
    for (const entry of byContent.values()) if (entry.answered > 1) answeredMoreThanOnce++;
    return { ...counts, distinct: byContent.size, answeredMoreThanOnce };
  }
}
