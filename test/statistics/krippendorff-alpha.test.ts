import { expect, test } from 'vitest';
import { krippendorffAlpha } from '../../src/statistics/krippendorff-alpha.js';

const _ = null;
/** Four observers, twelve units, from Krippendorff 2011, section C. */
const OBSERVERS = [
  [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
  [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
];
const UNITS = Array.from({ length: 12 }, (__, unit) => OBSERVERS.map((ratings) => ratings[unit] ?? null));

test.each([
  ['nominal', 0.743],
  ['ordinal', 0.815],
  ['interval', 0.849],
] as const)('%s alpha of the published example with missing ratings is %f', (level, expected) => {
  expect(krippendorffAlpha(UNITS, level).alpha).toBeCloseTo(expected, 3);
});

test('worked value: 1 1, 2 2, 1 2 by hand is 1 - (2/6) / (18/30)', () => {
  expect(
    krippendorffAlpha(
      [
        [1, 1],
        [2, 2],
        [1, 2],
      ],
      'nominal',
    ).alpha,
  ).toBeCloseTo(1 - 1 / 3 / 0.6, 12);
});

test('ratings that are all equal are degenerate; items with one rating do not count', () => {
  expect(
    krippendorffAlpha(
      [
        [1, 1],
        [1, 1],
      ],
      'interval',
    ),
  ).toEqual({ alpha: null, reason: 'degenerate' });
  expect(krippendorffAlpha([[1, null], [2]], 'nominal')).toEqual({ alpha: null, reason: 'no_items' });
});
