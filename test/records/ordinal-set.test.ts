import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OrdinalSet } from '../../src/records/ordinal-set.js';

test('an OrdinalSet answers as a Set of the same ordinals does', () => {
  const ordinal = fc.oneof(
    fc.nat(3000),
    fc.maxSafeNat(),
    fc.nat(9).map((index) => index * 2 ** 40),
  );
  fc.assert(
    fc.property(fc.array(ordinal, { maxLength: 3000 }), fc.array(ordinal), (added, asked) => {
      const ours = new OrdinalSet();
      const plain = new Set(added);
      for (const one of added) ours.add(one);
      expect([...added, ...asked].filter((one) => ours.has(one) !== plain.has(one))).toEqual([]);
    }),
  );
});

test('it grows far past its first size without losing an ordinal', () => {
  const set = new OrdinalSet();
  for (let index = 0; index < 20_000; index++) set.add(index * 7);
  const all = Array.from({ length: 140_000 }, (_, ordinal) => ordinal);
  expect(all.filter((ordinal) => set.has(ordinal) !== (ordinal % 7 === 0))).toEqual([]);
});
