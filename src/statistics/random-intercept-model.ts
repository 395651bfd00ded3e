import { choleskyFactor, choleskyLogDeterminant, choleskySolve } from './cholesky.js';
import { clusterIndex } from './cluster-index.js';
import { requireFinite, requireSameLength } from './require-argument.js';
import type { UndefinedReason } from './undefined-reason.js';

/** A fitted linear model with one random intercept per cluster. */
export interface RandomInterceptModel {
  /** Fixed effects, one for each column of the design. */
  readonly coefficients: readonly number[];
  /** Their model-based errors: they assume that every cluster shows the same effect. */
  readonly standardErrors: readonly number[];
  readonly varianceCluster: number;
  readonly varianceResidual: number;
  readonly logLikelihood: number;
  /** Predicted intercepts of the clusters, in order of first appearance. */
  readonly clusterEffects: readonly number[];
}

/** What is needed for a fit. */
export interface RandomInterceptData {
  readonly response: readonly number[];
  /** One row of covariates for each response, with a 1 for the intercept. */
  readonly design: readonly (readonly number[])[];
  readonly clusters: readonly (string | number)[];
  /** `reml` for variances, `ml` to compare models with different fixed effects. */
  readonly method: 'reml' | 'ml';
}

/** Linear mixed model y = X beta + u_cluster + e, a check of the paired analysis: in balanced designs the effects are
 *  equal, the standard errors are not, since a random intercept ignores effects that differ by cluster.
 *  The variance ratio is found by a scan and golden sections on the profiled likelihood.
 *  Source: Laird and Ware 1982, doi:10.2307/2529876; Bates et al. 2015, doi:10.18637/jss.v067.i01, section 3.
 *  @returns null with `no_items`, `single_cluster`, or `degenerate` when columns are collinear, the fit is perfect or
 *  there are no more responses than columns
 *  @throws RangeError when lengths differ or a value is not finite
 *  @example randomInterceptModel({ response: [1, 2, 3, 3, 5, 4], design: [[1, 0], [1, 1], [1, 0], [1, 1], [1, 0],
 *    [1, 1]], clusters: ['a', 'a', 'b', 'b', 'c', 'c'], method: 'reml' }) // coefficients 3 and 0 */
export function randomInterceptModel(
  data: RandomInterceptData,
):
  | { readonly value: RandomInterceptModel; readonly reason: null }
  | { readonly value: null; readonly reason: UndefinedReason } {
  const { response, design, clusters, method } = data;
  requireSameLength('response', response, 'design', design);
  requireSameLength('response', response, 'clusters', clusters);
  requireFinite('response', response);
  const columns = design[0]?.length ?? 0;
  for (const row of design) {
    requireFinite('design', row);
    if (row.length !== columns) {
      throw new RangeError(`expected every row of the design to have ${columns} columns, got ${row.length}`);
    }
  }
  const sums = summarise(response, design, clusters);
  if (response.length === 0) {
    return { value: null, reason: 'no_items' };
  }
  if (sums.groups.length === 1) {
    return { value: null, reason: 'single_cluster' };
  }
  const ratio =
    response.length > columns ? bestRatio((theta) => fitAtRatio(sums, theta, method)?.logLikelihood) : null;
  const best = ratio === null ? null : fitAtRatio(sums, ratio, method);
  return best === null ? { value: null, reason: 'degenerate' } : { value: best, reason: null };
}

/** Cross products of (X, y), in total and of the sums of each cluster: all the likelihood needs. */
interface Sums {
  readonly items: number;
  readonly xx: readonly (readonly number[])[];
  readonly xy: readonly number[];
  readonly yy: number;
  readonly groups: readonly { readonly items: number; readonly x: readonly number[]; readonly y: number }[];
}

function summarise(
  response: readonly number[],
  design: readonly (readonly number[])[],
  clusters: readonly (string | number)[],
): Sums {
  const columns = design[0]?.length ?? 0;
  const index = clusterIndex(clusters);
  const xx = Array.from({ length: columns }, () => new Array<number>(columns).fill(0));
  const xy = new Array<number>(columns).fill(0);
  const groups = Array.from({ length: index.count }, () => ({
    items: 0,
    x: new Array<number>(columns).fill(0),
    y: 0,
  }));
  let yy = 0;
  design.forEach((row, item) => {
    const y = response[item] ?? 0;
    const group = groups[index.clusterOf[item] ?? 0];
    yy += y * y;
    if (group !== undefined) {
      group.items += 1;
      group.y += y;
    }
    row.forEach((value, i) => {
      xy[i] = (xy[i] ?? 0) + value * y;
      if (group !== undefined) {
        group.x[i] = (group.x[i] ?? 0) + value;
      }
      const target = xx[i];
      row.forEach((other, j) => {
        if (target !== undefined) {
          target[j] = (target[j] ?? 0) + value * other;
        }
      });
    });
  });
  return { items: response.length, xx, xy, yy, groups };
}

/** The best fit at a given ratio theta = varianceCluster / varianceResidual; null when it does not exist. With
 *  V = I + theta 1 1' in each cluster, V^-1 = I - c 1 1' where c = theta / (1 + n theta). */
function fitAtRatio(sums: Sums, theta: number, method: 'reml' | 'ml'): RandomInterceptModel | null {
  const shrink = sums.groups.map((group) => theta / (1 + group.items * theta));
  const reduce = (start: number, part: (group: Sums['groups'][number]) => number) =>
    sums.groups.reduce((sum, group, g) => sum - (shrink[g] ?? 0) * part(group), start);
  const xx = sums.xx.map((row, i) => row.map((v, j) => reduce(v, (g) => (g.x[i] ?? 0) * (g.x[j] ?? 0))));
  const xy = sums.xy.map((v, i) => reduce(v, (g) => (g.x[i] ?? 0) * g.y));
  const yy = reduce(sums.yy, (g) => g.y * g.y);
  const factor = choleskyFactor(xx);
  if (factor === null) {
    return null;
  }
  const coefficients = choleskySolve(factor, xy);
  const residual = coefficients.reduce((sum, beta, i) => sum - beta * (xy[i] ?? 0), yy);
  if (!(residual > 1e-12 * sums.yy)) {
    return null;
  }
  const df = sums.items - (method === 'reml' ? coefficients.length : 0);
  const variance = residual / df;
  const logDeterminant = sums.groups.reduce((sum, g) => sum + Math.log1p(g.items * theta), 0);
  const restricted = method === 'reml' ? choleskyLogDeterminant(factor) : 0;
  const standardErrors = coefficients.map((_, i) => {
    const unit = coefficients.map((__, j) => (i === j ? 1 : 0));
    return Math.sqrt(variance * (choleskySolve(factor, unit)[i] ?? 0));
  });
  return {
    coefficients,
    standardErrors,
    varianceCluster: theta * variance,
    varianceResidual: variance,
    logLikelihood: -0.5 * (df * (Math.log(2 * Math.PI * variance) + 1) + logDeterminant + restricted),
    clusterEffects: sums.groups.map(
      (g, k) =>
        (shrink[k] ?? 0) * (g.y - coefficients.reduce((sum, beta, i) => sum + beta * (g.x[i] ?? 0), 0)),
    ),
  };
}

/** Ratios from 10^-6 to 10^6 are scanned; below, the ratio is indistinguishable from 0. */
const LOG_RANGE = Math.log(1e6);
const SCAN_STEPS = 48;

function bestRatio(logLikelihood: (theta: number) => number | undefined): number | null {
  const at = (logTheta: number) => logLikelihood(Math.exp(logTheta)) ?? Number.NEGATIVE_INFINITY;
  const step = (2 * LOG_RANGE) / SCAN_STEPS;
  let centre = -LOG_RANGE;
  for (let i = 1; i <= SCAN_STEPS; i += 1) {
    const candidate = -LOG_RANGE + i * step;
    centre = at(candidate) > at(centre) ? candidate : centre;
  }
  const golden = (Math.sqrt(5) - 1) / 2;
  let low = centre - step;
  let high = centre + step;
  while (high - low > 1e-9) {
    const left = high - golden * (high - low);
    const right = low + golden * (high - low);
    if (at(left) > at(right)) {
      high = right;
    } else {
      low = left;
    }
  }
  const inside = (low + high) / 2;
  const atZero = logLikelihood(0);
  if (atZero === undefined) {
    return null;
  }
  return at(inside) > atZero ? Math.exp(inside) : 0;
}
