/**
 * One measured run in a process of its own: `node throughput-contender.mjs MODULE URL CONCURRENCY REQUESTS`.
 * MODULE exports `name` and `open({ url, concurrency })`, which gives `run(requests)` (the number of replies) and
 * `close()`, and may have `prepare(requests)`, which is not measured. Loading code and the SDK is not measured, opening connections is.
 */
const [file, url, concurrency, requests] = process.argv.slice(2);
const { open } = await import(new URL(file, import.meta.url).href);
const contender = await open({ url, concurrency: Number(concurrency) });
await contender.prepare?.(Number(requests));
const cpu = process.cpuUsage();
const start = performance.now();
const replies = await contender.run(Number(requests));
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(cpu);
await contender.close();
if (replies !== Number(requests)) throw new Error(`expected ${requests} replies, got ${replies}`);
process.stdout.write(
  JSON.stringify({
    requestsPerSecond: replies / seconds,
    cpuPerRequest: (user + system) / 1e6 / replies,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  }),
);
