import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openSuite } from '../../src/cli/suite-options.js';
import { run } from '../../src/evaluate.js';
import { answerJobs, type WorkerEvent } from '../../src/runner/queue/answer-jobs.js';
import { openRedis } from '../../src/runner/queue/redis.js';
import type { RunEvent } from '../../src/runner/run-event.js';
import type { ChatServer } from '../servers/chat-server.js';
import { hasRedis, type RedisServer, startRedis } from '../servers/redis-server.js';
import {
  atTheEnd,
  chatServer,
  completionsOf,
  metricsOf,
  modelSpec,
  prepareFaultTests,
  probity,
  runArguments,
  startProbity,
  temporaryFolder,
  withoutRunId,
} from './probity.js';

prepareFaultTests();

const PROBE = fileURLToPath(new URL('../../probes/decision-hiring.probe.yaml', import.meta.url));

async function redisServer(): Promise<RedisServer> {
  const redis = await startRedis();
  atTheEnd(() => redis.stop());
  return redis;
}

/** A worker in this process, until it is stopped. */
async function startWorker(
  redis: RedisServer,
  parts: {
    readonly allow?: readonly string[];
    readonly environment?: Readonly<Record<string, string>>;
    readonly concurrency?: number;
  } = {},
) {
  const { allow = [], environment = {}, concurrency = 8 } = parts;
  const stop = new AbortController();
  const events: WorkerEvent[] = [];
  const done = answerJobs(await openRedis({ url: redis.url, environment: {} }), {
    environment,
    allow: new Set(allow),
    concurrency,
    lostAfterMs: 2_000,
    stop: stop.signal,
    abandon: new AbortController().signal,
    onEvent: (event) => events.push(event),
  });
  const worker = {
    events,
    end: async () => {
      stop.abort();
      await done;
    },
  };
  atTheEnd(worker.end);
  return worker;
}

async function runQueued(
  redis: RedisServer,
  server: ChatServer,
  parts: {
    readonly limit?: number;
    readonly keys?: string;
    readonly maxRequests?: number;
    readonly id?: string;
  } = {},
) {
  const { limit = 56, keys = '', maxRequests, id = 'test' } = parts;
  const suite = await openSuite(undefined, {
    model: [modelSpec(server.url, keys).replace('id=test', `id=${id}`)],
    probe: [PROBE],
    limit,
    concurrency: 16,
    ...(maxRequests !== undefined && { maxRequests }),
  });
  const out = temporaryFolder();
  const notes: string[] = [];
  const onEvent = (event: RunEvent) => {
    if (event.type === 'note') notes.push(event.text);
  };
  const route = { by: 'queue', url: redis.url } as const;
  const result = await run(suite, { out, environment: {}, command: 'test', route, onEvent });
  return { ...result, notes };
}

describe.skipIf(!hasRedis)('a run over many machines (skipped where redis-server is not installed)', () => {
  test('outlives two of three workers, its coordinator and its Redis, and gives the metrics.csv of one process', async () => {
    const TOTAL = 600;
    const CONCURRENCY = 8;
    const moments: { readonly at: number; readonly act: () => void }[] = [];
    const server = await chatServer({
      latencyMs: 30,
      script: () => {
        if (server.stats().received >= (moments[0]?.at ?? Number.POSITIVE_INFINITY)) moments.shift()?.act();
        return undefined;
      },
    });
    const plain = temporaryFolder();
    const sameParts = { limit: TOTAL, concurrency: 48 };
    expect(await probity(runArguments(server.url, plain, sameParts))).toMatchObject({ code: 0 });
    const before = server.stats();
    expect(before.received).toBe(TOTAL);

    const redis = await redisServer();
    const out = temporaryFolder();
    const args = [...runArguments(server.url, out, sameParts), '--queue', redis.url];
    const flags = ['--concurrency', String(CONCURRENCY), '--lost-after', '3'];
    const allow = ['--allow', new URL(server.url).origin];
    const workers = [1, 2, 3].map(() => startProbity(['worker', '--queue', redis.url, ...flags, ...allow]));
    const first = startProbity(args);
    const killed = first.ended;
    let second: ReturnType<typeof startProbity> | undefined;
    let restarted: Promise<void> | undefined;
    moments.push(
      { at: TOTAL + 100, act: () => workers[0]?.child.kill('SIGKILL') },
      {
        at: TOTAL + 200,
        act: () => {
          first.child.kill('SIGKILL');
          void killed.then(() => {
            second = startProbity(args);
          });
        },
      },
      {
        at: TOTAL + 320,
        act: () => {
          restarted = redis.restart();
        },
      },
      { at: TOTAL + 450, act: () => workers[1]?.child.kill('SIGKILL') },
    );
    expect((await killed).signal).toBe('SIGKILL');
    await new Promise((resolve) => setImmediate(resolve));
    expect(await second?.ended).toMatchObject({ code: 0 });
    await restarted;
    expect(moments).toEqual([]);
    expect(withoutRunId(metricsOf(out))).toBe(withoutRunId(metricsOf(plain)));
    const ids = (await completionsOf(out)).map(({ completionId }) => completionId);
    expect(new Set(ids).size).toBe(TOTAL);
    expect(ids.length).toBe(TOTAL);
    // Paid twice at most what each killed worker had in hand.
    const paidAgain = server.stats().answered - before.answered - TOTAL;
    expect(paidAgain).toBeLessThanOrEqual(2 * CONCURRENCY);

    const last = workers[2];
    last?.child.kill('SIGTERM');
    expect(await last?.ended).toMatchObject({ code: 0, signal: null });
    expect((await last?.ended)?.stdout).toMatch(/^\d+ answered, 0 attempts failed\n$/u);
  });

  test('keeps keys with the workers', async () => {
    const key = 'vErY.sEcReT.0123456789';
    const server = await chatServer({ key });
    const redis = await redisServer();
    const allow = [new URL(server.url).origin];
    const without = await startWorker(redis, { allow });
    const elsewhere = await startWorker(redis, { environment: { THE_KEY: key } });
    await startWorker(redis, { allow, environment: { THE_KEY: key } });
    const { manifest, folder } = await runQueued(redis, server, { keys: 'apiKeyEnv=THE_KEY' });
    expect(manifest.models[0]?.stopped).toBe(null);
    expect(manifest).toMatchObject({ status: 'complete', models: [{ answered: 56, errors: 0 }] });
    expect(without.events).toMatchObject([{ type: 'skipped', reason: /THE_KEY, which is not set/u }]);
    expect(elsewhere.events).toMatchObject([{ type: 'skipped', reason: /--allow http:\/\/127\.0\.0\.1/u }]);
    const files = readdirSync(redis.folder, { recursive: true, encoding: 'utf8', withFileTypes: true });
    const kept = files
      .filter((file) => file.isFile())
      .map((file) => readFileSync(join(file.parentPath, file.name)));
    expect(kept.some((bytes) => bytes.includes('decision-hiring'))).toBe(true);
    expect(kept.some((bytes) => bytes.includes(key))).toBe(false);
    expect(readFileSync(join(folder, 'manifest.json'), 'utf8')).not.toContain(key);
  });

  test('takes over alone what workers finished after its coordinator died, and nothing of another folder', async () => {
    let kill = () => {};
    const server = await chatServer({
      latencyMs: 500,
      script: () => {
        if (server.stats().received === 16) kill();
        return undefined;
      },
    });
    const redis = await redisServer();
    const allow = [new URL(server.url).origin];
    const out = temporaryFolder();
    const args = (folder: string) => [
      ...runArguments(server.url, folder, { limit: 16, concurrency: 16 }),
      ...['--queue', redis.url],
    ];
    const worker = await startWorker(redis, { allow, concurrency: 16 });
    const first = startProbity(args(out));
    kill = () => first.child.kill('SIGKILL');
    expect((await first.ended).signal).toBe('SIGKILL');
    expect(await completionsOf(out)).toEqual([]);
    // The same suite in another folder is another measurement: its answers are its own.
    expect(await probity(args(temporaryFolder()))).toMatchObject({ code: 0 });
    expect(server.stats()).toMatchObject({ received: 32, answered: 32 });
    await worker.end();
    expect(await probity(args(out))).toMatchObject({ code: 0, stderr: '' });
    expect((await completionsOf(out)).length).toBe(16);
    expect(server.stats().received).toBe(32);
  });

  test('learns a limit that only the server knows together with other coordinators, and holds the workers to it', async () => {
    const server = await chatServer({ requestsPerMinute: 1_800, bucketHolds: 30, silentLimit: true });
    const redis = await redisServer();
    const allow = [new URL(server.url).origin];
    await Promise.all([startWorker(redis, { allow }), startWorker(redis, { allow })]);
    const queue = async () => {
      const client = (await openRedis({ url: redis.url, environment: {} })).connect();
      const [key = ''] = (await client.keys('probity:account-*:meta')) ?? [];
      const { max, duration } = await client.hgetall(key);
      client.disconnect();
      return (Number(max) * 60_000) / Number(duration);
    };
    const runs = ['one', 'two'].map((id) => runQueued(redis, server, { id, limit: 136 }));
    for (const { manifest } of await Promise.all(runs))
      expect(manifest).toMatchObject({ status: 'complete', models: [{ answered: 136, errors: 0 }] });
    expect(server.stats().rateLimited).toBeGreaterThan(0);
    const told = await queue();
    expect(told).toBeGreaterThan(300);
    expect(told).toBeLessThan(2_300);
  });

  test('asks again what failed for a moment, by the rules of a run without a queue', async () => {
    const server = await chatServer({ faults: { 500: 0.2, reset: 0.05 } });
    const redis = await redisServer();
    await startWorker(redis, { allow: [new URL(server.url).origin] });
    const { manifest, folder } = await runQueued(redis, server);
    expect(manifest.models[0]?.stopped).toBe(null);
    expect(manifest).toMatchObject({ status: 'complete', models: [{ answered: 56, errors: 0 }] });
    expect(server.stats().answered).toBe(56);
    const attempts = (await completionsOf(folder)).reduce((sum, row) => sum + row.attempts, 0);
    expect(attempts).toBe(server.stats().received);
  });

  test('holds all workers together to the rate of the account and to the budget of the run', async () => {
    // Three seconds' worth in any two seconds: workers may catch up on what waited for them. Without a limit it would be
    // all 120 at once.
    const server = await chatServer({ requestsPerMinute: 92, windowMs: 2_000 });
    const redis = await redisServer();
    const allow = [new URL(server.url).origin];
    await Promise.all([startWorker(redis, { allow }), startWorker(redis, { allow })]);
    const { manifest } = await runQueued(redis, server, { limit: 200, keys: 'rpm=1800', maxRequests: 120 });
    expect(server.stats()).toMatchObject({ received: 120, rateLimited: 0 });
    expect(manifest.models[0]?.stopped).toMatch(/the budget is spent/u);
  });
});

test('an address with a password is refused, since it would be kept with the command', async () => {
  await expect(openRedis({ url: 'redis://:hunter2@127.0.0.1:1', environment: {} })).rejects.toThrow(
    '--queue: expected an address without user and password; give them as PROBITY_REDIS_USERNAME and PROBITY_REDIS_PASSWORD in the environment',
  );
  await expect(openRedis({ url: 'http://127.0.0.1:1', environment: {} })).rejects.toThrow(
    'expected --queue to be redis://HOST:PORT[/DATABASE] or rediss://..., got "http://127.0.0.1:1"',
  );
});

test('a Redis that is not there is told before anything is written', async () => {
  await expect(openRedis({ url: 'redis://127.0.0.1:1', environment: {} })).rejects.toThrow(
    /^no Redis answers at redis:\/\/127\.0\.0\.1:1: .*ECONNREFUSED/u,
  );
});
