/** A stream of uniform numbers in [0, 1). Every function that draws takes one: a result is repeatable only if its
 *  randomness is an argument. */
export type RandomSource = () => number;

/** The mulberry32 generator (32 bits of state; public domain, Tommy Ettinger), small enough to be written again in
 *  any language, so that stored seeds can be checked elsewhere.
 *  @param seed integer from 0 to 2^32 - 1
 *  @throws RangeError when the seed is anything else
 *  @example mulberry32(42)() // 0.6011037519201636 */
export function mulberry32(seed: number): RandomSource {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw new RangeError(`expected seed to be an integer from 0 to 4294967295, got ${seed}`);
  }
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
