import type { LimitFunction } from 'p-limit';
import type { Adapter, Request } from '../adapters/adapter.js';
import { askAdapter } from '../adapters/ask-adapter.js';
import type { Reply } from '../adapters/completion.js';
import { AdapterError } from '../errors.js';
import type { Collected } from './collected.js';
import type { Deadline } from './deadline.js';
import type { ModelHealth } from './model-health.js';
import type { Pace } from './pace.js';
import type { Admission, AttemptOutcome } from './permit.js';
import { retryDelay } from './retry-delay.js';
import { sleep } from './sleep.js';
import { withDeadline } from './with-deadline.js';

/** What all requests to one model share. */
export interface Conversation {
  readonly adapter: Adapter;
  /** Requests in flight. */
  readonly limit: LimitFunction;
  readonly deadline: Deadline;
  readonly pace: Pace;
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
  const { health, halted, abandoned } = conversation;
  const failures = new Map<string, number>();
  let answersBefore = health.answers;
  for (let attempt = 1; ; attempt++) {
    conversation.onPlace(1);
    const outcome = await conversation
      .limit(() => oneAttempt(request, failures.get('timeout') ?? 0, conversation))
      .finally(() => conversation.onPlace(-1));
    if (typeof outcome === 'string') return outcome;
    const { reply, error, startedAt, latencyMs } = outcome;
    const common = { request, attempts: attempt, startedAt, latencyMs, reused: null };
    if (reply) return { ...common, reply, error: null };
    if (abandoned.aborted) return 'unsent';
    if (!(error instanceof AdapterError)) throw error;
    health.attemptFailed(error);
    // Refused for its haste, not for itself: a request is not used up while the model gives answers to others.
    if (error.status === 429 && health.answers > answersBefore) failures.delete(kind(error));
    answersBefore = health.answers;
    const alike = (failures.get(kind(error)) ?? 0) + 1;
    failures.set(kind(error), alike);
    const delayMs = retryDelay({ error, attempt, alike, heard: health.heard, random: conversation.random });
    // A request cut short by the end of the run is not a failed one.
    if (halted.aborted && error.retryable) return 'unsent';
    if (delayMs === null) return { ...common, reply: null, error };
    if (error.status === 429) conversation.pace.tooMany(delayMs);
    conversation.onRetry?.(error, delayMs);
    await sleep(delayMs, halted);
    if (halted.aborted) return 'unsent';
  }
}

function kind({ code, status }: AdapterError): string {
  return status === null ? code : `HTTP ${status}`;
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
  { adapter, admit, pace, deadline, health, halted, abandoned, onFatal }: Conversation,
): Promise<Attempt | Unsettled> {
  if (pace.waitMs > 0) await pace.ready(halted);
  if (halted.aborted) return 'unsent';
  const permit = admit ? await admit(request, halted) : undefined;
  if (permit === null) return halted.aborted ? 'unsent' : 'refused';
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
    deadline.answered(latencyMs);
    pace.answered();
    health.answered();
    return { reply, error: null, startedAt, latencyMs };
  } catch (error) {
    permit?.settle(chargeOf(error, health.heard));
    if (error instanceof AdapterError && error.fatal && !abandoned.aborted) onFatal(error);
    return { reply: null, error, startedAt, latencyMs: performance.now() - start };
  }
}

/** A status other than success is not charged, nor is what never reached a server; otherwise nobody knows. */
function chargeOf(error: unknown, heard: boolean): AttemptOutcome {
  if (!(error instanceof AdapterError)) return 'unknown';
  return error.status !== null || (error.code === 'connection' && !heard) ? 'free' : 'unknown';
}
