/** Rounds to `digits` decimals as Python's `round` does: to the nearest decimal of the exact binary value,
 *  an exact tie going to the even digit. `toFixed` differs on exact ties only. Never -0.
 *  For |value| at most 1 and `digits` 0 to 6; NaN stays NaN.
 *  Source: Python documentation of round(); IEEE 754 roundTiesToEven.
 *  @example roundHalfEven(0.0625, 3) // 0.062, where (0.0625).toFixed(3) is '0.063' */
export function roundHalfEven(value: number, digits: number): number {
  const scale = 10 ** digits;
  // A tie is an odd multiple of 1 / (2 * 10^digits); as a binary fraction it needs digits + 1 binary places
  // at most, so the products below are exact.
  if (Number.isInteger(value * 2 ** (digits + 1))) {
    const scaled = value * scale;
    const below = Math.floor(scaled);
    if (scaled - below === 0.5) return (below % 2 === 0 ? below : below + 1) / scale + 0;
  }
  return Number(value.toFixed(digits)) + 0;
}
