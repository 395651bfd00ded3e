// 20,000 requests by three workers over a real Redis with append-only persistence; two workers and the coordinator are
// killed with -9 in the middle, and Redis is killed and started again. Prints what the server counted, and whether
// metrics.csv equals that of one process. Needs redis-server.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startChatServer } from '../servers/chat-server.mjs';

const REQUESTS = Number(process.argv[2] ?? 20_000);
const CONCURRENCY = 32;
const REDIS_PORT = 7399;
const bin = fileURLToPath(new URL('../../dist/cli/bin.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'probity-queue-'));

/** @type {{ at: number, act: () => void }[]} */
let moments = [];
const server = await startChatServer({
  latencyMs: 20,
  script: () => {
    const [next] = moments;
    if (next && server.stats().received >= next.at) moments.shift()?.act();
    return undefined;
  },
});

/** @param {readonly string[]} args */
function probity(args) {
  const child = spawn(process.execPath, [bin, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  return { child, ended: once(child, 'exit') };
}

async function redis() {
  const options = ['--port', `${REDIS_PORT}`, '--dir', folder, '--save', '', '--appendonly', 'yes'];
  const child = spawn('redis-server', [...options, '--appendfsync', 'always'], { stdio: 'ignore' });
  for (;;) {
    const socket = connect(REDIS_PORT, '127.0.0.1');
    const isUp = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isUp) return child;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** @param {string} out */
const run = (out) => [
  ...['run', '--probe', 'decision-hiring', '--samples', '20', '--quiet'],
  ...['--limit', String(Math.ceil(REQUESTS / 20)), '--concurrency', String(3 * CONCURRENCY), '--out', out],
  ...['--model', `openai:test?id=test&temperature=1&baseURL=${server.url}`],
];
/** @param {string} out */
const metrics = (out) => readFileSync(join(out, 'metrics.csv'), 'utf8');

const plain = join(folder, 'plain');
const plainStart = performance.now();
await probity(run(plain)).ended;
const plainSeconds = (performance.now() - plainStart) / 1000;
const before = server.stats();
const total = before.received;

let store = await redis();
const url = `redis://127.0.0.1:${REDIS_PORT}`;
const flags = [
  '--quiet',
  '--concurrency',
  String(CONCURRENCY),
  '--lost-after',
  '5',
  '--allow',
  server.origin,
];
const workers = [1, 2, 3].map(() => probity(['worker', '--queue', url, ...flags]));
const out = join(folder, 'queued');
const args = [...run(out), '--queue', url];
const start = performance.now();
const first = probity(args);
/** @type {Promise<unknown>} */
let restarted = Promise.resolve();
moments = [
  { at: total * 1.25, act: () => workers[0]?.child.kill('SIGKILL') },
  { at: total * 1.4, act: () => first.child.kill('SIGKILL') },
  {
    at: total * 1.55,
    act: () => {
      const gone = once(store, 'exit');
      store.kill('SIGKILL');
      restarted = gone.then(redis).then((child) => {
        store = child;
      });
    },
  },
  { at: total * 1.75, act: () => workers[1]?.child.kill('SIGKILL') },
];
await first.ended;
const [code] = await probity(args).ended;
await restarted;
const seconds = (performance.now() - start) / 1000;
workers[2]?.child.kill('SIGTERM');
await workers[2]?.ended;
store.kill('SIGKILL');
const after = server.stats();
process.stdout.write(
  `${JSON.stringify({
    requests: total,
    exit: code,
    everyKillHappened: moments.length === 0,
    answeredTwice: after.answered - before.answered - total,
    mostInHandOfKilledWorkers: 2 * CONCURRENCY,
    metricsEqual: metrics(out) === metrics(plain),
    seconds: Math.round(seconds),
    secondsOfOneProcess: Math.round(plainSeconds),
  })}\n`,
);
await server.close();
rmSync(folder, { recursive: true, force: true });
