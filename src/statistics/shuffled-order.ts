import type { RandomSource } from './random-source.js';
import { requireCount } from './require-argument.js';

/** A uniformly random order of 0..count-1 (Fisher and Yates, drawn from the end), e.g. the order in which clusters
 *  enter a sequential run.
 *  @throws RangeError when count is not an integer from 0 up
 *  @example shuffledOrder(4, mulberry32(1)) // a permutation of 0, 1, 2, 3 */
export function shuffledOrder(count: number, random: RandomSource): Int32Array {
  requireCount('count', count);
  const order = Int32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last -= 1) {
    const chosen = Math.floor(random() * (last + 1));
    const moved = order[last] ?? 0;
    order[last] = order[chosen] ?? 0;
    order[chosen] = moved;
  }
  return order;
}
