/**
 * How much of a server's rate limit a run over a queue uses, and how often it is refused: two workers, one or two
 * coordinators with the same key, a server that says nothing of its limit, or states it.
 * By hand, after `npm run build`: `node test/bench/queue-rate.mjs [--rpm 1800] [--seconds 40]`. Needs redis-server.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startChatServer } from '../servers/chat-server.mjs';

const REDIS_PORT = 7398;
const { values } = parseArgs({
  options: { rpm: { type: 'string', default: '1800' }, seconds: { type: 'string', default: '40' } },
});
const rpm = Number(values.rpm);
const seconds = Number(values.seconds);
const bin = fileURLToPath(new URL('../../dist/cli/bin.js', import.meta.url));
const url = `redis://127.0.0.1:${REDIS_PORT}`;

/** `second`: seconds after which another coordinator begins; null: there is one. */
const SETTINGS = [
  { name: 'stated by headers, one coordinator', silent: false, second: null },
  { name: 'told by refusals alone, one coordinator', silent: true, second: null },
  { name: 'told by refusals alone, two at once', silent: true, second: 0 },
  { name: 'told by refusals alone, the second after 10 s', silent: true, second: 10 },
];

async function isUp() {
  const socket = connect(REDIS_PORT, '127.0.0.1');
  const up = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'error').then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return up;
}

process.stdout.write(
  '| limit | used of the limit | refused after 5 s | refused in all |\n|---|---|---|---|\n',
);
for (const { name, silent, second } of SETTINGS) {
  const folder = mkdtempSync(join(tmpdir(), 'probity-queue-rate-'));
  const redis = spawn('redis-server', ['--port', `${REDIS_PORT}`, '--dir', folder, '--save', ''], {
    stdio: 'ignore',
  });
  while (!(await isUp())) await sleep(50);
  const server = await startChatServer({
    latencyMs: 50,
    requestsPerMinute: rpm,
    bucketHolds: rpm / 60,
    silentLimit: silent,
  });
  /** @param {readonly string[]} args */
  const probity = (...args) =>
    spawn(process.execPath, [bin, ...args, '--queue', url, '--concurrency', '32', '--quiet'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  const coordinator = (/** @type {number} */ index) =>
    probity(
      ...['run', '--probe', 'decision-hiring', '--samples', '50', '--out', join(folder, `run-${index}`)],
      ...['--model', `openai:test?id=m${index}&temperature=1&baseURL=${server.url}`],
    );
  const children = [1, 2].map(() => probity('worker', '--allow', server.origin));
  children.push(coordinator(1));
  while (server.stats().received === 0) await sleep(20);
  const began = performance.now();
  const until = (/** @type {number} */ moment) =>
    sleep(Math.max(0, began + moment * 1_000 - performance.now()));
  if (second === 0) children.push(coordinator(2));
  await until(5);
  const early = server.stats();
  if (second) {
    await until(second);
    children.push(coordinator(2));
  }
  await until(seconds);
  const end = server.stats();
  for (const child of children) child.kill('SIGKILL');
  redis.kill('SIGKILL');
  await once(redis, 'exit');
  await server.close();
  rmSync(folder, { recursive: true, force: true });
  const used = end.answered / ((rpm * seconds) / 60);
  const refused = end.rateLimited - early.rateLimited;
  const share = refused / (end.received - early.received);
  process.stdout.write(
    `| ${name} | ${(used * 100).toFixed(1)}% | ${(share * 100).toFixed(2)}% (${refused}) | ${end.rateLimited} |\n`,
  );
}
