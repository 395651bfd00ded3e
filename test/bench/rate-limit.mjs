/**
 * How much of a server's rate limit a run uses, and how often it is refused.
 * By hand, after `npm run build`: `node test/bench/rate-limit.mjs [--rpm 1200] [--seconds 60]`.
 * The server is a process of its own that counts with a bucket filled at the limit.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadSuite, run } from '../../dist/index.js';
import { writeBigSuite } from './big-suite.mjs';

const { values } = parseArgs({
  options: {
    rpm: { type: 'string', default: '1200' },
    seconds: { type: 'string', default: '60' },
    latency: { type: 'string', default: '50' },
  },
});
const rpm = Number(values.rpm);
const seconds = Number(values.seconds);

/** What is learned, and seconds of the limit that the server's bucket holds. */
const SETTINGS = [
  { name: 'given by the suite', holds: 1, silent: true, given: true, models: 1 },
  { name: 'stated by headers', holds: 1, silent: false, given: false, models: 1 },
  { name: 'stated by headers', holds: 60, silent: false, given: false, models: 1 },
  { name: 'told by refusals alone', holds: 1, silent: true, given: false, models: 1 },
  { name: 'told by refusals alone', holds: 10, silent: true, given: false, models: 1 },
  { name: 'told by refusals alone, two models', holds: 1, silent: true, given: false, models: 2 },
];

process.stdout.write('| limit | bucket holds | used of the limit | refused after 5 s | in all | models |\n');
process.stdout.write('|---|---|---|---|---|---|\n');
for (const { name, holds, silent, given, models } of SETTINGS) {
  const bucket = Math.max(1, Math.round((rpm * holds) / 60));
  const script = fileURLToPath(new URL('../servers/chat-server.mjs', import.meta.url));
  const server = spawn(
    process.execPath,
    [
      ...[script, '--until-stdin-ends', `--latency=${values.latency}`, `--rpm=${rpm}`, `--bucket=${bucket}`],
      ...(silent ? ['--silent-limit'] : []),
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const [line] = await once(createInterface({ input: server.stdout }), 'line');
  const { url, stats } = JSON.parse(line);
  const limits = `{ concurrency: 32${given ? `, requestsPerMinute: ${rpm}` : ''} }`;
  const entries = Array.from(
    { length: models },
    (_, index) =>
      `{ id: m${index}, adapter: openai, model: m${index}, baseURL: "${url}", limits: ${limits} }`,
  );
  const made = writeBigSuite({ task: 'yes_no', items: rpm * 4, model: entries.join(', ') });
  const suite = await loadSuite(made.suite);
  const stop = new AbortController();
  const settled = new Map();
  const whole = run(suite, {
    out: join(made.folder, 'out'),
    environment: {},
    command: 'benchmark',
    stop: stop.signal,
    abandon: stop.signal,
    onEvent: (event) => {
      if (event.type === 'settled') settled.set(event.model, (settled.get(event.model) ?? 0) + 1);
    },
  });
  const look = async () => (await fetch(stats)).json();
  // The clock of the measurement begins with the first request.
  while ((await look()).received === 0) await sleep(20);
  await sleep(5_000);
  const early = await look();
  await sleep((seconds - 5) * 1_000);
  const end = await look();
  stop.abort();
  await whole;
  server.stdin.end();
  rmSync(made.folder, { recursive: true });
  const used = end.answered / ((rpm * seconds) / 60);
  const refused = end.rateLimited - early.rateLimited;
  const late = refused / (end.received - early.received);
  process.stdout.write(
    `| ${name} | ${holds} s | ${(used * 100).toFixed(1)}% | ${(late * 100).toFixed(2)}% (${refused}) | ${end.rateLimited} | ${[...settled.values()].join(' / ')} |\n`,
  );
}
