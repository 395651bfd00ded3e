import { logBeta } from './log-gamma.js';
import { requireCount } from './require-argument.js';

/** Counts of two rows (groups) by two columns (outcome present, absent). */
export type TwoByTwo = readonly [readonly [number, number], readonly [number, number]];

/** Two tables whose probabilities differ by less than this, relatively, are equally likely. */
const RELATIVE_TIE = 1e-7;

/** Two-sided p value of Fisher's exact test: the probability, given both margins, of all tables no more likely than
 *  the observed one. In (0, 1]; 1 for a table without counts.
 *  Source: Fisher 1922, doi:10.2307/2340521; two-sided rule as in scipy.stats.fisher_exact and R.
 *  @throws RangeError when a count is not an integer from 0 up
 *  @example fisherExactTest([[12, 28], [3, 42]]) // 0.008687452234922814 */
export function fisherExactTest(table: TwoByTwo): number {
  const [[a, b], [c, d]] = table;
  for (const count of [a, b, c, d]) {
    requireCount('every cell of the table', count);
  }
  const row = a + b;
  const column = a + c;
  const total = row + c + d;
  const smallest = Math.max(0, row + column - total);
  const largest = Math.min(row, column);
  const logProbability = (cell: number) =>
    logChoose(row, cell) + logChoose(total - row, column - cell) - logChoose(total, column);
  const threshold = logProbability(a) + RELATIVE_TIE;
  let p = 0;
  for (let cell = smallest; cell <= largest; cell += 1) {
    const candidate = logProbability(cell);
    if (candidate <= threshold) {
      p += Math.exp(candidate);
    }
  }
  return Math.min(1, Math.max(Number.MIN_VALUE, p));
}

function logChoose(n: number, k: number): number {
  return -Math.log(n + 1) - logBeta(k + 1, n - k + 1);
}
