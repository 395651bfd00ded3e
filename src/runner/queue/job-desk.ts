import type { Job, Queue, QueueEvents } from 'bullmq';
import { AdapterError } from '../../errors.js';
import { type JobResult, jobResultSchema } from './job.js';
import { PREFIX, type Redis } from './redis.js';
import { SharedRate } from './shared-rate.js';

/** Milliseconds after which a job without a result is looked for: events are lost when Redis is started again, and a
 *  result may be there since before. */
const LOOK_AFTER_MS = 2_000;
/** Results that nobody fetched are kept so long, in seconds. */
const KEEP_SECONDS = 7 * 24 * 3600;

interface Waiting {
  readonly data: unknown;
  readonly since: number;
  readonly resolve: (result: JobResult) => void;
  readonly reject: (error: unknown) => void;
}

/** Hands jobs to one queue and gets their results. A job has the same id in every start of a run, so one that a
 *  worker finished while nobody waited is not done again: its result is taken. */
export class JobDesk {
  /** Of all jobs of the queue. */
  readonly rate: SharedRate;
  readonly #queue: Queue;
  readonly #events: QueueEvents;
  readonly #waiting = new Map<string, Waiting>();
  readonly #timer: NodeJS.Timeout;
  #isLooking = false;
  #problem: string | null = null;

  /** @param parts `requestsPerMinute`: of the suite; `onProblem`: told when Redis goes away, and again when it is
   *  another problem */
  constructor(
    redis: Redis,
    name: string,
    parts: { readonly requestsPerMinute: number | null; onProblem(text: string): void },
  ) {
    const { bullmq, connection } = redis;
    const options = { connection, prefix: PREFIX };
    this.#queue = new bullmq.Queue(name, {
      ...options,
      defaultJobOptions: {
        removeOnComplete: { age: KEEP_SECONDS },
        removeOnFail: { age: KEEP_SECONDS },
      },
    });
    this.rate = new SharedRate(this.#queue, redis.connect(), parts.requestsPerMinute);
    this.#events = new bullmq.QueueEvents(name, options);
    const tell = ({ message }: Error) => {
      if (message === this.#problem) return;
      this.#problem = message;
      parts.onProblem(message);
    };
    this.#queue.on('error', tell);
    this.#events.on('error', tell);
    this.#events.on('completed', ({ jobId, returnvalue }) => this.#finish(jobId, returnvalue));
    this.#events.on('failed', ({ jobId, failedReason }) => this.#fail(jobId, failedReason));
    this.#timer = setInterval(() => this.#look(), LOOK_AFTER_MS / 2);
  }

  /** @throws AdapterError when no worker could do it; the signal's reason when aborted: the job stays in the queue */
  ask(id: string, data: unknown, signal: AbortSignal): Promise<JobResult> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.delete(id);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      const end = () => signal.removeEventListener('abort', leave);
      this.#waiting.set(id, {
        data,
        since: performance.now(),
        resolve: (result) => {
          end();
          resolve(result);
        },
        reject: (error) => {
          end();
          reject(error);
        },
      });
      this.#add(id, data);
    });
  }

  /** Takes a job whose result is kept elsewhere out of Redis, so that the same request can be asked anew. */
  forget(id: string): void {
    // What cannot be removed now goes with its age.
    this.#queue.remove(id).catch(() => {});
  }

  /** Counts of jobs that wait and that workers have, for people. */
  async standing(): Promise<{ readonly waiting: number; readonly active: number }> {
    const { waiting = 0, active = 0 } = await this.#queue.getJobCounts('waiting', 'active');
    return { waiting, active };
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.rate.close();
    await Promise.allSettled([this.#events.close(), this.#queue.close()]);
  }

  /** A job that is there already is not added again. */
  #add(id: string, data: unknown): void {
    // Fails only when closed: a Redis that is away is waited for.
    this.#queue.add('request', data, { jobId: id }).catch((error) => this.#waiting.get(id)?.reject(error));
  }

  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      const before = performance.now() - LOOK_AFTER_MS;
      const late = [...this.#waiting].filter(([, { since }]) => since < before);
      await Promise.all(late.map(([id, { data }]) => this.#lookFor(id, data)));
    } catch {
      // Redis is away: told as such, and looked at again.
    } finally {
      this.#isLooking = false;
    }
  }

  async #lookFor(id: string, data: unknown): Promise<void> {
    const job: Job | undefined = await this.#queue.getJob(id);
    if (!this.#waiting.has(id)) return;
    // Redis was started again without the last of what it knew.
    if (!job) this.#add(id, data);
    else if (job.failedReason && job.finishedOn) this.#fail(id, job.failedReason);
    else if (job.finishedOn) this.#finish(id, job.returnvalue);
  }

  #finish(id: string, value: unknown): void {
    const waiting = this.#waiting.get(id);
    const parsed = jobResultSchema.safeParse(value);
    if (!waiting) {
      if (parsed.success) this.rate.elsewhere(parsed.data);
      return;
    }
    this.#waiting.delete(id);
    this.#problem = null;
    if (parsed.success && 'reply' in parsed.data.outcome) {
      waiting.resolve(parsed.data);
      return;
    }
    // Out of the way of the next attempt, which has the same id.
    this.forget(id);
    if (parsed.success) waiting.resolve(parsed.data);
    else
      waiting.reject(lost(`a worker left a result that cannot be read (${parsed.error.issues[0]?.message})`));
  }

  #fail(id: string, reason: string): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    this.#waiting.delete(id);
    this.forget(id);
    waiting.reject(lost(`no worker could do the job: ${reason}`));
  }
}

function lost(message: string): AdapterError {
  return new AdapterError(message, { code: 'worker_failed', retryable: true });
}
