import { exactMean, exactSum } from './exact-sum.js';
import { requireFinite, requireSameLength } from './require-argument.js';

/** Product-moment correlation in [-1, 1].
 *  @returns null for fewer than two pairs or when either side is constant
 *  @throws RangeError when the lists differ in length or a value is not finite
 *  @example pearsonCorrelation([1, 2, 3], [1, 3, 2]) // 0.5 */
export function pearsonCorrelation(x: readonly number[], y: readonly number[]): number | null {
  requireSameLength('x', x, 'y', y);
  requireFinite('x', x);
  requireFinite('y', y);
  const meanX = exactMean(x);
  const meanY = exactMean(y);
  if (meanX === null || meanY === null || x.length < 2) {
    return null;
  }
  const dx = x.map((value) => value - meanX);
  const dy = y.map((value) => value - meanY);
  const products = exactSum(dx.map((value, i) => value * (dy[i] ?? 0)));
  const squaresX = exactSum(dx.map((value) => value * value));
  const squaresY = exactSum(dy.map((value) => value * value));
  if (isConstant(x) || isConstant(y) || squaresX === 0 || squaresY === 0) {
    return null;
  }
  return Math.max(-1, Math.min(1, products / Math.sqrt(squaresX) / Math.sqrt(squaresY)));
}

/** Equal values may still leave rounding residues around their mean. */
function isConstant(values: readonly number[]): boolean {
  return values.every((value) => value === values[0]);
}
