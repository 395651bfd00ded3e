import type { Adapter, Request } from '../../adapters/adapter.js';
import type { Reply } from '../../adapters/completion.js';
import { collectReplies } from '../collect-replies.js';
import type { Collected } from '../collected.js';
import type { CollectOptions } from '../collector.js';
import { errorOf, type JobModel, jobOf } from './job.js';
import type { JobDesk } from './job-desk.js';

export interface HandOut {
  readonly desk: JobDesk;
  readonly model: JobModel;
  /** The same in every start of the run. */
  idOf(request: Request): string;
}

/** Milliseconds without a result after which it is told who waits for whom. */
const QUIET_MS = 15_000;

/** Hands every attempt of every request to workers as a job, at most `concurrency` at once, and takes their results.
 *  Retries, limits and budget are decided here as if this process asked itself, so they hold over all workers. */
export async function* handOut(
  requests: Iterable<Request>,
  { provider, model: name, host }: Adapter,
  { desk, model, idOf }: HandOut,
  options: CollectOptions,
): AsyncGenerator<Collected> {
  const timings = new WeakMap<Reply, { readonly startedAt: Date; readonly latencyMs: number }>();
  const ask = async (request: Request, signal: AbortSignal): Promise<Reply> => {
    const { startedAt, latencyMs, outcome } = await desk.ask(
      idOf(request),
      jobOf(model, request, options.timeoutMs),
      signal,
    );
    if ('error' in outcome) throw errorOf(outcome.error);
    timings.set(outcome.reply, { startedAt: new Date(startedAt), latencyMs });
    return outcome.reply;
  };
  const remote: Adapter = {
    provider,
    model: name,
    ...(host !== undefined && { host }),
    complete: ask,
    logLikelihood: ask,
  };
  let settled = 0;
  let toldAt = 0;
  const timer = setInterval(async () => {
    if (settled > toldAt) {
      toldAt = settled;
      return;
    }
    const standing = await desk.standing().catch(() => null);
    if (standing && standing.active === 0 && standing.waiting > 0)
      options.onNote?.(
        `${standing.waiting} jobs wait and no worker takes them; start one: probity worker --queue ...`,
      );
  }, QUIET_MS);
  const leave = options.gate ? desk.rate.join(options.gate) : () => {};
  try {
    for await (const collected of collectReplies(requests, remote, { ...options, deadline: PATIENT })) {
      settled++;
      const { reply, request } = collected;
      const timing = reply ? timings.get(reply) : undefined;
      yield timing ? { ...collected, ...timing } : collected;
      if (!reply) continue;
      // After the turn in which the journal writes what was yielded. A disk that refuses it stops the run, and the next
      // start takes the result from Redis.
      setImmediate(() => {
        if (!options.stop.aborted) desk.forget(idOf(request));
      });
    }
  } finally {
    clearInterval(timer);
    leave();
  }
}

/** Workers keep the time of their own attempts: here a request also waits for a worker. */
const PATIENT = { after: () => 2 ** 31 - 1, answered() {} };
