/**
 * A server that is away for half a minute in the middle of a run and comes back.
 * By hand, after `npm run build`: `node test/bench/away.mjs [--requests 2000] [--seconds 30]`.
 * Prints what came of every request; ends with 1 when one was lost or more were asked again than were in flight.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startChatServer } from '../servers/chat-server.mjs';
import { writeBigSuite } from './big-suite.mjs';

const CONCURRENCY = 32;
const { values } = parseArgs({
  options: { requests: { type: 'string', default: '2000' }, seconds: { type: 'string', default: '30' } },
});
const requests = Number(values.requests);

const first = await startChatServer({ latencyMs: 20 });
const { folder, suite } = writeBigSuite({
  task: 'yes_no',
  items: requests,
  model: `{ id: m, adapter: openai, model: m, baseURL: "${first.url}", limits: { concurrency: ${CONCURRENCY} } }`,
});
const out = join(folder, 'run');
const bin = fileURLToPath(new URL('../../dist/cli/bin.js', import.meta.url));
const began = performance.now();
const child = spawn(process.execPath, [bin, 'run', suite, '--out', out, '--quiet'], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
const ended = once(child, 'exit');
while (first.stats().received < requests / 2) await sleep(10);
await first.close();
await sleep(Number(values.seconds) * 1_000);
const second = await startChatServer({ latencyMs: 20, port: Number(new URL(first.url).port) });
const back = performance.now();
const [code] = await ended;
const now = performance.now();
const [{ answered, errors }] = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')).models;
const again = first.stats().answered + second.stats().answered - requests;
process.stdout.write(
  `${requests} requests, server away for ${values.seconds} s: exit code ${code}, ${answered} answered, ${errors} errors, ${again} asked again; ${((now - began) / 1000).toFixed(0)} s in all, ${((now - back) / 1000).toFixed(0)} s of them after it was back\n`,
);
await second.close();
rmSync(folder, { recursive: true, force: true });
process.exitCode = code === 0 && answered === requests && again <= CONCURRENCY ? 0 : 1;
