import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cohenKappa } from '../../src/statistics/cohen-kappa.js';
import { kappaOfTotals } from '../../src/statistics/kappa-functional.js';

const CATEGORIES = ['y', 'n'];
const counts = fc.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: 0, max: 9 })));

test('worked value 0.5: one agreed yes, one disputed, two agreed no', () => {
  expect(kappaOfTotals.value(Float64Array.of(1, 1, 0, 2))).toBe(0.5);
});

test('it is the kappa of the ratings that the counts stand for', () => {
  fc.assert(
    fc.property(counts, ([a = 0, b = 0, c = 0, d = 0]) => {
      const first = [...'y'.repeat(a + b), ...'n'.repeat(c + d)];
      const second = [...'y'.repeat(a), ...'n'.repeat(b), ...'y'.repeat(c), ...'n'.repeat(d)];
      const { kappa } = cohenKappa(first, second, CATEGORIES, 'none');
      const value = kappaOfTotals.value(Float64Array.of(a, b, c, d));
      if (kappa === null) expect(value).toBeNull();
      else expect(value).toBeCloseTo(kappa, 12);
    }),
    { seed: 3, numRuns: 200 },
  );
});

test('its gradient is the slope of its value', () => {
  const at = [12, 5, 3, 20];
  const slopes = kappaOfTotals.gradient(Float64Array.from(at));
  for (const [j, slope] of slopes.entries()) {
    const moved = (by: number) =>
      kappaOfTotals.value(Float64Array.from(at, (x, k) => x + (k === j ? by : 0)));
    expect(slope).toBeCloseTo(((moved(1e-5) ?? 0) - (moved(-1e-5) ?? 0)) / 2e-5, 8);
  }
});
