import { setMaxListeners } from 'node:events';
import type { Job, Worker } from 'bullmq';
import type { Adapter } from '../../adapters/adapter.js';
import { askAdapter } from '../../adapters/ask-adapter.js';
import { AdapterError, UsageError } from '../../errors.js';
import { sleep } from '../sleep.js';
import { withDeadline } from '../with-deadline.js';
import { type Account, Accounts } from './accounts.js';
import { type Allowance, openForJobs } from './allowed-model.js';
import { type JobModel, jobSchema, resultOf } from './job.js';
import { PREFIX, type Redis } from './redis.js';

export type WorkerEvent =
  | { readonly type: 'serving' | 'skipped'; readonly account: Account; readonly reason: string | null }
  | { readonly type: 'done'; readonly answered: boolean }
  | { readonly type: 'trouble'; readonly message: string };

export interface WorkerOptions extends Allowance {
  /** Milliseconds of silence after which a worker is taken for dead and others do its jobs. */
  readonly lostAfterMs: number;
  /** Takes no more jobs when aborted; those in hand are finished. */
  readonly stop: AbortSignal;
  /** Gives those in hand up. */
  readonly abandon: AbortSignal;
  onEvent(event: WorkerEvent): void;
}

/** Between two looks for accounts that coordinators have announced. */
const LOOK_MS = 1_000;
/** Times that a job may outlive its worker before it counts as one that kills them. */
const MOST_STALLED = 5;
/** Models kept open. */
const MOST_MODELS = 64;

/** Takes jobs of every account that this worker has a key for, until stopped. One attempt a job: whether there is
 *  another is the coordinator's to say. */
export async function answerJobs(redis: Redis, options: WorkerOptions): Promise<void> {
  const { stop, onEvent } = options;
  // One listener for each request in hand.
  setMaxListeners(0, options.abandon);
  const accounts = new Accounts(redis);
  const models = new OpenModels(options);
  const workers = new Map<string, Worker>();
  const skipped = new Map<string, string>();
  const consider = async (account: Account) => {
    if (workers.has(account.queue)) return;
    try {
      await models.open(account.model);
      workers.set(account.queue, serve(redis, account, models, options));
      onEvent({ type: 'serving', account, reason: null });
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      if (skipped.get(account.queue) === error.message) return;
      skipped.set(account.queue, error.message);
      onEvent({ type: 'skipped', account, reason: error.message });
    }
  };
  try {
    while (!stop.aborted) {
      for (const account of await untilStopped(accounts.list(), stop)) await consider(account);
      await sleep(LOOK_MS, stop);
    }
  } finally {
    accounts.close();
    await Promise.all(Array.from(workers.values(), (worker) => worker.close()));
    await models.close();
  }
}

function serve(redis: Redis, account: Account, models: OpenModels, options: WorkerOptions): Worker {
  const { lostAfterMs, concurrency, onEvent } = options;
  const worker = new redis.bullmq.Worker(
    account.queue,
    async (job: Job) => {
      const result = await answer(job.data, models, options.abandon);
      onEvent({ type: 'done', answered: result.answered });
      return result.value;
    },
    {
      connection: redis.connection,
      prefix: PREFIX,
      concurrency,
      lockDuration: lostAfterMs,
      stalledInterval: lostAfterMs / 2,
      maxStalledCount: MOST_STALLED,
    },
  );
  worker.on('error', ({ message }) => onEvent({ type: 'trouble', message }));
  worker.on('failed', (_, { message }) => onEvent({ type: 'trouble', message }));
  return worker;
}

async function answer(
  data: unknown,
  models: OpenModels,
  abandon: AbortSignal,
): Promise<{ readonly answered: boolean; readonly value: unknown }> {
  const parsed = jobSchema.safeParse(data);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UsageError(`not a job of this version of probity: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  const { model, timeoutMs, request } = parsed.data;
  const adapter = await models.open(model);
  const startedAt = new Date();
  const start = performance.now();
  const end = (outcome: Parameters<typeof resultOf>[2]) => ({
    answered: !(outcome instanceof AdapterError),
    value: resultOf(startedAt, performance.now() - start, outcome),
  });
  try {
    return end(
      await withDeadline(
        () => timeoutMs,
        abandon,
        (signal) => askAdapter(adapter, request, signal),
      ),
    );
  } catch (error) {
    if (error instanceof AdapterError) return end(error);
    throw error;
  }
}

/** The models that jobs ask, each opened once. */
class OpenModels {
  readonly #allowance: Allowance;
  readonly #adapters = new Map<string, Promise<Adapter>>();

  constructor(allowance: Allowance) {
    this.#allowance = allowance;
  }

  open(model: JobModel): Promise<Adapter> {
    const key = JSON.stringify(model);
    const known = this.#adapters.get(key);
    if (known) return known;
    if (this.#adapters.size >= MOST_MODELS)
      throw new UsageError(
        `this worker has ${MOST_MODELS} models open; start another one for further models`,
      );
    const opening = openForJobs(model, this.#allowance);
    this.#adapters.set(key, opening);
    // The key may be there the next time.
    opening.catch(() => this.#adapters.delete(key));
    return opening;
  }

  async close(): Promise<void> {
    const open = await Promise.allSettled(this.#adapters.values());
    for (const one of open) if (one.status === 'fulfilled') await one.value.close?.();
  }
}

/** A Redis that is away holds its answer back: who is stopped does not wait for it. */
function untilStopped(list: Promise<Account[]>, stop: AbortSignal): Promise<Account[]> {
  return new Promise((resolve, reject) => {
    const leave = () => resolve([]);
    stop.addEventListener('abort', leave, { once: true });
    list.then(resolve, reject).finally(() => stop.removeEventListener('abort', leave));
  });
}
