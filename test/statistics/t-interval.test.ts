import { expect, test } from 'vitest';
import { normalInterval, tInterval } from '../../src/statistics/t-interval.js';

test('worked values are those of case cluster_A_minus_B', () => {
  const t = tInterval({ estimate: 0.2, standardError: 0.08164965809277264, df: 4, level: 0.95 });
  expect(t.low).toBeCloseTo(-0.026695793552752423, 12);
  expect(t.high).toBeCloseTo(0.42669579355275244, 12);
  const z = normalInterval({ estimate: 0.2, standardError: 0.07302967433402216, level: 0.95 });
  expect(z.low).toBeCloseTo(0.05686444850262741, 7);
  expect(z.high).toBeCloseTo(0.34313553149737264, 12);
});

test('a negative error or a level of 95 is refused', () => {
  expect(() => tInterval({ estimate: 0, standardError: -1, df: 4, level: 0.95 })).toThrow(RangeError);
  expect(() => normalInterval({ estimate: 0, standardError: 1, level: 95 })).toThrow(
    'expected level to lie strictly between 0 and 1, got 95',
  );
});
