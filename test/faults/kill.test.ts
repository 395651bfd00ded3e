import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readCsv } from '../../src/records/read-csv.js';
import { wholeRecords } from '../../src/records/whole-records.js';
import {
  chatServer,
  completionsOf,
  metricsOf,
  prepareFaultTests,
  probity,
  runArguments,
  startProbity,
  temporaryFolder,
  withoutRunId,
} from './probity.js';

prepareFaultTests();

const CONCURRENCY = 8;

/** Seeded, so that a failure can be looked at again. */
function moments(seed: number, count: number, most: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return 1 + Math.floor((state / 2 ** 32) * most);
  });
}

async function wholeRows(out: string): Promise<number> {
  const path = join(out, 'completions.csv');
  let rows = -1;
  for await (const batch of readCsv(path, { end: wholeRecords(path) })) rows += batch.length;
  return Math.max(0, rows);
}

let undisturbed = '';
let total = 0;

beforeAll(async () => {
  const server = await chatServer();
  const out = temporaryFolder();
  expect(await probity(runArguments(server.url, out))).toMatchObject({ code: 0, stderr: '' });
  undisturbed = withoutRunId(metricsOf(out));
  total = server.stats().received;
  expect(total).toBe(56);
});

/** Kills a run when `isNow` says so, starts it again, and checks what the server saw and what came out. */
async function killedWhen(isNow: (received: number) => boolean, afterMs = 0): Promise<void> {
  let kill = () => {};
  const server = await chatServer({
    latencyMs: 5,
    script: () => {
      if (isNow(server.stats().received)) setTimeout(kill, afterMs);
      return undefined;
    },
  });
  const out = temporaryFolder();
  const args = runArguments(server.url, out, { concurrency: CONCURRENCY });
  const first = startProbity(args);
  kill = () => first.child.kill('SIGKILL');
  expect((await first.ended).signal).toBe('SIGKILL');

  const kept = await wholeRows(out);
  const sentBefore = server.stats().received;
  expect(await probity(args)).toMatchObject({ code: 0, stderr: '' });
  const stats = server.stats();
  // Whatever is in the journal was not sent again, and what was answered but not in it had been in flight.
  expect(stats.received - sentBefore).toBe(total - kept);
  expect(stats.sentAgainAfterAnswer).toBeLessThanOrEqual(CONCURRENCY);
  expect(stats.distinct).toBe(total);
  expect(withoutRunId(metricsOf(out))).toBe(undisturbed);
}

describe.concurrent('a run killed by kill -9', () => {
  test('at any of four moments goes on without sending an answered request again', async () => {
    await Promise.all(moments(7, 4, total).map((moment) => killedWhen((received) => received === moment)));
  });

  test('while its tables are written sends nothing again that is in the journal', async () => {
    await Promise.all([30, 80].map((ms) => killedWhen((received) => received === total, ms)));
  });

  test('many times over gives the same metrics.csv, byte for byte', async () => {
    let kill = () => {};
    let since = 0;
    const server = await chatServer({
      latencyMs: 5,
      script: () => {
        if (++since === 20) kill();
        return undefined;
      },
    });
    const out = temporaryFolder();
    const args = runArguments(server.url, out, { concurrency: CONCURRENCY });
    let kills = 0;
    for (let code: number | null = null; code === null; ) {
      since = 0;
      const started = startProbity(args);
      kill = () => started.child.kill('SIGKILL');
      ({ code } = await started.ended);
      if (code === null) kills++;
      else expect(code).toBe(0);
    }
    expect(kills).toBeGreaterThan(1);
    expect(server.stats().sentAgainAfterAnswer).toBeLessThanOrEqual(kills * CONCURRENCY);
    expect(withoutRunId(metricsOf(out))).toBe(undisturbed);
    const ids = (await completionsOf(out)).map(({ completionId }) => completionId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(total);
  });
});
