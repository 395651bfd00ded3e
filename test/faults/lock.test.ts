import { expect, test } from 'vitest';
import {
  chatServer,
  completionsOf,
  prepareFaultTests,
  probity,
  runArguments,
  startProbity,
  temporaryFolder,
} from './probity.js';

prepareFaultTests();

test.concurrent('a second process on a run folder is refused while the first lives, and goes on when it was killed', async () => {
  let arrived = () => {};
  const first = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  let isHanging = true;
  const server = await chatServer({
    script: () => {
      if (!isHanging || server.stats().received < 10) return undefined;
      arrived();
      return { kind: 'hang' };
    },
  });
  const out = temporaryFolder();
  const args = runArguments(server.url, out);
  const holder = startProbity(args);
  await first;
  const second = await probity(args);
  expect(second.code).toBe(2);
  expect(second.stderr).toContain(`is in use by process ${holder.child.pid};`);
  holder.child.kill('SIGKILL');
  await holder.ended;
  isHanging = false;
  expect(await probity(args)).toMatchObject({ code: 0 });
  expect((await completionsOf(out)).length).toBe(56);
});

test.concurrent('a clock that is set back during a run breaks nothing', async () => {
  // Its deadlines, waits and rates are by a clock of their own.
  const server = await chatServer({
    script: ({ attempt }) =>
      attempt === 1 && server.stats().received % 20 === 0
        ? {
            kind: 'status',
            status: 429,
            headers: { 'retry-after': '1' },
            body: { error: { message: 'slow' } },
          }
        : undefined,
  });
  const out = temporaryFolder();
  // Each look at the clock is a second earlier than the one before.
  const backwards = `const now = Date.now.bind(Date); let back = 0; const Real = Date;
    globalThis.Date = class extends Real { constructor(...a) { super(...(a.length ? a : [now() - ++back * 1000])); } static now() { return now() - ++back * 1000; } };`;
  const env = { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(backwards)}` };
  const args = runArguments(server.url, out, { keys: 'rpm=3000&timeout=60' });
  expect(await startProbity(args, { env }).ended).toMatchObject({ code: 0 });
  const moments = (await completionsOf(out)).map(({ startedAt }) => startedAt);
  expect(moments).not.toEqual(moments.toSorted());
  expect(await probity(args)).toMatchObject({ code: 0 });
  expect(server.stats()).toMatchObject({ answered: 56, sentAgainAfterAnswer: 0 });
});
