import { findRoot } from './find-root.js';
import { requireFinite, requirePositive, requireSameLength } from './require-argument.js';
import type { UndefinedReason } from './undefined-reason.js';

/** Estimates of many groups drawn toward their common mean. Units are those of the estimates, squared for tau2. */
export interface Shrinkage {
  /** Between-group variance; 0 means no evidence that the groups differ at all. */
  readonly tau2: number;
  /** Weighted mean of the groups. */
  readonly mu: number;
  readonly standardErrorMu: number;
  readonly groups: readonly ShrunkGroup[];
  /** Cochran's heterogeneity statistic. */
  readonly q: number;
  /** Share of the variance that is between groups, in [0, 1]; 0 when q is 0. */
  readonly i2: number;
}

export interface ShrunkGroup {
  readonly shrunk: number;
  /** sqrt((1 - weight) * variance). Leaves out the error of mu: for published intervals add
   *  weight^2 * standardErrorMu^2 to its square. */
  readonly posteriorSd: number;
  /** Weight of the common mean, variance / (variance + tau2), in (0, 1]. */
  readonly weight: number;
}

/** Empirical-Bayes shrinkage for rankings and "worst group", where raw extremes are mostly noise.
 *  Source: DerSimonian and Laird 1986, doi:10.1016/0197-2456(86)90046-2; Paule and Mandel 1982,
 *  doi:10.6028/jres.087.022; shrinkage as in Efron and Morris 1975, doi:10.2307/2285814.
 *  @param variances squared standard errors, all above 0
 *  @returns null groups with `too_few_clusters` for fewer than 2 groups
 *  @throws RangeError when the lists differ in length, an estimate is not finite or a variance is not above 0
 *  @example shrinkage([0.1, 0.02, -0.05, 0.3, 0.12, 0], [0.0025, 0.01, 0.0064, 0.04, 0.0009, 0.0225], 'dersimonian_laird')
 *  // tau2 0.000949, mu 0.0855, first group 0.0895 */
export function shrinkage(
  estimates: readonly number[],
  variances: readonly number[],
  method: 'dersimonian_laird' | 'paule_mandel',
):
  | { readonly value: Shrinkage; readonly reason: null }
  | { readonly value: null; readonly reason: UndefinedReason } {
  requireSameLength('estimates', estimates, 'variances', variances);
  requireFinite('estimates', estimates);
  for (const variance of variances) {
    requirePositive('every variance', variance);
  }
  const k = estimates.length;
  if (k < 2) {
    return { value: null, reason: 'too_few_clusters' };
  }
  const fixed = weighted(estimates, variances, 0);
  const tau2 =
    method === 'paule_mandel'
      ? pauleMandel(estimates, variances)
      : Math.max(0, (fixed.q - (k - 1)) / (fixed.sumWeights - fixed.sumSquares / fixed.sumWeights));
  const { mu, sumWeights } = weighted(estimates, variances, tau2);
  const groups = estimates.map((estimate, g) => {
    const variance = variances[g] ?? 0;
    const weight = variance / (variance + tau2);
    return {
      shrunk: weight * mu + (1 - weight) * estimate,
      posteriorSd: Math.sqrt((1 - weight) * variance),
      weight,
    };
  });
  const i2 = fixed.q === 0 ? 0 : Math.max(0, (fixed.q - k + 1) / fixed.q);
  return {
    value: { tau2, mu, standardErrorMu: Math.sqrt(1 / sumWeights), groups, q: fixed.q, i2 },
    reason: null,
  };
}

/** Weighted mean and heterogeneity with weights 1 / (variance + tau2). */
function weighted(estimates: readonly number[], variances: readonly number[], tau2: number) {
  const weights = variances.map((variance) => 1 / (variance + tau2));
  const sumWeights = weights.reduce((sum, w) => sum + w, 0);
  const sumSquares = weights.reduce((sum, w) => sum + w * w, 0);
  const mu = weights.reduce((sum, w, g) => sum + w * (estimates[g] ?? 0), 0) / sumWeights;
  const q = weights.reduce((sum, w, g) => sum + w * ((estimates[g] ?? 0) - mu) ** 2, 0);
  return { mu, q, sumWeights, sumSquares };
}

/** The tau2 at which the generalised heterogeneity equals its expectation, k - 1. */
function pauleMandel(estimates: readonly number[], variances: readonly number[]): number {
  const surplus = (tau2: number) => weighted(estimates, variances, tau2).q - (estimates.length - 1);
  if (surplus(0) <= 0) {
    return 0;
  }
  let high = Math.max(...variances);
  while (surplus(high) > 0) {
    high *= 2;
  }
  return findRoot(surplus, 0, high);
}
