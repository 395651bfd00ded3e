/** Whether a standard error is nothing but the rounding of the sums that it was made of: all clusters agree.
 *  @example isRounding(3e-17, 0.2) // true
 *  @example isRounding(0.001, 0.2) // false */
export function isRounding(standardError: number, estimate: number): boolean {
  return standardError <= 1e-12 * Math.max(1, Math.abs(estimate));
}
