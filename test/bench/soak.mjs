/**
 * A long run on a bad server: 10% answers of 500, 5% of 429, 2% resets, 1% hangs, 1% garbage, 1% truncated, and three
 * times kill -9. By hand, after `npm run build`: `node test/bench/soak.mjs [--requests 100000] [--concurrency 64]`.
 * Prints what the server counted and what the run folder holds; ends with 1 when a promise is broken.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse';
import { writeBigSuite } from './big-suite.mjs';

const FAULTS = '500=0.1,429=0.05,reset=0.02,hang=0.01,garbage=0.01,truncated_json=0.01';
const KILLS = 3;
/** A single process of this suite at rest uses a tenth of it: what growth by item would pass. */
const MOST_MEGABYTES = 300;

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    concurrency: { type: 'string', default: '64' },
    seed: { type: 'string', default: '1' },
  },
});
const requests = Number(values.requests);
const concurrency = Number(values.concurrency);
const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

const server = spawn(
  process.execPath,
  [here('../servers/chat-server.mjs'), '--until-stdin-ends', '--latency=5', `--faults=${FAULTS}`],
  { stdio: ['pipe', 'pipe', 'inherit'] },
);
const [line] = await once(createInterface({ input: server.stdout }), 'line');
const { url, stats } = JSON.parse(line);
/** @returns {Promise<{received: number, distinct: number, sentAgainAfterAnswer: number, answeredMoreThanOnce: number, faults: Record<string, number>}>} */
const counted = async () => (await fetch(stats)).json();

const { folder, suite } = writeBigSuite({
  task: 'yes_no',
  items: requests,
  model: `{ id: m, adapter: openai, model: m, baseURL: "${url}", limits: { concurrency: ${concurrency} } }`,
});
const out = join(folder, 'run');

function start() {
  const child = spawn(
    process.execPath,
    [here('../../dist/cli/bin.js'), 'run', suite, '--out', out, '--quiet'],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const state = { child, megabytes: 0 };
  const watch = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      state.megabytes = Number(/VmHWM:\s+(\d+)/u.exec(status)?.[1] ?? 0) / 1024 || state.megabytes;
    } catch {
      // The child has just ended.
    }
  }, 100);
  child.on('exit', () => clearInterval(watch));
  return state;
}

let random = Number(values.seed);
const next = () => {
  random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
  return random / 2 ** 32;
};
const began = performance.now();
let peak = 0;
for (let kill = 1; kill <= KILLS; kill++) {
  const at = requests * ((kill - 1 + 0.2 + 0.6 * next()) / (KILLS + 1));
  const run = start();
  while (run.child.exitCode === null && (await counted()).distinct < at) await wait(50);
  run.child.kill('SIGKILL');
  await once(run.child, 'exit');
  peak = Math.max(peak, run.megabytes);
  process.stdout.write(`killed at ${(await counted()).distinct} of ${requests} requests\n`);
}
const last = start();
const [code] = await once(last.child, 'exit');
peak = Math.max(peak, last.megabytes);
const seconds = (performance.now() - began) / 1000;

const ids = new Set();
let rows = 0;
let errors = 0;
const table = createReadStream(join(out, 'completions.csv')).pipe(parse({ columns: true }));
for await (const row of table) {
  rows++;
  if (row.call_status === 'error') errors++;
  else ids.add(row.completion_id);
}
const seen = await counted();
server.stdin.end();
rmSync(folder, { recursive: true, force: true });

const promises = [
  ['every request has its outcome', ids.size + errors, requests],
  ['none has two', rows, requests],
  ['the run ends well', code, errors === 0 ? 0 : 4],
];
const broken = promises.filter(([, is, should]) => is !== should);
// What was in flight when a process was killed may have been answered and is asked again.
if (seen.sentAgainAfterAnswer > KILLS * concurrency)
  broken.push(['answered requests sent again', seen.sentAgainAfterAnswer, `at most ${KILLS * concurrency}`]);
if (peak > MOST_MEGABYTES) broken.push(['peak memory in MB', peak, `at most ${MOST_MEGABYTES}`]);
process.stdout.write(
  `${requests} requests, ${KILLS} kills, ${seconds.toFixed(0)} s: ${rows} rows, ${errors} errors; the server received ${seen.received}, of which ${seen.sentAgainAfterAnswer} after their answer; faults ${JSON.stringify(seen.faults)}; peak ${peak.toFixed(0)} MB\n`,
);
for (const [what, is, should] of broken) process.stdout.write(`BROKEN: ${what}: ${is}, expected ${should}\n`);
process.exitCode = broken.length === 0 ? 0 : 1;
