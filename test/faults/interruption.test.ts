import { existsSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { wholeRecords } from '../../src/records/whole-records.js';
import {
  BIN,
  chatServer,
  completionsOf,
  manifestOf,
  metricsOf,
  prepareFaultTests,
  probity,
  runArguments,
  start,
  startProbity,
  temporaryFolder,
  withoutRunId,
} from './probity.js';

prepareFaultTests();

/** The command that a message offers, run by a shell as a user would paste it. */
function paste(stderr: string): ReturnType<typeof start>['ended'] {
  const line = stderr.split('\n').find((text) => text.startsWith('  probity run ')) ?? '';
  return start('sh', ['-c', line.replace('probity', `'${process.execPath}' '${BIN}'`)]).ended;
}

async function interrupted(signal: NodeJS.Signals): Promise<void> {
  let interrupt = () => {};
  const server = await chatServer({
    latencyMs: 50,
    script: () => {
      if (server.stats().received === 20) interrupt();
      return undefined;
    },
  });
  const out = temporaryFolder();
  const first = startProbity(runArguments(server.url, out));
  interrupt = () => first.child.kill(signal);
  const ended = await first.ended;
  expect(ended).toMatchObject({ code: 130, signal: null });
  expect(ended.stderr).toContain('interrupted; everything answered is kept. To go on:\n  probity run ');
  expect(ended.stderr.match(/interrupted/gu)).toHaveLength(1);

  // What was in flight was waited for, and everything in the folder belongs together.
  const { received, answered } = server.stats();
  expect(answered).toBe(received);
  expect((await completionsOf(out)).length).toBe(received);
  expect(await manifestOf(out)).toMatchObject({
    status: 'interrupted',
    models: [{ answered: received, errors: 0 }],
  });
  expect(existsSync(join(out, 'run.lock'))).toBe(false);

  expect(await paste(ended.stderr)).toMatchObject({ code: 0 });
  expect(server.stats()).toMatchObject({ received: 56, sentAgainAfterAnswer: 0 });
  expect((await manifestOf(out)).status).toBe('complete');
  const whole = temporaryFolder();
  await probity(runArguments(server.url, whole));
  expect(metricsOf(out)).toBe(metricsOf(whole));
}

test.concurrent('Ctrl-C and SIGTERM keep what is in flight, exit with 130 and print the line that goes on', async () => {
  await Promise.all([interrupted('SIGINT'), interrupted('SIGTERM')]);
});

/** Sends SIGTERM to a run when a file of its folder is being written that `isMoment` picks. */
async function terminatedWhileWriting(isMoment: (file: string) => boolean) {
  const server = await chatServer({
    latencyMs: 5,
    script: () => ({ kind: 'reply', text: `Yes. ${'Because. '.repeat(2_000)}` }),
  });
  const out = temporaryFolder();
  const run = startProbity(runArguments(server.url, out));
  const watcher = watch(out, (_, file) => {
    if (file !== null && isMoment(file) && run.child.exitCode === null) {
      watcher.close();
      run.child.kill('SIGTERM');
    }
  });
  const ended = await run.ended;
  watcher.close();
  return { server, out, ended };
}

test.concurrent('SIGTERM in the middle of a write of the journal tears no row', async () => {
  let writes = 0;
  const { server, out, ended } = await terminatedWhileWriting(
    (file) => file === 'completions.csv' && ++writes > 10,
  );
  expect(ended).toMatchObject({ code: 130, signal: null });
  const journal = join(out, 'completions.csv');
  expect(wholeRecords(journal)).toBe(statSync(journal).size);
  const { received, answered } = server.stats();
  expect(answered).toBe(received);
  expect((await completionsOf(out)).length).toBe(received);
  expect(await paste(ended.stderr)).toMatchObject({ code: 0 });
  expect(server.stats()).toMatchObject({ received: 56, sentAgainAfterAnswer: 0 });
});

test.concurrent('SIGTERM in the middle of a write of a table leaves it whole', async () => {
  const { server, out, ended } = await terminatedWhileWriting((file) => file === 'scores.csv.draft');
  // It is finished, unless the signal came after all was written.
  expect([0, null]).toContain(ended.code);
  expect((await manifestOf(out)).status).toBe('complete');
  expect(existsSync(join(out, 'scores.csv.draft'))).toBe(false);
  const metrics = metricsOf(out);
  expect(await probity(runArguments(server.url, out))).toMatchObject({ code: 0 });
  expect(metricsOf(out)).toBe(metrics);
  expect(server.stats().received).toBe(56);
});

test.concurrent('a second Ctrl-C gives up what is in flight, and nothing is lost that was answered', async () => {
  let arrivals = () => {};
  const server = await chatServer({
    script: () => {
      const { received } = server.stats();
      if (received === 28) arrivals();
      return received > 20 ? { kind: 'hang' } : undefined;
    },
  });
  const out = temporaryFolder();
  const hung = new Promise<void>((resolve) => {
    arrivals = resolve;
  });
  const first = startProbity(runArguments(server.url, out));
  await hung;
  first.child.kill('SIGINT');
  await new Promise((resolve) => setTimeout(resolve, 300));
  first.child.kill('SIGINT');
  const ended = await first.ended;
  expect(ended).toMatchObject({ code: 130, signal: null });
  expect(ended.stderr).toContain('To go on:\n  probity run ');
  expect((await completionsOf(out)).length).toBe(20);
});

test.concurrent('a run that is complete when Ctrl-C comes is not called interrupted', async () => {
  const server = await chatServer();
  const out = temporaryFolder();
  expect(await probity(runArguments(server.url, out))).toMatchObject({ code: 0 });
  const metrics = withoutRunId(metricsOf(out));
  // Nothing is left to send, so the signal comes while tables are written or not at all.
  const again = startProbity(runArguments(server.url, out));
  setTimeout(() => again.child.kill('SIGINT'), 450);
  const { code } = await again.ended;
  expect([0, null]).toContain(code);
  expect(server.stats().received).toBe(56);
  expect(withoutRunId(metricsOf(out))).toBe(metrics);
});
