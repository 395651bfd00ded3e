import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IdMap } from '../../src/records/id-map.js';
import { IdSet } from '../../src/records/id-set.js';

// Few distinct halves, so that ids meet in the table; the id of zeros marks empty places inside.
const half = fc.constantFrom('00000000', '00000001', 'ffffffff', '80000000', 'deadbeef', '00000400');
const id = fc.oneof(
  fc.tuple(half, half).map(([high, low]) => high + low),
  fc.bigInt(0n, 2n ** 64n - 1n).map((value) => value.toString(16).padStart(16, '0')),
  // As other programs name their completions: some begin as hexadecimal does.
  fc.constantFrom('row-1', 'row-2', 'abc', 'abc-1', 'ABCDEF0123456789', 'abcdef0123456789', ''),
  fc.string(),
);

test('an IdSet answers as a Set of the same ids does', () => {
  fc.assert(
    fc.property(fc.array(id), fc.array(id), (added, asked) => {
      const ours = new IdSet();
      const plain = new Set<string>();
      for (const one of added) {
        expect(ours.add(one)).toBe(!plain.has(one));
        plain.add(one);
      }
      expect(ours.size).toBe(plain.size);
      for (const one of [...added, ...asked]) expect(ours.has(one)).toBe(plain.has(one));
    }),
  );
});

test('an IdMap answers as a Map of the same entries does', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(id, fc.integer())), fc.array(id), (entries, asked) => {
      const ours = new IdMap();
      const plain = new Map(entries);
      for (const [key, value] of entries) ours.set(key, value);
      expect(ours.size).toBe(plain.size);
      for (const key of [...plain.keys(), ...asked]) expect(ours.get(key)).toBe(plain.get(key));
    }),
  );
});

test('both grow far past their first size without losing an id', () => {
  const idOf = (index: number) =>
    (BigInt(index) * 0x9e3779b97f4a7c15n).toString(16).slice(-16).padStart(16, '0');
  const set = new IdSet();
  const map = new IdMap();
  for (let index = 0; index < 20_000; index++) {
    set.add(idOf(index));
    map.set(idOf(index), index);
  }
  expect([set.size, map.size]).toEqual([20_000, 20_000]);
  for (let index = 0; index < 20_000; index++) {
    expect(set.has(idOf(index))).toBe(true);
    expect(map.get(idOf(index))).toBe(index);
  }
  expect(set.has(idOf(20_001))).toBe(false);
});
