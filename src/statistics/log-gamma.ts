import { requirePositive } from './require-argument.js';

const HALF_LOG_TWO_PI = 0.9189385332046728;

/** ln Gamma(x) - [(x - 1/2) ln x - x + ln(2 pi)/2] for x >= 10: the tail of Stirling's series.
 *  Kept apart because differences of large log-gammas cancel unless they are taken on this small part. */
function stirlingTail(x: number): number {
  const r = 1 / (x * x);
  const series =
    1 / 12 +
    r * (-1 / 360 + r * (1 / 1260 + r * (-1 / 1680 + r * (1 / 1188 + r * (-691 / 360360 + r * (1 / 156))))));
  return series / x;
}

/** Natural logarithm of the gamma function for x > 0; absolute error about 1e-15 below 10, relative above.
 *  Source: Stirling's series, NIST Digital Library of Mathematical Functions 5.11.1, with upward recurrence.
 *  @throws RangeError when x is not a finite number above 0
 *  @example logGamma(5) // ln 24 = 3.178053830347946 */
export function logGamma(x: number): number {
  requirePositive('x', x);
  let shifted = x;
  let product = 1;
  while (shifted < 10) {
    product *= shifted;
    shifted += 1;
  }
  return (
    (shifted - 0.5) * Math.log(shifted) -
    shifted +
    HALF_LOG_TWO_PI +
    stirlingTail(shifted) -
    Math.log(product)
  );
}

/** ln of the beta function B(a, b), accurate also for counts of millions, where a difference of log-gammas is not.
 *  @throws RangeError when a or b is not a finite number above 0
 *  @example logBeta(2, 3) // ln(1/12) = -2.484906649788 */
export function logBeta(a: number, b: number): number {
  requirePositive('a', a);
  requirePositive('b', b);
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (large < 10) {
    return logGamma(a) + logGamma(b) - logGamma(a + b);
  }
  if (small < 10) {
    const tails = stirlingTail(large) - stirlingTail(a + b);
    return (
      logGamma(small) + tails + small - small * Math.log(a + b) + (large - 0.5) * Math.log1p(-small / (a + b))
    );
  }
  const tails = stirlingTail(small) + stirlingTail(large) - stirlingTail(a + b);
  const share = small / (a + b);
  return (
    -0.5 * Math.log(large) +
    HALF_LOG_TWO_PI +
    tails +
    (small - 0.5) * Math.log(share) +
    large * Math.log1p(-share)
  );
}

/** ln [x^a y^b / B(a, b)] with y = 1 - x, arranged so that the large terms cancel before they are rounded.
 *  It is the common factor of the beta, binomial and t distributions.
 *  @param y the complement of x, given apart because 1 - x loses digits when x is near 1 */
export function logBetaKernel(x: number, y: number, a: number, b: number): number {
  if (Math.min(a, b) < 10) {
    return a * Math.log(x) + b * Math.log(y) - logBeta(a, b);
  }
  const total = a + b;
  const centreX = a / total;
  const centreY = b / total;
  // x - centreX and y - centreY are equal but for sign; take the one whose own value is smaller.
  const shift = x <= y ? x - centreX : centreY - y;
  const exponent = a * logOnePlus(shift / centreX) + b * logOnePlus(-shift / centreY);
  const tails = stirlingTail(a) + stirlingTail(b) - stirlingTail(total);
  return exponent + 0.5 * Math.log(b * centreX) - HALF_LOG_TWO_PI - tails;
}

/** log1p, with the last bits of rounding kept from pushing the argument below -1. */
function logOnePlus(x: number): number {
  return Math.log1p(Math.max(x, -1));
}
