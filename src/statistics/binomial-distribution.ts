import { incompleteBeta } from './incomplete-beta.js';
import { logBetaKernel } from './log-gamma.js';
import { requireCount, requireFraction } from './require-argument.js';

/** P(X = successes) for a binomial count.
 *  @throws RangeError unless 0 <= successes <= trials are integers and 0 <= rate <= 1
 *  @example binomialProbability(2, 12, 0.5) // 66/4096 = 0.01611328125 */
export function binomialProbability(successes: number, trials: number, rate: number): number {
  requireCounts(successes, trials, rate);
  if (rate === 0 || rate === 1) {
    return successes === trials * rate ? 1 : 0;
  }
  const failures = trials - successes;
  if (successes === 0) {
    return Math.exp(trials * Math.log1p(-rate));
  }
  if (failures === 0) {
    return Math.exp(trials * Math.log(rate));
  }
  // C(n, k) = n / (k (n - k) B(k, n - k)).
  const kernel = logBetaKernel(rate, 1 - rate, successes, failures);
  return Math.exp(kernel + Math.log(trials) - Math.log(successes) - Math.log(failures));
}

/** P(X <= successes) for a binomial count.
 *  @throws RangeError unless 0 <= successes <= trials are integers and 0 <= rate <= 1
 *  @example binomialCdf(2, 12, 0.5) // 79/4096 = 0.019287109375 */
export function binomialCdf(successes: number, trials: number, rate: number): number {
  requireCounts(successes, trials, rate);
  if (successes === trials) {
    return 1;
  }
  return incompleteBeta(1 - rate, trials - successes, successes + 1, rate);
}

function requireCounts(successes: number, trials: number, rate: number): void {
  requireCount('trials', trials);
  requireCount('successes', successes);
  requireFraction('rate', rate);
  if (successes > trials) {
    throw new RangeError(`expected successes to be at most trials (${trials}), got ${successes}`);
  }
}
