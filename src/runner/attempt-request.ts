import type { LimitFunction } from 'p-limit';
import type { Adapter, Request } from '../adapters/adapter.js';
import { askAdapter } from '../adapters/ask-adapter.js';
import type { Reply } from '../adapters/completion.js';
import { TooManyRequests } from '../adapters/too-many-requests.js';
import { AdapterError } from '../errors.js';
import { chargeOf } from './charge-of.js';
import type { Collected } from './collected.js';
import type { Deadline } from './deadline.js';
import type { ModelHealth } from './model-health.js';
import { mostTokens } from './most-tokens.js';
import type { Admission } from './permit.js';
import type { RateGate } from './rate-limiter.js';
import { retryDelay } from './retry-delay.js';
import { sleep } from './sleep.js';
import { withDeadline } from './with-deadline.js';

/** What all requests to one model share. */
export interface Conversation {
  readonly adapter: Adapter;
  /** Requests in flight. */
  readonly limit: LimitFunction;
  readonly deadline: Pick<Deadline, 'after' | 'answered'>;
  readonly gate: RateGate;
  readonly health: ModelHealth;
  readonly random: () => number;
  readonly admit: Admission | undefined;
  /** Sends nothing more when aborted. */
  readonly halted: AbortSignal;
  /** Gives up what is in flight when aborted. */
  readonly abandoned: AbortSignal;
  /** A place was taken or given back. */
  onPlace(change: 1 | -1): void;
  /** No further request can succeed; told before the place is free for one. */
  onFatal(error: AdapterError): void;
  onRetry?(error: AdapterError, delayMs: number): void;
}

/** `unsent`: not answered, and not to be recorded: the next start sends it. `refused`: likewise, and nothing more may
 *  be sent. */
export type Unsettled = 'unsent' | 'refused';

/** All attempts of one request. Its place is free for another one while it waits for its next attempt. */
export async function attemptRequest(
  request: Request,
  conversation: Conversation,
): Promise<Collected | Unsettled> {
  const { halted } = conversation;
  const failures = new Failures(conversation);
  for (let attempt = 1; ; attempt++) {
    conversation.onPlace(1);
    let delayMs: number;
    try {
      const outcome = await conversation.limit(() => oneAttempt(request, failures.timeouts, conversation));
      if (typeof outcome === 'string') return outcome;
      const { reply, error, startedAt, latencyMs } = outcome;
      const common = { request, attempts: attempt, startedAt, latencyMs, reused: null };
      if (reply) return { ...common, reply, error: null };
      if (conversation.abandoned.aborted) return 'unsent';
      if (!(error instanceof AdapterError)) throw error;
      const delay = failures.delayAfter(error, attempt);
      // A request cut short by the end of the run is not a failed one.
      if (halted.aborted && error.retryable) return 'unsent';
      if (delay === null) return { ...common, reply: null, error };
      conversation.onRetry?.(error, delay);
      delayMs = delay;
    } finally {
      // Only now: what the failure means for the model is known before its place is taken.
      conversation.onPlace(-1);
    }
    await sleep(delayMs, halted);
    if (halted.aborted) return 'unsent';
  }
}

/** What went wrong with one request so far. */
class Failures {
  readonly #conversation: Conversation;
  readonly #counts = new Map<string, number>();
  #answersBefore: number;

  constructor(conversation: Conversation) {
    this.#conversation = conversation;
    this.#answersBefore = conversation.health.answers;
  }

  get timeouts(): number {
    return this.#counts.get('timeout') ?? 0;
  }

  /** Milliseconds until the next attempt; null: none. */
  delayAfter(error: AdapterError, attempt: number): number | null {
    const { health, gate, random, onFatal } = this.#conversation;
    const kind = error.status === null ? error.code : `HTTP ${error.status}`;
    health.attemptFailed(error);
    // Refused for its haste, not for itself: a request is not used up while the model gives answers to others.
    if (error.status === 429 && health.answers > this.#answersBefore) this.#counts.delete(kind);
    this.#answersBefore = health.answers;
    const alike = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, alike);
    const delayMs = retryDelay({ error, attempt, alike, heard: health.heard, random });
    if (error.status === 429 && delayMs !== null)
      gate.refused(error.retryAfterMs, (error instanceof TooManyRequests ? error.rates : null) ?? undefined);
    if (error.fatal) onFatal(error);
    return delayMs;
  }
}

interface Attempt {
  readonly reply: Reply | null;
  readonly error: unknown;
  readonly startedAt: Date;
  readonly latencyMs: number;
}

async function oneAttempt(
  request: Request,
  timeouts: number,
  { adapter, admit, gate, deadline, health, halted, abandoned }: Conversation,
): Promise<Attempt | Unsettled> {
  if (halted.aborted) return 'unsent';
  const permit = admit ? await admit(request, halted) : undefined;
  if (permit === null) return halted.aborted ? 'unsent' : 'refused';
  const share = gate.isOpen ? undefined : await gate.take(() => likelyTokens(request), halted);
  if (halted.aborted) {
    permit?.settle('free');
    return 'unsent';
  }
  const startedAt = new Date();
  const start = performance.now();
  try {
    const reply = await withDeadline(
      () => deadline.after(timeouts),
      abandoned,
      (signal) => askAdapter(adapter, request, signal),
    );
    const latencyMs = performance.now() - start;
    permit?.settle(reply);
    share?.settle(tokensUsed(reply));
    deadline.answered(latencyMs);
    gate.answered(reply.rates);
    health.answered();
    return { reply, error: null, startedAt, latencyMs };
  } catch (error) {
    const charge = chargeOf(error, health.heard);
    permit?.settle(charge);
    if (charge === 'free') share?.settle(0);
    return { reply: null, error, startedAt, latencyMs: performance.now() - start };
  }
}

function likelyTokens(request: Request): number {
  const { likelyInput, output } = mostTokens(request);
  return likelyInput + output;
}

function tokensUsed({ inputTokens, outputTokens }: Reply): number | null {
  return inputTokens === null || outputTokens === null ? null : inputTokens + outputTokens;
}
