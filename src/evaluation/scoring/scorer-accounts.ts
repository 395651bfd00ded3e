import { AdapterError } from '../../errors.js';
import { readScorerCalls, type ScorerCall, ScorerCallLog } from '../../records/scorer-calls.js';
import type { AttemptPermit } from '../../runner/bounded-requests.js';
import { type Amount, type Budget, Spending } from '../../runner/spending.js';
import { BUDGET_STOPPED } from '../../scorers/judge-reply.js';

/** What one scorer asked of one model or service. */
export interface ScorerCalls {
  readonly scorer: string;
  readonly model: string;
  readonly requests: number;
  /** null: not told of every request. */
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly costUsd: number | null;
}

/** What came of an attempt, as far as its service tells. */
export type Used = Pick<ScorerCall, 'inputTokens' | 'outputTokens' | 'costUsd'>;

const FREE: Used = { inputTokens: 0, outputTokens: 0, costUsd: 0 };
const NOT_TOLD: Used = { inputTokens: null, outputTokens: null, costUsd: null };

/** What the scorers of a run pay: every attempt waits for its place in the run's own budget, counts in it, and is kept in
 *  the run folder, since it is spent for the next start too. */
export class ScorerAccounts {
  readonly budget: Budget;
  readonly #spending: Spending;
  readonly #totals = new Map<string, ScorerCalls>();
  /** Calls of before a folder was known: those of canary pairs. */
  #unkept: ScorerCall[] = [];
  #log: ScorerCallLog | null = null;

  constructor(budget: Budget, spending: Spending) {
    this.budget = budget;
    this.#spending = spending;
  }

  get spending(): Spending {
    return this.#spending;
  }

  /** From here on calls are kept in a run folder, and those of earlier starts are told with them.
   *  @throws RecordError when the disk refuses */
  keepIn(folder: string, runId: string): void {
    const earlier = readScorerCalls(folder, runId);
    const log = new ScorerCallLog(folder, runId);
    for (const call of this.#unkept.splice(0)) log.append(call);
    this.#log = log;
    for (const call of earlier) this.#add(call);
  }

  /** @param most what the attempt may use
   *  @param usedBy what its result tells
   *  @throws AdapterError with the code `budget_stopped` when the budget has no room for it */
  async admit<T>(
    { scorer, model }: Pick<ScorerCall, 'scorer' | 'model'>,
    most: Amount,
    usedBy: (result: T) => Used,
    signal: AbortSignal,
  ): Promise<AttemptPermit<T>> {
    const place = await this.#spending.reserve(most, signal);
    if (place === null)
      throw new AdapterError(`${scorer}: the budget is spent (${this.#spending.state})`, {
        code: BUDGET_STOPPED,
      });
    return {
      settle: (outcome) => {
        const used = outcome === 'free' ? FREE : outcome === 'unknown' ? NOT_TOLD : usedBy(outcome.result);
        const call = { scorer, model, ...used, mostTokens: most.tokens, mostUsd: most.usd };
        const { inputTokens, outputTokens, costUsd } = used;
        const isTold = inputTokens !== null && outputTokens !== null;
        place.settle({ usd: costUsd, tokens: isTold ? inputTokens + outputTokens : null });
        this.#add(call);
        if (this.#log) this.#log.append(call);
        else this.#unkept.push(call);
      },
    };
  }

  /** Of this start and those before it, by scorer and model. */
  list(): ScorerCalls[] {
    return [...this.#totals.values()];
  }

  #add({ scorer, model, inputTokens, outputTokens, costUsd }: ScorerCall): void {
    const key = `${scorer}\n${model}`;
    const before = this.#totals.get(key) ?? { ...FREE, requests: 0 };
    this.#totals.set(key, {
      scorer,
      model,
      requests: before.requests + 1,
      inputTokens: plus(before.inputTokens, inputTokens),
      outputTokens: plus(before.outputTokens, outputTokens),
      costUsd: plus(before.costUsd, costUsd),
    });
  }
}

/** What the scorers of a run paid in a folder, as it counts in the budget. */
export function paidByScorers(folder: string, runId: string): Amount & { readonly requests: number } {
  const paid = { usd: 0, tokens: 0, requests: 0 };
  for (const call of readScorerCalls(folder, runId)) {
    const { usd, tokens } = counted(call);
    paid.usd += usd;
    paid.tokens += tokens;
    paid.requests++;
  }
  return paid;
}

function counted({ inputTokens, outputTokens, costUsd, mostTokens, mostUsd }: ScorerCall): Amount {
  const isTold = inputTokens !== null && outputTokens !== null;
  return { usd: costUsd ?? mostUsd, tokens: isTold ? inputTokens + outputTokens : mostTokens };
}

/** One part that is not known makes the sum unknown. */
function plus(total: number | null, more: number | null): number | null {
  return total === null || more === null ? null : total + more;
}

const NO_BUDGET: Budget = { usd: null, tokens: null, requests: null };

/** Of scorers outside of a run, which no budget holds. */
export function unlimitedAccounts(): ScorerAccounts {
  return new ScorerAccounts(NO_BUDGET, new Spending(NO_BUDGET, { usd: 0, tokens: 0, requests: 0 }));
}
