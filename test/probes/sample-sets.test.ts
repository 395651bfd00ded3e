import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { permutation } from '../../src/probes/sample-sets.js';
import { auditProbe, open, pairProbe } from './example-probe.js';

const GROUPS = ['a', 'b', 'c'];
// 4 templates x 5 names x 3 groups: 4 strata of 5 sets of 3 items.
const probe = open(auditProbe(4, 5, GROUPS));
const ids = (limit: number | undefined, seed = 1) =>
  [...probe.items(limit === undefined ? { seed } : { limit, seed })].map(({ id }) => id);

function countBy(values: readonly (string | null)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
  return counts;
}

describe('sampling', () => {
  test('the same seed gives the same items in the same order, another seed gives others', () => {
    expect(ids(24, 1)).toEqual(ids(24, 1));
    expect(new Set(ids(24, 2))).not.toEqual(new Set(ids(24, 1)));
  });

  test('without a limit every item comes once, whatever the seed', () => {
    expect(ids(undefined, 1)).toHaveLength(60);
    expect(new Set(ids(undefined, 1))).toEqual(new Set(ids(undefined, 99)));
    expect(new Set(ids(1000))).toEqual(new Set(ids(undefined)));
  });

  test('a smaller limit is the start of a larger one, so that a run can be made larger', () => {
    expect(ids(36).slice(0, 24)).toEqual(ids(24));
  });

  test('templates and groups stay in balance', () => {
    const items = [...probe.items({ limit: 36, seed: 5 })];
    // 12 sets over 4 templates, 3 items a set.
    expect(countBy(items.map(({ templateId }) => templateId))).toEqual({
      'case-0': 9,
      'case-1': 9,
      'case-2': 9,
      'case-3': 9,
    });
    expect(countBy(items.map(({ group }) => group))).toEqual({ a: 12, b: 12, c: 12 });
  });

  test('polarities stay in balance too', () => {
    const items = [...open(pairProbe(3)).items({ limit: 12, seed: 5 })];
    expect(countBy(items.map(({ facts }) => String(facts.polarity)))).toEqual({
      negative: 6,
      positive: 6,
    });
  });

  test('a counterfactual set is never split: a limit that is no multiple of it is rounded down', () => {
    for (let limit = 3; limit <= 62; limit++) {
      const items = [...probe.items({ limit, seed: 3 })];
      expect(items).toHaveLength(Math.min(60, limit - (limit % 3)));
      expect(Object.values(countBy(items.map(({ setId }) => setId))).every((count) => count === 3)).toBe(
        true,
      );
    }
  });

  test('a limit below one set still takes one, since half a comparison is none', () => {
    expect(ids(1)).toHaveLength(3);
    expect(ids(2)).toEqual(ids(3));
  });
});

describe('permutation', () => {
  test('property: a bijection of 0..size-1 for any size and seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.string(), (size, seed) => {
        const map = permutation(size, seed);
        const seen = new Set(Array.from({ length: size }, (_, index) => map(index)));
        expect(seen.size).toBe(size);
        expect([...seen].every((value) => Number.isInteger(value) && value >= 0 && value < size)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('stays within its range and without repeats at the largest size', () => {
    const size = 2 ** 52 - 3;
    const map = permutation(size, 'large');
    const values = Array.from({ length: 2000 }, (_, index) => map(size - 1 - index));
    expect(new Set(values).size).toBe(2000);
    expect(values.every((value) => Number.isSafeInteger(value) && value >= 0 && value < size)).toBe(true);
  });

  test('another seed gives another order', () => {
    const order = (seed: string) => Array.from({ length: 50 }, (_, index) => permutation(50, seed)(index));
    expect(order('a')).not.toEqual(order('b'));
    expect(order('a')).toEqual(order('a'));
  });

  test('every place is reached about equally often over seeds', () => {
    // 6000 seeds, 10 places: 600 each, standard deviation sqrt(6000 * 0.1 * 0.9) = 23; five of them either way.
    const counts = Array<number>(10).fill(0);
    for (let seed = 0; seed < 6000; seed++) {
      const value = permutation(10, String(seed))(0);
      counts[value] = (counts[value] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 600)).toBeLessThan(117);
  });
});
