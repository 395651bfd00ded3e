/**
 * Beside its peers: a bare loop of `p-limit` and the `openai` SDK, and promptfoo, on the same prompts against the same
 * local server. By hand, after `npm run build`: `node test/bench/peers.mjs [--prompts 2000] [--pairs 3]`. Installs
 * promptfoo (the newest that runs on Node 20) into a folder of its own; `--promptfoo DIR` takes one that is there.
 * Whole processes are measured, start-up included.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { writeBigSuite } from './big-suite.mjs';

const PROMPTFOO = ['promptfoo@0.121.20', '@libsql/linux-x64-gnu@0.5.29'];
const LATENCY = 20;
const CONCURRENCY = 64;

const { values } = parseArgs({
  options: {
    prompts: { type: 'string', default: '2000' },
    more: { type: 'string', default: '5000' },
    pairs: { type: 'string', default: '3' },
    promptfoo: { type: 'string' },
  },
});
const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'probity-peers-'));
const BIN = here('../../dist/cli/bin.js');

const promptfoo = values.promptfoo ?? join(home, 'promptfoo');
if (!values.promptfoo)
  execFileSync(
    'npm',
    [
      'install',
      '--prefix',
      promptfoo,
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      '--omit=optional',
      ...PROMPTFOO,
    ],
    { stdio: 'ignore' },
  );

async function startServer() {
  const child = spawn(
    process.execPath,
    [here('../servers/chat-server.mjs'), '--until-stdin-ends', `--latency=${LATENCY}`],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const { url, stats } = JSON.parse(line);
  return { url, stop: () => child.stdin.end(), stats: async () => (await fetch(stats)).json() };
}

/** The prompts of a suite, as its completions have them: everybody asks the same.
 * @param {number} count */
function promptsOf(count) {
  const { folder, suite } = writeBigSuite({
    task: 'yes_no',
    items: count,
    model: '{ adapter: simulated, model: parrot }',
  });
  const out = join(folder, 'out');
  execFileSync(process.execPath, [BIN, 'run', suite, '--out', out, '--quiet'], { stdio: 'ignore' });
  const rows = parse(readFileSync(join(out, 'completions.csv')), { columns: true });
  rmSync(folder, { recursive: true });
  return rows.map((/** @type {{prompt_text: string}} */ row) => row.prompt_text);
}

/** @typedef {{ args: string[], env?: Record<string, string>, clear(): void }} Prepared */

/** Each writes what it needs and gives the arguments of `node`. Starting the same again is what a user does after a
 * crash.
 * @type {{ name: string, prepare(url: string, prompts: string[], folder: string, fresh: boolean): Prepared }[]} */
const CONTENDERS = [
  {
    name: 'bare loop',
    prepare(url, prompts, folder) {
      const file = join(folder, 'prompts.json');
      writeFileSync(file, JSON.stringify(prompts));
      return { args: [here('./peers-bare.mjs'), url, String(CONCURRENCY), file], clear() {} };
    },
  },
  {
    name: 'promptfoo',
    prepare(url, prompts, folder, fresh) {
      const file = join(folder, 'promptfoo.json');
      const config = { apiBaseUrl: url, apiKey: 'none', temperature: 0, max_tokens: 16 };
      writeFileSync(
        file,
        JSON.stringify({
          prompts: ['{{q}}'],
          providers: [{ id: 'openai:chat:test', config }],
          tests: prompts.map((q) => ({ vars: { q } })),
          evaluateOptions: { maxConcurrency: CONCURRENCY },
        }),
      );
      const database = join(folder, 'promptfoo-home');
      return {
        args: [
          join(promptfoo, 'node_modules/promptfoo/dist/src/entrypoint.js'),
          'eval',
          ...['-c', file, '-o', join(folder, 'promptfoo-out.csv')],
          ...['--no-table', '--no-progress-bar', ...(fresh ? ['--no-cache'] : [])],
        ],
        env: {
          PROMPTFOO_DISABLE_TELEMETRY: '1',
          PROMPTFOO_DISABLE_UPDATE: '1',
          PROMPTFOO_DISABLE_REMOTE_GENERATION: '1',
          PROMPTFOO_CONFIG_DIR: database,
          PROMPTFOO_CACHE_PATH: join(database, 'cache'),
        },
        clear: () => rmSync(database, { recursive: true, force: true }),
      };
    },
  },
  {
    name: 'probity run',
    prepare(url, prompts) {
      const model = `{ id: m, adapter: openai, model: m, baseURL: "${url}", parameters: { temperature: 0, max_tokens: 16 }, limits: { concurrency: ${CONCURRENCY} } }`;
      const { folder, suite } = writeBigSuite({ task: 'yes_no', items: prompts.length, model });
      return {
        args: [BIN, 'run', suite, '--out', join(folder, 'out'), '--quiet'],
        clear: () => rmSync(folder, { recursive: true, force: true }),
      };
    },
  },
];

/** @param {number} count @param {typeof CONTENDERS[number]} contender @param {string[]} prompts */
async function measure(contender, count, prompts) {
  const server = await startServer();
  const folder = mkdtempSync(join(home, 'run-'));
  const { args, env, clear } = contender.prepare(server.url, prompts, folder, true);
  const { stdout } = spawnSync(process.execPath, [here('./measure-child.mjs'), ...args], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const { answered } = await server.stats();
  server.stop();
  clear();
  if (answered < count) throw new Error(`${contender.name}: ${answered} of ${count} prompts were answered`);
  const { seconds, cpu, megabytes } = JSON.parse(stdout);
  return { perSecond: count / seconds, cpuPerThousand: (cpu / count) * 1000, megabytes };
}

/** Killed with half of the prompts answered, then the same command again.
 * @param {typeof CONTENDERS[number]} contender @param {number} count @param {string[]} prompts */
async function paidTwice(contender, count, prompts) {
  const server = await startServer();
  const folder = mkdtempSync(join(home, 'run-'));
  const { args, env, clear } = contender.prepare(server.url, prompts, folder, false);
  const options = { env: { ...process.env, ...env }, stdio: /** @type {const} */ ('ignore') };
  const first = spawn(process.execPath, args, options);
  while (first.exitCode === null && (await server.stats()).answered < count / 2) await wait(10);
  first.kill('SIGKILL');
  if (first.exitCode === null && first.signalCode === null) await once(first, 'exit');
  await once(spawn(process.execPath, args, options), 'exit');
  const { sentAgainAfterAnswer } = await server.stats();
  server.stop();
  clear();
  return sentAgainAfterAnswer;
}

/** @param {number[]} numbers */
const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

const count = Number(values.prompts);
const more = count + Number(values.more);
const some = promptsOf(count);
const many = promptsOf(more);
process.stdout.write(
  '| contender | requests/s | CPU s per 1,000 | peak MB | MB per 10,000 more | paid twice |\n|---|---|---|---|---|---|\n',
);
for (const contender of CONTENDERS) {
  const runs = [];
  for (let pair = 0; pair < Number(values.pairs); pair++) runs.push(await measure(contender, count, some));
  const large = await measure(contender, more, many);
  const megabytes = median(runs.map((one) => one.megabytes));
  const growth = ((large.megabytes - megabytes) / (more - count)) * 10_000;
  process.stdout.write(
    `| ${contender.name} | ${median(runs.map((one) => one.perSecond)).toFixed(0)} | ${median(runs.map((one) => one.cpuPerThousand)).toFixed(2)} | ${megabytes.toFixed(0)} | ${growth.toFixed(0)} | ${await paidTwice(contender, count, some)} of ${count} |\n`,
  );
}
rmSync(home, { recursive: true, force: true });
