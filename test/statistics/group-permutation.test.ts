import { describe, expect, test } from 'vitest';
import { permuteGroups } from '../../src/statistics/group-permutation.js';
import { populationSd, SPREAD_MEASURES, valueRange } from '../../src/statistics/group-spread.js';
import { GroupedTotals } from '../../src/statistics/grouped-totals.js';
import { mulberry32 } from '../../src/statistics/random-source.js';
import { ratioOfTotals } from '../../src/statistics/totals-functional.js';

const group = (names: readonly string[], scores: readonly number[]) => ({
  names,
  columns: [Float64Array.from(scores), Float64Array.from(scores, () => 1)],
});
const range = (values: readonly (number | null)[]) => valueRange(values.map((value) => value ?? 0));
const draws = (seed: number, count = 1999) => ({ draws: count, random: mulberry32(seed) });

describe('permuted labels', () => {
  test('nested clusters keep the number of clusters of each group', () => {
    const table = new GroupedTotals([group(['a', 'b', 'c'], [1, 1, 1]), group(['d'], [0])]);
    const labels = [...table.permutedGroups(mulberry32(3))];
    expect(labels.filter((label) => label === 1)).toHaveLength(1);
  });

  test('crossed clusters exchange labels within each of them', () => {
    const names = ['a', 'b', 'c', 'd'];
    const table = new GroupedTotals([group(names, [1, 1, 1, 1]), group(names, [0, 0, 0, 0])]);
    const labels = table.permutedGroups(mulberry32(5));
    for (let cluster = 0; cluster < table.clusters; cluster++) {
      expect([...table.cellsOf(cluster)].map((cell) => labels[cell]).sort()).toEqual([0, 1]);
    }
  });

  test('two crossed clusters by hand: both labels kept or both exchanged in half of the draws', () => {
    const names = ['a', 'b'];
    const table = new GroupedTotals([group(names, [1, 1]), group(names, [0, 0])]);
    const [result] = permuteGroups(table, ratioOfTotals, [range], draws(1, 20_000));
    expect(result?.observed).toBe(1);
    expect(result?.nullMean).toBeCloseTo(0.5, 1);
    expect(result?.pValue).toBeCloseTo(0.5, 1);
  });

  test('p is uniform without a difference: at most about 5% below 0.05', () => {
    let below = 0;
    for (let seed = 0; seed < 200; seed++) {
      const random = mulberry32(seed);
      const scores = () => Array.from({ length: 8 }, () => random());
      const names = (mark: string) => Array.from({ length: 8 }, (_, index) => `${mark}${index}`);
      const table = new GroupedTotals([
        group(names('a'), scores()),
        group(names('b'), scores()),
        group(names('c'), scores()),
      ]);
      const [result] = permuteGroups(table, ratioOfTotals, [range], draws(seed, 199));
      if ((result?.pValue ?? 1) <= 0.05) below++;
    }
    expect(below).toBeGreaterThan(2);
    expect(below).toBeLessThan(20);
  });
});

test('spread by hand; undefined for one group', () => {
  expect(valueRange([0.1, 0.4, 0.2])).toBeCloseTo(0.3, 14);
  expect(populationSd([1, 3])).toBe(1);
  expect([valueRange([1]), populationSd([1])]).toEqual([null, null]);
  const tau2 = SPREAD_MEASURES.find(({ name }) => name === 'tau2');
  // The case of D7 in the gold file of shrinkage.
  expect(
    tau2?.measure([0.1, 0.02, -0.05, 0.3, 0.12, 0], [0.0025, 0.01, 0.0064, 0.04, 0.0009, 0.0225]),
  ).toBeCloseTo(0.000949, 6);
  expect(tau2?.measure([0.1, 0.2], [null, 0.1])).toBeNull();
});

test('equal groups: observed 0, p 1; a group without a value: all null', () => {
  const equal = new GroupedTotals([group(['a'], [1]), group(['b'], [1])]);
  const [result] = permuteGroups(equal, ratioOfTotals, [range], draws(1, 99));
  expect(result).toMatchObject({ observed: 0, excess: 0, pValue: 1 });
  const [undefinedOne] = permuteGroups(equal, ratioOfTotals, [() => null], draws(1, 99));
  expect(undefinedOne).toMatchObject({ observed: null, nullMean: null, pValue: null });
});
