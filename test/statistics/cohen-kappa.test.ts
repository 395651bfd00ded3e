import { describe, expect, test } from 'vitest';
import { cohenKappa } from '../../src/statistics/cohen-kappa.js';

/** Two lists of labels from a table of counts (rows first rater, columns second). */
function fromTable(table: readonly (readonly number[])[], categories: readonly string[]) {
  const first: string[] = [];
  const second: string[] = [];
  table.forEach((row, a) => {
    row.forEach((count, b) => {
      for (let i = 0; i < count; i += 1) {
        first.push(categories[a] ?? '');
        second.push(categories[b] ?? '');
      }
    });
  });
  return { first, second };
}

test('worked value: three of four agree, chance agrees on half, kappa 0.5', () => {
  const result = cohenKappa(['y', 'y', 'n', 'n'], ['y', 'n', 'n', 'n'], ['y', 'n'], 'none');
  expect(result).toEqual({ kappa: 0.5, agreement: 0.75, reason: null });
});

describe('published tables', () => {
  test('20 5 over 10 15 has kappa 0.4', () => {
    const { first, second } = fromTable(
      [
        [20, 5],
        [10, 15],
      ],
      ['yes', 'no'],
    );
    const result = cohenKappa(first, second, ['yes', 'no'], 'none');
    expect(result.kappa).toBeCloseTo(0.4, 14);
    expect(result.agreement).toBeCloseTo(0.7, 14);
  });

  test('Cohen 1968, table 1, unweighted: agreement 0.70, chance 0.41, kappa 0.492', () => {
    const { first, second } = fromTable(
      [
        [88, 14, 18],
        [10, 40, 10],
        [2, 6, 12],
      ],
      ['p', 'n', 'o'],
    );
    expect(cohenKappa(first, second, ['p', 'n', 'o'], 'none').kappa).toBeCloseTo(0.4915, 4);
  });
});

test('weights count distance: by hand on three ordered categories', () => {
  // Observed distances 0 1 2; margins (2 0 1) and (1 1 1): expected linear (2*(0+1+2) + (2+1+0))/9 = 1.
  const categories = ['low', 'mid', 'high'];
  const first = ['low', 'low', 'high'];
  const second = ['low', 'mid', 'low'];
  const other = ['low', 'mid', 'high'];
  expect(cohenKappa(first, other, categories, 'linear').kappa).toBeCloseTo(1 - 1 / 3 / 1, 12);
  // Margins (2 0 1) and (2 1 0): expected squares (2*(0*2+1) + (4*2+1))/9 = 11/9, observed (0 + 1 + 4)/3.
  expect(cohenKappa(first, second, categories, 'quadratic').kappa).toBeCloseTo(1 - 5 / 3 / (11 / 9), 12);
});

test('with two categories the weights make no difference', () => {
  const { first, second } = fromTable(
    [
      [20, 5],
      [10, 15],
    ],
    ['yes', 'no'],
  );
  for (const weights of ['linear', 'quadratic'] as const) {
    expect(cohenKappa(first, second, ['yes', 'no'], weights).kappa).toBeCloseTo(0.4, 14);
  }
});

test('one class only is degenerate although agreement is complete; nothing rated is no_items', () => {
  expect(cohenKappa(['y', 'y'], ['y', 'y'], ['y', 'n'], 'none')).toEqual({
    kappa: null,
    agreement: 1,
    reason: 'degenerate',
  });
  expect(cohenKappa([], [], ['y', 'n'], 'none')).toEqual({
    kappa: null,
    agreement: null,
    reason: 'no_items',
  });
});

test('an unknown category is refused', () => {
  expect(() => cohenKappa(['x'], ['y'], ['y', 'n'], 'none')).toThrow(
    'expected one of the categories y, n, got x',
  );
});
