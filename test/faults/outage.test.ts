import { expect, test } from 'vitest';
import type { Answer } from '../servers/chat-server.js';
import {
  chatServer,
  completionsOf,
  manifestOf,
  metricsOf,
  prepareFaultTests,
  probity,
  runArguments,
  startProbity,
  temporaryFolder,
  withoutRunId,
} from './probity.js';

prepareFaultTests();

/** A sixth of the half minute that test/bench/away.mjs takes: requests are tried for a minute and a half. */
const AWAY_MS = 5_000;

test.concurrent('a server that is away for a while and comes back costs no request', async () => {
  let leave = () => {};
  const first = await chatServer({
    latencyMs: 5,
    script: () => {
      if (first.stats().received === 20) leave();
      return undefined;
    },
  });
  const back = new Promise<Awaited<ReturnType<typeof chatServer>>>((resolve) => {
    leave = () =>
      void first.close().then(() => {
        const port = Number(new URL(first.url).port);
        setTimeout(() => void chatServer({ port }).then(resolve), AWAY_MS);
      });
  });
  const out = temporaryFolder();
  expect(await startProbity(runArguments(first.url, out)).ended).toMatchObject({ code: 0, stderr: '' });
  expect(await manifestOf(out)).toMatchObject({ status: 'complete', models: [{ answered: 56, errors: 0 }] });
  expect((await completionsOf(out)).length).toBe(56);
  // At most what was in flight when it left is asked again.
  const answered = first.stats().answered + (await back).stats().answered;
  expect(answered).toBeGreaterThanOrEqual(56);
  expect(answered).toBeLessThanOrEqual(56 + 8);
});

const RATE_LIMITED = { error: { message: 'Rate limit reached', code: 'rate_limit_exceeded' } };
const refusal = (headers: Record<string, string>): Answer => ({
  kind: 'status',
  status: 429,
  body: RATE_LIMITED,
  headers,
});
/** What a server may do to a request the first time that it hears it. */
const MISDEEDS: readonly Answer[] = [
  { kind: 'drip', everyMs: 1_000 },
  { kind: 'half_close' },
  { kind: 'reply', thenHalfClose: true },
  refusal({ 'retry-after': '-5', 'x-ratelimit-limit-requests': '-1' }),
  refusal({ 'retry-after': 'NaN', 'x-ratelimit-limit-requests': 'NaN' }),
  refusal({ 'retry-after': '1e99', 'x-ratelimit-limit-requests': '1e99' }),
  refusal({ 'retry-after-ms': '99999999999999' }),
  refusal({ 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }),
  refusal({ 'retry-after': 'Thu, 31 Dec 2099 23:59:59 GMT' }),
  refusal({ 'x-ratelimit-limit-requests': '0', 'x-ratelimit-reset-requests': '31536000s' }),
  { kind: 'reply', headers: { 'x-ratelimit-limit-requests': '0', 'x-ratelimit-remaining-requests': '0' } },
  { kind: 'reply', headers: { 'anthropic-ratelimit-requests-reset': '2099-12-31T23:59:59Z' } },
  { kind: 'reply', headers: { 'anthropic-ratelimit-requests-reset': '1970-01-01T00:00:00Z' } },
];

test.concurrent('a byte a second, sockets closed by half and limits that make no sense give the figures of a sound server', async () => {
  let misdeed = 0;
  const server = await chatServer({
    latencyMs: 2,
    script: ({ attempt }) => (attempt > 1 ? undefined : MISDEEDS[misdeed++]),
  });
  const sound = await chatServer();
  const [out, reference] = [temporaryFolder(), temporaryFolder()];
  const child = startProbity(runArguments(server.url, out, { keys: 'timeout=2' }));
  expect(await probity(runArguments(sound.url, reference, { keys: 'timeout=2' }))).toMatchObject({ code: 0 });
  expect(await child.ended).toMatchObject({ code: 0, stderr: '' });
  expect(misdeed).toBe(56);
  expect(withoutRunId(metricsOf(out))).toBe(withoutRunId(metricsOf(reference)));
  expect(server.stats().answeredMoreThanOnce).toBe(0);
});

test.concurrent('a name that nobody knows ends the run with code 4 and is named', async () => {
  const out = temporaryFolder();
  const ended = await startProbity(runArguments('http://no-such-host.invalid/v1', out)).ended;
  expect(ended.code).toBe(4);
  expect(ended.stderr).toMatch(
    /^test: stopped early: .*no connection to no-such-host\.invalid: .*E(NOTFOUND|AI_AGAIN)/m,
  );
});
