import fc from 'fast-check';
import { expect, test } from 'vitest';
import { auc } from '../../src/statistics/auc.js';
import { mulberry32 } from '../../src/statistics/random-source.js';
import { aucOfTallies, wasserstein1OfTallies } from '../../src/statistics/tally-distributions.js';
import { TallyTable } from '../../src/statistics/tally-table.js';
import { wasserstein1 } from '../../src/statistics/wasserstein-1.js';

const sample = fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 9 });
const VALUES = [-3, -2, -1, 0, 1, 2, 3];
const counted = (values: readonly number[]) =>
  Float64Array.from(VALUES, (value) => values.filter((one) => one === value).length);

test('counted samples have the distance and the area of the samples themselves', () => {
  fc.assert(
    fc.property(sample, sample, (first, second) => {
      const pairs = [
        [wasserstein1OfTallies(VALUES, counted(first), counted(second)), wasserstein1(first, second)],
        [aucOfTallies(VALUES, counted(first), counted(second)), auc(first, second)],
      ] as const;
      for (const [mine, theirs] of pairs) {
        if (theirs === null) expect(mine).toBeNull();
        else expect(mine).toBeCloseTo(theirs, 12);
      }
    }),
    { seed: 8, numRuns: 200 },
  );
});

const difference = ([mine, theirs]: readonly Float64Array[]) => (mine?.[0] ?? 0) - (theirs?.[0] ?? 0);

test('worked values: 0.5 and 0.25 of (0, 1) against (1, 1)', () => {
  expect(wasserstein1OfTallies([0, 1], Float64Array.of(1, 1), Float64Array.of(0, 2))).toBe(0.5);
  expect(aucOfTallies([0, 1], Float64Array.of(1, 1), Float64Array.of(0, 2))).toBe(0.25);
});

test('clusters are drawn with both of their sides', () => {
  const table = new TallyTable(1, 2, [
    { cluster: 'a', side: 0, amounts: new Map([[0, 5]]) },
    { cluster: 'a', side: 1, amounts: new Map([[0, 1]]) },
    { cluster: 'b', side: 0, amounts: new Map([[0, 2]]) },
  ]);
  const statistic = table.statistic(difference);
  expect(statistic.resample(Int32Array.of(0, 0))).toBe(8);
  expect(statistic.leaveOneOut()).toEqual([2, 4]);
  expect([table.clusters, table.clustersOf(0), table.clustersOf(1)]).toEqual([2, 2, 1]);
});

test('exchange keeps the design: sides within a cluster, lone clusters among each other', () => {
  const table = new TallyTable(1, 2, [
    { cluster: 'a', side: 0, amounts: new Map([[0, 5]]) },
    { cluster: 'a', side: 1, amounts: new Map([[0, 1]]) },
    { cluster: 'b', side: 0, amounts: new Map([[0, 2]]) },
    { cluster: 'c', side: 1, amounts: new Map([[0, 10]]) },
  ]);
  const random = mulberry32(4);
  const seen = new Set(Array.from({ length: 200 }, () => table.exchanged(difference, random)));
  // ±(5 - 1) and ±(2 - 10).
  expect([...seen].sort((x, y) => Number(x) - Number(y))).toEqual([-12, -4, 4, 12]);
});

test('regrouping exchanges the groups of a cluster, per word of their lists', () => {
  const table = new TallyTable(2, 1, [{ cluster: 'a', side: 0, amounts: new Map([[0, 6]]) }]);
  const random = mulberry32(4);
  const seen = new Set(
    Array.from({ length: 50 }, () => table.regrouped(([counts]) => counts?.[1] ?? 0, [3, 1], random)),
  );
  // 6 of a list of three words are 2 of a list of one.
  expect([...seen].sort()).toEqual([0, 2]);
});

test('runs exchanged cluster by cluster: two clusters that moved by 1 come to 2, 0 or -2', () => {
  // Side 0 is of the first run, side 1 of the second.
  const cell = (cluster: string, side: number, amount: number) => ({
    cluster,
    side,
    amounts: new Map([[0, amount]]),
  });
  const table = new TallyTable(1, 2, [cell('a', 0, 0), cell('a', 1, 1), cell('b', 0, 3), cell('b', 1, 4)]);
  const change = ([before, after]: readonly Float64Array[]) => (after?.[0] ?? 0) - (before?.[0] ?? 0);
  const random = mulberry32(5);
  const seen = Array.from({ length: 400 }, () => table.runsExchanged(change, random));
  expect(new Set(seen)).toEqual(new Set([2, 0, -2]));
  const share = seen.filter((value) => value === 0).length / seen.length;
  expect(Math.abs(share - 0.5)).toBeLessThan(0.1);
});
