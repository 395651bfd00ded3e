/**
 * Memory against the number of items, start of the command line, and scoring against the bare CSV parser.
 * By hand, after `npm run build`: `node test/bench/scale.mjs [--items 1000000]`.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeBigSuite } from './big-suite.mjs';
import { measure } from './measure.mjs';

const { values } = parseArgs({ options: { items: { type: 'string', default: '1000000' } } });
const items = Number(values.items);
const bin = fileURLToPath(new URL('../../dist/cli/bin.js', import.meta.url));
const parrot = '{ adapter: simulated, model: parrot }';

/** @param {() => number} once */
function median(once, times = 5) {
  return Array.from({ length: times }, once).sort((a, b) => a - b)[times >> 1] ?? 0;
}

/** @param {string} task @param {number} count @param {(suite: string, out: string) => void} work */
function withSuite(task, count, work) {
  const { folder, suite } = writeBigSuite({ task, items: count, model: parrot });
  try {
    work(suite, join(folder, 'out'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const help = median(() => measure([bin, '--help']).seconds);
const nothing = median(() => measure(['-e', '0']).seconds);
console.log(`--help: ${(help * 1000).toFixed(0)} ms, ${(help / nothing).toFixed(2)} times \`node -e 0\``);

/** @type {number[]} */
const peaks = [];
for (const count of [items / 10, items]) {
  withSuite('yes_no', count, (suite, out) => {
    const { megabytes, seconds } = measure([bin, 'run', suite, '--out', out, '--quiet']);
    peaks.push(megabytes);
    console.log(`run of ${count} items: peak ${megabytes.toFixed(0)} MB, ${seconds.toFixed(0)} s`);
  });
}
console.log(`memory: ${((peaks[1] ?? 0) / (peaks[0] ?? 1)).toFixed(2)} times that of a tenth of the items`);

// Six orders an item, so that so many completions come of a sixth of the items.
withSuite('choice', Math.ceil(items / 6), (suite, out) => {
  measure([bin, 'run', suite, '--out', out, '--quiet']);
  const completions = join(out, 'completions.csv');
  const parser = fileURLToPath(new URL('./parse-csv.mjs', import.meta.url));
  const rounds = [0, 1, 2].map(() => {
    const bare = measure([parser, completions]);
    const scored = measure([
      bin,
      'score',
      suite,
      '--completions',
      completions,
      '--out',
      `${out}-scored`,
      '--quiet',
    ]);
    return { speed: bare.seconds / scored.seconds, cpu: bare.cpu / scored.cpu, bare, scored };
  });
  const middle = rounds.sort((a, b) => a.speed - b.speed)[1];
  if (!middle) return;
  console.log(
    `scoring ${items} choice completions: ${middle.scored.seconds.toFixed(1)} s, ${middle.scored.megabytes.toFixed(0)} MB; csv-parse alone ${middle.bare.seconds.toFixed(1)} s: ${middle.speed.toFixed(2)} of its speed (by processor time ${middle.cpu.toFixed(2)})`,
  );
});
