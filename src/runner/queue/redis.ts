import type * as BullMQ from 'bullmq';
import type { Redis as Client } from 'ioredis';
import { UsageError } from '../../errors.js';

/** Where the queue is, and who asks for it. */
export interface QueueAddress {
  readonly url: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

interface Connection {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: Record<string, never>;
  readonly maxRetriesPerRequest: null;
  retryStrategy(): number;
}

/** The queue's library with the options of every connection to it. */
export interface Redis {
  readonly bullmq: typeof BullMQ;
  readonly connection: Connection;
  /** A connection of its own. */
  connect(): Client;
  /** As it may be shown. */
  readonly name: string;
}

/** Milliseconds in which a Redis must answer before anything is handed to it. */
const FIRST_ANSWER_MS = 10_000;
/** Between two attempts to reach a Redis that went away; it may come back. */
const RECONNECT_MS = 500;

/** Keys of ours in a Redis that others use too. */
export const PREFIX = 'probity';

/** Loads the queue's library and asks the Redis whether it is there.
 *  @throws UsageError for an address that cannot work, a library that is not installed, a Redis that does not answer */
export async function openRedis({ url, environment }: QueueAddress): Promise<Redis> {
  const connection = connectionOf(url, environment);
  const { bullmq, ioredis } = await load();
  const name = `${connection.tls ? 'rediss' : 'redis'}://${connection.host}:${connection.port}`;
  const client = new ioredis.Redis({
    ...connection,
    lazyConnect: true,
    connectTimeout: FIRST_ANSWER_MS,
    retryStrategy: () => null,
  });
  let problem: unknown = null;
  client.on('error', (error) => {
    problem ??= error;
  });
  try {
    await client.connect();
    await client.ping();
  } catch (cause) {
    const reason = problem ?? cause;
    throw new UsageError(
      `no Redis answers at ${name}: ${reason instanceof Error ? reason.message : String(reason)}; start one (redis-server --appendonly yes), or name another with --queue`,
      { cause },
    );
  } finally {
    client.disconnect();
  }
  return { bullmq, connection, name, connect: () => new ioredis.Redis(connection) };
}

function connectionOf(text: string, environment: QueueAddress['environment']): Connection {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'redis:' && url.protocol !== 'rediss:') || url.hostname === '')
    throw new UsageError(
      `expected --queue to be redis://HOST:PORT[/DATABASE] or rediss://..., got "${shown(text)}"`,
    );
  // The command line goes into manifests and messages.
  if (url.username !== '' || url.password !== '')
    throw new UsageError(
      '--queue: expected an address without user and password; give them as PROBITY_REDIS_USERNAME and PROBITY_REDIS_PASSWORD in the environment',
    );
  const database = url.pathname.replace(/^\//u, '');
  if (!/^\d*$/u.test(database))
    throw new UsageError(`--queue: expected the database to be a number, got "${database}"`);
  const { PROBITY_REDIS_USERNAME: username, PROBITY_REDIS_PASSWORD: password } = environment;
  return {
    host: url.hostname.replace(/^\[|\]$/gu, ''),
    port: url.port === '' ? 6379 : Number(url.port),
    db: database === '' ? 0 : Number(database),
    ...(username && { username }),
    ...(password && { password }),
    ...(url.protocol === 'rediss:' && { tls: {} }),
    // A Redis that is started again finds us waiting.
    maxRetriesPerRequest: null,
    retryStrategy: () => RECONNECT_MS,
  };
}

/** Also a text that is no address may hold a password. */
function shown(text: string): string {
  return text.replace(/\/\/[^@/]*@/u, '//[credentials]@');
}

async function load() {
  try {
    const [bullmq, ioredis] = await Promise.all([import('bullmq'), import('ioredis')]);
    return { bullmq, ioredis };
  } catch (cause) {
    throw new UsageError(
      'a queue needs the packages bullmq and ioredis, which are not installed; install them beside probity: npm install bullmq@6 ioredis@5',
      { cause },
    );
  }
}
