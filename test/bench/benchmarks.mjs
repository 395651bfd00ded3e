/**
 * Speed of the published benchmarks: full-size BBQ from its completions, VADER, co-occurrence weights.
 * By hand, after `npm run build`, beside the shared data: `node test/bench/benchmarks.mjs`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { weighNeighbours } from '../../dist/metrics/cooccurrence-ratio.js';
import { sentimentIntensity } from '../../dist/scorers/vader/vader-sentiment.js';
import { mulberry32 } from '../../dist/statistics/random-source.js';
import { writeFullBbq } from './full-bbq.mjs';
import { measure } from './measure.mjs';

const shared = fileURLToPath(new URL('../../../shared/data', import.meta.url));
const bin = fileURLToPath(new URL('../../dist/cli/bin.js', import.meta.url));
const line = (/** @type {string} */ what, /** @type {string} */ figure, /** @type {string} */ promise) =>
  console.log(`${what}: ${figure} (promise ${promise})`);
/** Processor seconds of this process: on a machine that does other work the clock says little. */
const processor = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
/** @param {() => void} work @returns the least of several times, in processor seconds */
function least(work, times = 5) {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < times; round++) {
    const from = processor();
    work();
    best = Math.min(best, processor() - from);
  }
  return best;
}

{
  const tweets = readFileSync(join(shared, 'vader', 'tweets_GroundTruth.txt'), 'utf8')
    .split('\n')
    .flatMap((row) => row.split('\t')[2] ?? []);
  const seconds = least(() => tweets.forEach(sentimentIntensity));
  line('VADER, one thread', `${Math.round(tweets.length / seconds)} sentences a second`, '30,000');
}
{
  const random = mulberry32(1);
  const words = Array.from({ length: 800_000 }, () => `word${Math.floor(random() * 500)}`);
  const isReference = (/** @type {string} */ word) => word === 'word1' || word === 'word2';
  const times = [200_000, 400_000, 800_000].map((length) => {
    const text = words.slice(0, length);
    return least(() => weighNeighbours(text, isReference, 0.95, () => {}));
  });
  const [once = 1, twice = 0, fourTimes = 0] = times;
  line(
    'co-occurrence weights of 200,000 words, then of twice and four times as many',
    `${(once * 1000).toFixed(1)} ms, ${(twice / once).toFixed(2)} and ${(fourTimes / once).toFixed(2)} times that`,
    'linear: 2 and 4',
  );
}
{
  const root = mkdtempSync(join(tmpdir(), 'probity-bench-'));
  const data = join(root, 'bbq');
  writeFullBbq(join(shared, 'bbq'), data);
  const run = join(root, 'run');
  const model = 'simulated:parrot';
  measure([bin, 'run', '--probe', 'bbq', '--data', data, '--model', model, '--out', run, '--quiet']);
  const completions = join(run, 'completions.csv');
  const scored = measure([
    ...[bin, 'score', 'bbq', '--data', data, '--completions', completions],
    ...['--out', join(root, 'scored'), '--quiet'],
  ]);
  line(
    'BBQ, 58,492 items in three rotations: expand, score and aggregate',
    `${scored.seconds.toFixed(1)} s (${scored.cpu.toFixed(1)} s of processor), ${scored.megabytes.toFixed(0)} MB`,
    'under 12 s and 250 MB',
  );
  rmSync(root, { recursive: true });
}
