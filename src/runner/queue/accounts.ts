import { createHash } from 'node:crypto';
import type { Redis as Client } from 'ioredis';
import { z } from 'zod';
import { type JobModel, jobModelSchema } from './job.js';
import { PREFIX, type Redis } from './redis.js';

/** What a worker must know of an account before it takes work for it: one of its models. */
export interface Account {
  /** Of its queue. */
  readonly queue: string;
  readonly model: JobModel;
}

const KEY = `${PREFIX}:accounts`;
const accountSchema = z.strictObject({ model: jobModelSchema });

/** One queue an account: its limits are those of all workers together. */
export function queueName(account: string): string {
  return `account-${createHash('sha256').update(account).digest('hex').slice(0, 16)}`;
}

/** The accounts that coordinators have work for, told by Redis to the workers. */
export class Accounts {
  readonly #client: Client;

  constructor(redis: Redis) {
    this.#client = redis.connect();
    // Told by the connections of the queues.
    this.#client.on('error', () => {});
  }

  async announce({ queue, model }: Account): Promise<void> {
    await this.#client.hset(KEY, { [queue]: JSON.stringify({ model }) });
  }

  /** Those that can be read. */
  async list(): Promise<Account[]> {
    return Object.entries(await this.#client.hgetall(KEY)).flatMap(([queue, text]) => {
      const parsed = accountSchema.safeParse(jsonOf(text));
      return parsed.success && /^account-[0-9a-f]{16}$/u.test(queue)
        ? [{ queue, model: parsed.data.model }]
        : [];
    });
  }

  close(): void {
    this.#client.disconnect();
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
