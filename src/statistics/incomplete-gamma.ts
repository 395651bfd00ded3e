import { logGamma } from './log-gamma.js';
import { requireNonNegative, requirePositive } from './require-argument.js';

/** Upper regularised incomplete gamma function Q(a, x) in [0, 1]: the upper tail of chi-square and normal
 *  distributions. Small tails keep their relative accuracy.
 *  Source: series 8.11.4 and continued fraction 8.9.2 of the NIST Digital Library of Mathematical Functions.
 *  @throws RangeError when a is not above 0 or x is below 0
 *  @example upperIncompleteGamma(1, 2) // exp(-2) = 0.1353352832366127 */
export function upperIncompleteGamma(a: number, x: number): number {
  requirePositive('a', a);
  requireNonNegative('x', x);
  if (x === 0) {
    return 1;
  }
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - front * lowerSeries(a, x) : front * upperFraction(a, x);
}

const MAX_TERMS = 100_000;

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < MAX_TERMS && term > sum * 1e-17; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < MAX_TERMS; n += 1) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const factor = d * c;
    fraction *= factor;
    if (Math.abs(factor - 1) < 3e-16) {
      break;
    }
  }
  return fraction;
}
