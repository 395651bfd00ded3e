import { cohenH } from './cohen-h.js';
import { findRoot } from './find-root.js';
import { normalCdf } from './normal-distribution.js';
import { type PowerTarget, powerFactor } from './power-factor.js';
import { requireFraction, requireNonNegative, requirePositive } from './require-argument.js';

// All sample sizes are real numbers, to be rounded up; with clusters multiply them by the design effect first.

/** Pairs needed to detect a mean difference `delta` when single differences have standard deviation `sd`:
 *  ((z_test + z_power) * sd / delta)^2.
 *  @throws RangeError when delta is not above 0, sd is negative, or the target is out of range
 *  @example pairedSampleSize({ delta: 0.05, sd: 0.5 }, { alpha: 0.05, power: 0.8, sides: 2 }) // 784.89 */
export function pairedSampleSize(
  effect: { readonly delta: number; readonly sd: number },
  target: PowerTarget,
): number {
  requirePositive('delta', effect.delta);
  requireNonNegative('sd', effect.sd);
  const z = powerFactor(target);
  return (((z.test + z.power) * effect.sd) / effect.delta) ** 2;
}

/** Items per arm needed to tell two rates apart, by the pooled normal formula without continuity correction.
 *  Source: Fleiss, Levin and Paik 2003, Statistical Methods for Rates and Proportions, section 4.2.
 *  @throws RangeError when the rates are equal or outside [0, 1], or the target is out of range
 *  @example twoProportionSampleSize(0.5, 0.55, { alpha: 0.05, power: 0.8, sides: 2 }) // 1564.67 */
export function twoProportionSampleSize(first: number, second: number, target: PowerTarget): number {
  requireDistinctRates(first, second);
  const z = powerFactor(target);
  const mean = (first + second) / 2;
  const pooled = z.test * Math.sqrt(2 * mean * (1 - mean));
  const separate = z.power * Math.sqrt(first * (1 - first) + second * (1 - second));
  return ((pooled + separate) / (first - second)) ** 2;
}

/** Items per arm needed to tell two rates apart, from Cohen's h; a two-sided test counts both tails of its power.
 *  Source: Cohen 1988, chapter 6; as statsmodels NormalIndPower.
 *  @throws RangeError when the rates are equal or outside [0, 1], the target is out of range, or power <= alpha
 *  @example twoProportionSampleSizeByH(0.5, 0.55, { alpha: 0.05, power: 0.8, sides: 2 }) // 1564.529011 */
export function twoProportionSampleSizeByH(first: number, second: number, target: PowerTarget): number {
  requireDistinctRates(first, second);
  if (target.power <= target.alpha) {
    throw new RangeError(`expected power to be above alpha (${target.alpha}), got ${target.power}`);
  }
  const z = powerFactor(target);
  const h = Math.abs(cohenH(first, second));
  const power = (n: number) => {
    const shift = h * Math.sqrt(n / 2);
    return normalCdf(shift - z.test) + (target.sides === 2 ? normalCdf(-shift - z.test) : 0);
  };
  // The one-tail closed form is an upper bound: the far tail only adds power.
  const bound = 2 * ((z.test + Math.max(z.power, 0)) / h) ** 2;
  return findRoot((n) => power(n) - target.power, 0, bound * 1.01);
}

/** Pairs needed by McNemar's test for discordant rates p10 and p01.
 *  Source: Connor 1987, doi:10.2307/2531961.
 *  @throws RangeError when the rates are equal, out of range or sum to more than 1, or the target is out of range
 *  @example mcnemarSampleSize(0.1, 0.05, { alpha: 0.05, power: 0.8, sides: 2 }) // 468.57 */
export function mcnemarSampleSize(p10: number, p01: number, target: PowerTarget): number {
  requireDistinctRates(p10, p01);
  const discordant = p10 + p01;
  requireFraction('p10 + p01', discordant);
  const z = powerFactor(target);
  const difference = p10 - p01;
  const spread = z.test * Math.sqrt(discordant) + z.power * Math.sqrt(discordant - difference ** 2);
  return (spread / difference) ** 2;
}

/** One arm of a comparison in which every item is sampled several times. */
export interface RepeatedArm {
  /** Variance of repeated scores of one item. */
  readonly withinVariance: number;
  readonly samples: number;
}

/** Items needed to detect a mean difference `delta` between two models when each item is sampled K times:
 *  (z_test + z_power)^2 * (betweenVariance + s_A^2/K_A + s_B^2/K_B) / delta^2.
 *  Source: Miller 2024, arXiv:2411.00640, section 5.
 *  @param effect.betweenVariance variance over items of the difference of their true means
 *  @throws RangeError when delta or a number of samples is not above 0, or a variance is negative
 *  @example repeatedSampleSize({ delta: 0.03, betweenVariance: 0.16 }, [{ withinVariance: 0.09, samples: 2 },
 *    { withinVariance: 0.09, samples: 2 }], { alpha: 0.05, power: 0.8, sides: 2 }) // 2180.24, so 2181 */
export function repeatedSampleSize(
  effect: { readonly delta: number; readonly betweenVariance: number },
  arms: readonly [RepeatedArm, RepeatedArm],
  target: PowerTarget,
): number {
  requireNonNegative('betweenVariance', effect.betweenVariance);
  let variance = effect.betweenVariance;
  for (const arm of arms) {
    requireNonNegative('withinVariance', arm.withinVariance);
    requirePositive('samples', arm.samples);
    variance += arm.withinVariance / arm.samples;
  }
  return pairedSampleSize({ delta: effect.delta, sd: Math.sqrt(variance) }, target);
}

function requireDistinctRates(first: number, second: number): void {
  requireFraction('first rate', first);
  requireFraction('second rate', second);
  if (first === second) {
    throw new RangeError(`expected two different rates, got ${first} twice`);
  }
}
