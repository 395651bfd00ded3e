// Speed of the decisions: node test/bench/decisions.mjs (after npm run build). Prints one line a promise.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { totalsStatistic } from '../../dist/statistics/bootstrap-statistic.js';
import { clusterBootstrap } from '../../dist/statistics/cluster-bootstrap.js';
import { mulberry32 } from '../../dist/statistics/random-source.js';
import { signFlipTest } from '../../dist/statistics/sign-flip-test.js';
import { ratioOfTotals } from '../../dist/statistics/totals-functional.js';
import { writeRuns } from './decisions-runs.mjs';

const line = (what, figure, promise) => console.log(`${what}: ${figure} (promise ${promise})`);
/** Processor time beside the clock: on a machine that does other work only the first is the program's own. */
const begin = () => ({ clock: performance.now(), work: process.cpuUsage() });
const seconds = ({ clock, work }) => {
  const { user, system } = process.cpuUsage(work);
  return `${((performance.now() - clock) / 1000).toFixed(2)} s (${((user + system) / 1e6).toFixed(2)} s of processor)`;
};

{
  const random = mulberry32(1);
  const clusters = 10_000;
  const statistics = Array.from({ length: 5 }, () =>
    totalsStatistic(
      [
        Float64Array.from({ length: clusters }, () => Math.floor(random() * 9)),
        new Float64Array(clusters).fill(8),
      ],
      ratioOfTotals,
    ),
  );
  const from = begin();
  clusterBootstrap({ statistics, resamples: 10_000, level: 0.95, random: mulberry32(1) });
  line('BCa, 10,000 draws of 10,000 clusters, 5 metrics', seconds(from), 'under 3 s');
}
{
  const random = mulberry32(1);
  const sums = Array.from({ length: 200 }, () => Math.floor(random() * 13) - 6);
  const from = begin();
  signFlipTest(sums, { draws: 9999, random });
  line('exact sign flips of 200 clusters', seconds(from), 'under 50 ms');
}
{
  const root = mkdtempSync(join(tmpdir(), 'probity-bench-'));
  const [baseline, candidate] = writeRuns(root, 200_000, 1000);
  const cli = fileURLToPath(new URL('../../dist/cli/bin.js', import.meta.url));
  // The child's own peak, read as it ends: its table of processes is gone afterwards.
  const peak = `import { writeFileSync } from 'node:fs'; process.on('exit', () => writeFileSync(${JSON.stringify(join(root, 'peak'))}, JSON.stringify(process.resourceUsage())))`;
  const from = begin();
  execFileSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(peak)}`,
      cli,
      'compare',
      baseline,
      candidate,
      '--undecided',
      'pass',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  line(
    'compare, twice 200,000 items',
    `${((performance.now() - from.clock) / 1000).toFixed(2)} s`,
    'under 4 s',
  );
  const used = JSON.parse(readFileSync(join(root, 'peak'), 'utf8'));
  line('  processor time', `${((used.userCPUTime + used.systemCPUTime) / 1e6).toFixed(2)} s`, 'under 4 s');
  line('  peak memory', `${(used.maxRSS / 1000).toFixed(0)} MB`, 'under 300 MB');
  rmSync(root, { recursive: true });
}
