import type { Request } from '../../adapters/adapter.js';
import type { CompletionLedger } from '../../records/completion-ledger.js';
import { completionId } from '../../records/completion-row.js';
import type { Collected } from '../../runner/collected.js';
import { listRequests, type RequestPlan } from '../../runner/list-requests.js';
import type { Paid } from './find-paid.js';
import { SameRequests } from './same-requests.js';

/** What is left to send of a plan; answers that are paid for, or that an equal request got, are recorded in passing. */
export class Unanswered {
  /** Requests given out. */
  drawn = 0;
  /** Whether there are no more. */
  isDrawn = false;
  readonly #plan: RequestPlan;
  readonly #model: string;
  readonly #ledger: CompletionLedger;
  readonly #paid: Paid | null;
  readonly #same = new SameRequests();
  readonly #record: (collected: Collected) => void;

  constructor(
    plan: RequestPlan,
    model: string,
    ledger: CompletionLedger,
    paid: Paid | null,
    record: (collected: Collected) => void,
  ) {
    this.#plan = plan;
    this.#model = model;
    this.#ledger = ledger;
    this.#paid = paid;
    this.#record = record;
  }

  *requests(): Generator<Request> {
    const { answered } = this.#ledger;
    const mayBeAnswered = answered.size > 0;
    for (const request of listRequests(this.#plan)) {
      if (mayBeAnswered && answered.has(completionId(this.#model, request.prompt, request.sampleIndex)))
        continue;
      const paid = this.#paid?.find(this.#model, request);
      if (paid) {
        this.#record(paid);
        continue;
      }
      const same = this.#same.find(request);
      if (same !== null) {
        if (same !== 'wait') this.#record(same);
        continue;
      }
      this.drawn++;
      yield request;
    }
    this.isDrawn = true;
  }

  /** Records what became of a request that was drawn, and of those that were the same. */
  settle(collected: Collected): void {
    this.#record(collected);
    for (const same of this.#same.settled(collected)) this.#record(same);
  }
}
