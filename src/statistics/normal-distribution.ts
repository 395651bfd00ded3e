import { upperIncompleteGamma } from './incomplete-gamma.js';
import { requireProperFraction } from './require-argument.js';

/** P(Z <= z) of the standard normal distribution. Lower tails keep their relative accuracy down to about 1e-300.
 *  @throws RangeError when z is NaN
 *  @example normalCdf(-1.96) // 0.024997895148220435 */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) {
    throw new RangeError('expected z to be a number, got NaN');
  }
  if (Math.abs(z) > 40) {
    return z < 0 ? 0 : 1;
  }
  const tail = upperIncompleteGamma(0.5, (z * z) / 2) / 2;
  return z < 0 ? tail : 1 - tail;
}

/** Two-sided p value of a z statistic, P(|Z| >= |z|), accurate in the far tail.
 *  @example normalTwoSidedP(1.96) // 0.04999579029644087 */
export function normalTwoSidedP(z: number): number {
  return Math.max(Number.MIN_VALUE, 2 * normalCdf(-Math.abs(z)));
}

/** The z with P(Z <= z) = probability, to about 1e-15 relative.
 *  Starts from formula 26.2.23 of Abramowitz and Stegun (error below 4.5e-4) and refines by Halley's method.
 *  @throws RangeError unless 0 < probability < 1
 *  @example normalQuantile(0.975) // 1.959963984540054 */
export function normalQuantile(probability: number): number {
  requireProperFraction('probability', probability);
  if (probability > 0.5) {
    return -lowerQuantile(1 - probability);
  }
  return lowerQuantile(probability);
}

function lowerQuantile(probability: number): number {
  if (probability === 0.5) {
    return 0;
  }
  const t = Math.sqrt(-2 * Math.log(probability));
  const numerator = 2.515517 + t * (0.802853 + t * 0.010328);
  const denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  let z = numerator / denominator - t;
  for (let step = 0; step < 4; step += 1) {
    // Error over density, formed on the log scale so that neither underflows in the far tail.
    const newton = (normalCdf(z) - probability) * Math.exp((z * z) / 2) * Math.sqrt(2 * Math.PI);
    const change = newton / (1 + (z * newton) / 2);
    z -= change;
    if (Math.abs(change) < 1e-16 * Math.abs(z)) {
      break;
    }
  }
  return z;
}
