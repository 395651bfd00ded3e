import { createHash } from 'node:crypto';
import type { Expansion, Stratum } from './expand-probe.js';
import type { Item } from './item.js';
import type { Selection } from './probe.js';

/** Items of whole counterfactual sets, one set of each stratum in turn and each stratum in its own seeded order, so
 *  that any prefix is a balanced random sample. Takes sets while they fit into `limit`, but never fewer than one. */
export function* sampleItems(expansion: Expansion, selection: Selection): Generator<Item> {
  for (const { stratum, index } of sampleSets(expansion, selection)) yield* stratum.set(index);
}

/** Ordinals of the items that `sampleItems` gives, in the same order; makes none of them. */
export function* sampleOrdinals(expansion: Expansion, selection: Selection): Generator<number> {
  for (const { stratum, index } of sampleSets(expansion, selection)) yield* stratum.ordinals(index);
}

function* sampleSets(
  expansion: Expansion,
  { limit, seed }: Selection,
): Generator<{ readonly stratum: Stratum; readonly index: number }> {
  const orders = expansion.strata.map((stratum, index) => permutation(stratum.sets, `${seed}/${index}`));
  const rounds = Math.max(0, ...expansion.strata.map(({ sets }) => sets));
  let taken = 0;
  for (let round = 0; round < rounds; round++) {
    for (const [place, stratum] of expansion.strata.entries()) {
      if (round >= stratum.sets) continue;
      const index = orders[place]?.(round) ?? round;
      const size = stratum.ordinals(index).length;
      if (limit !== undefined && taken > 0 && taken + size > limit) return;
      taken += size;
      yield { stratum, index };
    }
  }
}

/** A seeded bijection of 0..size-1 that needs no table: a four-round Feistel network with cycle walking
 *  (Black and Rogaway 2002, doi:10.1007/3-540-45760-7_9).
 *  @param size up to 2^52
 *  @example [0, 1, 2].map(permutation(3, 's')) // each of 0, 1, 2 once */
export function permutation(size: number, seed: string): (index: number) => number {
  const halfBits = Math.max(1, Math.ceil(Math.log2(Math.max(2, size)) / 2));
  const half = 2 ** halfBits;
  const digest = createHash('sha256').update(seed).digest();
  const keys = [0, 4, 8, 12].map((offset) => digest.readUInt32LE(offset));
  const encrypt = (value: number): number => {
    let left = Math.floor(value / half);
    let right = value % half;
    for (const key of keys) {
      let mixed = Math.imul(right ^ key, 0x9e3779b1);
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
      mixed ^= mixed >>> 13;
      [left, right] = [right, ((left ^ mixed) >>> 0) % half];
    }
    return left * half + right;
  };
  return (index) => {
    let value = encrypt(index);
    while (value >= size) value = encrypt(value);
    return value;
  };
}
