import { expect, test } from 'vitest';
import { kendallTauB } from '../../src/statistics/kendall-tau-b.js';

test('one exchange among four gives 4/6; a reversed ranking gives -1', () => {
  expect(kendallTauB([1, 2, 3, 4], [1, 3, 2, 4])).toBeCloseTo(2 / 3, 14);
  expect(kendallTauB([1, 2, 3], [9, 5, 1])).toBe(-1);
});

test('ties are corrected for: 12 2 1 12 2 against 1 4 7 1 0 gives -0.471405 (scipy.stats.kendalltau)', () => {
  expect(kendallTauB([12, 2, 1, 12, 2], [1, 4, 7, 1, 0])).toBeCloseTo(-0.47140452079103173, 12);
});

test('a constant ranking, or fewer than two values, has none', () => {
  expect(kendallTauB([1, 1, 1], [1, 2, 3])).toBeNull();
  expect(kendallTauB([1], [1])).toBeNull();
});
