import { requireCount, requirePositive, requireProperFraction } from './require-argument.js';

/** Evidence so far against mean = nullMean, valid at every moment of looking. */
export interface MixtureSprt {
  readonly logEValue: number;
  readonly eValue: number;
  /** min(1, 1/E), in (0, 1]. */
  readonly pValue: number;
}

/** Running mean of values whose variance is known, or bounded. With a plugged-in variance the result is only
 *  asymptotic and must be labelled so. */
export interface RunningMean {
  readonly count: number;
  readonly mean: number;
  /** Variance of one value. */
  readonly variance: number;
  /** Variance of the normal mixture over alternatives: about the square of the effect looked for. */
  readonly mixingVariance: number;
}

/** Mixture sequential probability ratio test of a normal mean; reject at any time at which E >= 1/alpha.
 *  E = sqrt(s2 / (s2 + n t2)) exp(n^2 t2 (mean - null)^2 / (2 s2 (s2 + n t2))).
 *  Source: Robbins 1970, doi:10.1214/aoms/1177696786; Johari et al. 2022, doi:10.1287/opre.2021.2135.
 *  @throws RangeError when count is not an integer from 0 up or a variance is not above 0
 *  @example mixtureSprt({ count: 200, mean: 0.1, variance: 0.25, mixingVariance: 0.01 }, 0) // E 11.669, p 0.0857 */
export function mixtureSprt(running: RunningMean, nullMean: number): MixtureSprt {
  requireRunning(running);
  const { count, mean, variance, mixingVariance } = running;
  const total = variance + count * mixingVariance;
  const distance = count * (mean - nullMean);
  const logEValue =
    0.5 * Math.log(variance / total) + (mixingVariance * distance ** 2) / (2 * variance * total);
  return {
    logEValue,
    eValue: Math.min(Number.MAX_VALUE, Math.exp(logEValue)),
    pValue: Math.min(1, Math.max(Number.MIN_VALUE, Math.exp(-logEValue))),
  };
}

/** Half-width of the confidence sequence mean -+ radius that belongs to mixtureSprt: it covers at all times at once.
 *  @returns null before the first value
 *  @throws RangeError as mixtureSprt, and when level is not in (0, 1)
 *  @example mixtureSprtRadius({ count: 200, mean: 0.1, variance: 0.25, mixingVariance: 0.01 }, 0.95) // 0.10731 */
export function mixtureSprtRadius(running: RunningMean, level: number): number | null {
  requireRunning(running);
  requireProperFraction('level', level);
  const { count, variance, mixingVariance } = running;
  if (count === 0) {
    return null;
  }
  const total = variance + count * mixingVariance;
  const evidence = -Math.log(1 - level) + 0.5 * Math.log(total / variance);
  return Math.sqrt((2 * variance * total * evidence) / mixingVariance) / count;
}

function requireRunning(running: RunningMean): void {
  requireCount('count', running.count);
  requirePositive('variance', running.variance);
  requirePositive('mixingVariance', running.mixingVariance);
}
