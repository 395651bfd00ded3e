/**
 * Requests a second and processor time a request, of the bare SDK and of what probity puts above it.
 * By hand, after `npm run build`: `node test/bench/throughput.mjs [--requests 5000] [--pairs 3]`.
 * The server is a process of its own; contenders take turns, so that a busy machine slows all of them.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';

/** The first is what the others are compared with. */
const CONTENDERS = [
  { name: 'bare loop', file: './throughput-bare.mjs' },
  { name: 'adapter', file: './throughput-adapter.mjs' },
  { name: 'run with journal', file: './throughput-harness.mjs' },
];

/** Latency in milliseconds. */
const SCENARIOS = [
  { latency: 20, concurrency: 64 },
  { latency: 200, concurrency: 64 },
  { latency: 200, concurrency: 256 },
];

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '5000' },
    pairs: { type: 'string', default: '3' },
    only: { type: 'string' },
  },
});

const run = promisify(execFile);
const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/** @param {number} latency */
async function startServer(latency) {
  const script = here('../servers/chat-server.mjs');
  const child = spawn(process.execPath, [script, '--until-stdin-ends', `--latency=${latency}`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { url: JSON.parse(line).url, stop: () => child.stdin.end() };
}

/** @param {number[]} numbers */
function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param {number} number */
const two = (number) => number.toFixed(2);

process.stdout.write(
  '| latency | in flight | contender | requests/s | ratio | CPU ms/request | ratio | peak MB |\n',
);
process.stdout.write('|---|---|---|---|---|---|---|---|\n');
for (const { latency, concurrency } of SCENARIOS) {
  if (values.only && values.only !== `${latency}/${concurrency}`) continue;
  /** @type {Map<string, {requestsPerSecond: number, cpuPerRequest: number, peakMegabytes: number}[]>} */
  const measured = new Map(CONTENDERS.map(({ name }) => [name, []]));
  for (let pair = 0; pair < Number(values.pairs); pair++) {
    for (const { name, file } of pair % 2 === 0 ? CONTENDERS : CONTENDERS.toReversed()) {
      const server = await startServer(latency);
      const script = here('./throughput-contender.mjs');
      const { stdout } = await run(process.execPath, [
        script,
        file,
        server.url,
        String(concurrency),
        values.requests,
      ]);
      server.stop();
      measured.get(name)?.push(JSON.parse(stdout));
    }
  }
  const base = measured.get(CONTENDERS[0].name) ?? [];
  for (const [name, runs] of measured) {
    const rate = median(runs.map((one) => one.requestsPerSecond));
    const cpu = median(runs.map((one) => one.cpuPerRequest));
    // Ratios of the two runs of one pair, which the machine treated alike.
    const rateRatio = median(runs.map((one, i) => one.requestsPerSecond / base[i].requestsPerSecond));
    const cpuRatio = median(runs.map((one, i) => one.cpuPerRequest / base[i].cpuPerRequest));
    const memory = Math.max(...runs.map((one) => one.peakMegabytes));
    process.stdout.write(
      `| ${latency} ms | ${concurrency} | ${name} | ${rate.toFixed(0)} | ${two(rateRatio)} | ${two(cpu * 1000)} | ${two(cpuRatio)} | ${memory.toFixed(0)} |\n`,
    );
  }
}
