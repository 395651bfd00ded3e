import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  atTheEnd,
  BIN,
  chatServer,
  completionsOf,
  metricsOf,
  prepareFaultTests,
  probity,
  runArguments,
  start,
  startProbity,
  temporaryFolder,
} from './probity.js';

prepareFaultTests();

/** A disk of so many bytes of its own; null where the system does not let us make one. */
function smallDisk(bytes: number): string | null {
  const folder = temporaryFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder], {
      stdio: 'ignore',
    });
  } catch {
    return null;
  }
  atTheEnd(() => {
    execFileSync('umount', ['-l', folder]);
  });
  return folder;
}

const LONG_TEXT = 'Yes. '.repeat(2_000);

describe.concurrent('a full disk', () => {
  test('ends the run with code 4 and loses no answer; with space the same command goes on', async (context) => {
    const disk = smallDisk(1024 * 1024);
    if (disk === null) return context.skip('this system does not let the test mount a small disk');
    const server = await chatServer({ latencyMs: 2, script: () => ({ kind: 'reply', text: LONG_TEXT }) });
    const ballast = join(disk, 'ballast');
    writeFileSync(ballast, Buffer.alloc(512 * 1024));
    const out = join(disk, 'run');
    const args = runArguments(server.url, out, { limit: 40 });
    const ended = await probity(args);
    expect(ended.code).toBe(4);
    expect(ended.stderr).toMatch(
      /completions\.csv cannot be written: ENOSPC.*every answer already in it is kept/,
    );
    const sent = server.stats().received;
    expect(sent).toBeLessThan(40);

    rmSync(ballast);
    execFileSync('mount', ['-o', 'remount,size=16m', disk]);
    expect(await probity(args)).toMatchObject({ code: 0, stderr: '' });
    // Even the answers that were in flight when the disk was full had been kept.
    expect(server.stats()).toMatchObject({ received: 40, sentAgainAfterAnswer: 0 });
    expect((await completionsOf(out)).length).toBe(40);
  });

  test('or a file that may not grow further ends the run with code 4, and the same command goes on', async () => {
    const server = await chatServer({ latencyMs: 2, script: () => ({ kind: 'reply', text: LONG_TEXT }) });
    const out = temporaryFolder();
    const args = runArguments(server.url, out, { limit: 40 });
    // In blocks of 512 bytes (POSIX); node ignores the signal, so writes fail with EFBIG.
    const limited = start('sh', ['-c', 'ulimit -f 400; exec "$0" "$@"', process.execPath, BIN, ...args]);
    const ended = await limited.ended;
    expect(ended.code).toBe(4);
    expect(ended.stderr).toContain('completions.csv cannot be written: EFBIG');
    const sent = server.stats().received;
    expect(await probity(args)).toMatchObject({ code: 0, stderr: '' });
    // What was in flight found no room here; everything before it did.
    expect(server.stats().received).toBeLessThanOrEqual(40 + 2 * 8);
    expect(sent).toBeLessThan(40);
    expect((await completionsOf(out)).length).toBe(40);
  });

  test('while tables are written ends with code 4 and sends nothing again', async () => {
    const server = await chatServer();
    const out = temporaryFolder();
    const args = runArguments(server.url, out, { limit: 40 });
    expect(await probity(args)).toMatchObject({ code: 0 });
    const metrics = metricsOf(out);
    const limited = start('sh', ['-c', 'ulimit -f 10; exec "$0" "$@"', process.execPath, BIN, ...args]);
    expect((await limited.ended).code).toBe(4);
    // The old table is still there, whole.
    expect(metricsOf(out)).toBe(metrics);
    expect(existsSync(join(out, 'scores.csv.draft'))).toBe(false);
    expect(await probity(args)).toMatchObject({ code: 0 });
    expect(server.stats().received).toBe(40);
  });
});

test.concurrent('a run folder that may not be written ends with code 4 before anything is sent, and says what to do', async () => {
  const server = await chatServer();
  const parent = temporaryFolder();
  // The superuser may write everywhere.
  const other = process.getuid?.() === 0 ? { uid: 65_534 } : {};
  chmodSync(parent, 0o755);
  const closed = join(parent, 'closed');
  mkdirSync(closed);
  chmodSync(closed, 0o555);
  writeFileSync(join(parent, 'file'), '');
  const outs = [closed, join(closed, 'run'), join(parent, 'file', 'run')];
  const ended = await Promise.all(
    outs.map((out) => startProbity(runArguments(server.url, out), other).ended),
  );
  for (const [index, { code, stderr }] of ended.entries()) {
    expect(code).toBe(4);
    expect(stderr).toContain(
      `the run folder ${outs[index]} cannot be written: ${index === 2 ? 'ENOTDIR' : 'EACCES'}`,
    );
    expect(stderr).toMatch(/; nothing was sent: mend the folder, or give another --out$/mu);
  }
  expect(server.stats().received).toBe(0);
});
