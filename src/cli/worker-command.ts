import { hostname } from 'node:os';
import { type ExitCode as Code, ExitCode, UsageError } from '../errors.js';
import { answerJobs, type WorkerEvent } from '../runner/queue/answer-jobs.js';
import { openRedis } from '../runner/queue/redis.js';
import { watchSignals } from './interruption.js';
import type { Terminal } from './terminal.js';

export interface WorkerFlags {
  readonly queue: string;
  readonly concurrency?: number;
  readonly allow?: readonly string[];
  /** Seconds. */
  readonly lostAfter?: number;
}

const DEFAULT_CONCURRENCY = 16;
const DEFAULT_LOST_AFTER_SECONDS = 30;
/** Between two status lines. */
const STATUS_MS = 10_000;

/** `probity worker`: until a signal comes. */
export async function workerCommand(flags: WorkerFlags, terminal: Terminal): Promise<Code> {
  const { concurrency = DEFAULT_CONCURRENCY, lostAfter = DEFAULT_LOST_AFTER_SECONDS } = flags;
  const redis = await openRedis({ url: flags.queue, environment: process.env });
  const status = new WorkerStatus(terminal);
  const signals = watchSignals(
    () => terminal.note('stopping: the requests in hand are finished; once more to give them up'),
    () => terminal.note('given up; other workers do what was in hand'),
  );
  terminal.note(`${hostname()} ${process.pid}: waiting for work at ${redis.name}`);
  const timer = setInterval(() => status.tell(), STATUS_MS);
  try {
    await answerJobs(redis, {
      environment: process.env,
      allow: new Set((flags.allow ?? []).map(originOf)),
      concurrency,
      lostAfterMs: lostAfter * 1000,
      stop: signals.stop,
      abandon: signals.abandon,
      onEvent: (event) => status.take(event),
    });
  } finally {
    clearInterval(timer);
    signals.release();
  }
  const { answered, failed } = status;
  terminal.result(
    terminal.json ? JSON.stringify({ answered, failed }) : `${answered} answered, ${failed} attempts failed`,
  );
  return ExitCode.done;
}

class WorkerStatus {
  answered = 0;
  failed = 0;
  readonly #terminal: Terminal;
  #told = '';
  #trouble = '';

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  take(event: WorkerEvent): void {
    if (event.type === 'done') {
      if (event.answered) this.answered++;
      else this.failed++;
    } else if (event.type === 'trouble') {
      if (event.message !== this.#trouble) this.#terminal.note(`trouble: ${event.message}`);
      this.#trouble = event.message;
    } else {
      const { adapter, model } = event.account.model;
      const why = event.reason === null ? '' : `: ${event.reason}`;
      this.#terminal.note(`${event.type} the account of ${adapter}:${model}${why}`);
    }
  }

  tell(): void {
    const line = `${this.answered} answered, ${this.failed} attempts failed`;
    if (line !== this.#told) this.#terminal.note(line);
    this.#told = line;
  }
}

/** @throws UsageError */
function originOf(text: string): string {
  if (URL.canParse(text) && /^https?:$/u.test(new URL(text).protocol)) return new URL(text).origin;
  throw new UsageError(`expected --allow to be an origin such as http://gpu-1:8000, got "${text}"`);
}
