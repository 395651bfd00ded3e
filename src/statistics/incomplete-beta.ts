import { logBetaKernel } from './log-gamma.js';
import { requireFraction, requirePositive } from './require-argument.js';

/** Regularised incomplete beta function I_x(a, b) in [0, 1], the distribution function of a beta variable and the
 *  base of the t, F and binomial distributions. Small values keep their relative accuracy (about 1e-13).
 *  Source: continued fraction 8.17.22 of the NIST Digital Library of Mathematical Functions, by Lentz's method.
 *  @param y the complement 1 - x, when the caller knows it to more digits than the subtraction gives
 *  @throws RangeError when x is outside [0, 1] or a or b is not above 0
 *  @example incompleteBeta(0.5, 2, 3) // 0.6875 */
export function incompleteBeta(x: number, a: number, b: number, y = 1 - x): number {
  requireFraction('x', x);
  requirePositive('a', a);
  requirePositive('b', b);
  if (x === 0) {
    return 0;
  }
  if (y === 0) {
    return 1;
  }
  const front = Math.exp(logBetaKernel(x, y, a, b));
  if (x <= (a + 1) / (a + b + 2)) {
    return Math.min(1, (front * continuedFraction(x, a, b)) / a);
  }
  return Math.max(0, 1 - (front * continuedFraction(y, b, a)) / b);
}

/** Terms needed grow as the square root of the larger parameter: 10^4 terms serve counts of about 10^7. */
const MAX_TERMS = 100_000;
const TINY = 1e-300;

function continuedFraction(x: number, a: number, b: number): number {
  const away = (value: number) => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= MAX_TERMS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const factor = d * c;
    fraction *= factor;
    if (Math.abs(factor - 1) < 3e-16) {
      break;
    }
  }
  return fraction;
}
