import fc from 'fast-check';
import { expect, test } from 'vitest';
import { areAmounts, formatAmounts, parseAmounts } from '../../src/records/tally-amounts.js';

test('amounts by key are read back as they were written, whatever stands in a key', () => {
  expect(formatAmounts(new Map([['a b', 2]]))).toBe(':a%20b:2');
  const key = fc.string({ unit: 'grapheme' });
  const amount = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0));
  fc.assert(
    fc.property(fc.array(fc.tuple(key, amount), { minLength: 1 }), (entries) => {
      const amounts = new Map(entries);
      const text = formatAmounts(amounts);
      expect(text).not.toMatch(/[;=|,"\n]/u);
      expect(areAmounts(text)).toBe(true);
      expect(parseAmounts(text)).toEqual(amounts);
    }),
  );
});

test('nothing is the mark alone; what was cut off or is no number is an error, not a smaller amount', () => {
  expect(parseAmounts(formatAmounts(null))).toBeNull();
  for (const text of [':a', ':a:', ':a:x', ':%E0%A4%A:1', ':a:1 '])
    expect(() => parseAmounts(text)).toThrow(RangeError);
  expect(areAmounts('1 1')).toBe(false);
});
