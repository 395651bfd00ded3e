import { expect, test } from 'vitest';
import { jaccard, prag, recommendedTitles, serp } from '../../src/metrics/recommendation-similarity.js';
import { rougeL, symmetricBleu, textTokens } from '../../src/metrics/text-similarity.js';

const words = (text: string) => text.split(' ');

test('ROUGE-L by hand: order counts, length counts', () => {
  expect(rougeL(words('the cat sat'), words('the cat ran'))).toBeCloseTo(2 / 3, 14);
  // Longest common subsequence "a c", lengths 3 and 2.
  expect(rougeL(words('a b c'), words('a c'))).toBeCloseTo(4 / 5, 14);
  expect(rougeL(words('a b'), words('b a'))).toBe(0.5);
  expect([rougeL(words('a'), words('b')), rougeL([], words('a'))]).toEqual([0, null]);
});

test('BLEU by hand: four precisions, brevity, symmetric', () => {
  const text = words('a b c d e');
  expect(symmetricBleu(text, text)).toBeCloseTo(1, 14);
  // Precisions 4/5, 3/4, 2/3, 1/2 in either direction.
  const near = symmetricBleu(text, words('a b c d x'));
  expect(near).toBeCloseTo((4 / 5) ** 0.25 * (3 / 4) ** 0.25 * (2 / 3) ** 0.25 * (1 / 2) ** 0.25, 14);
  // The shorter one is matched whole and pays exp(1 - 5/4); the longer one has 4/5, 3/4, 2/3, 1/2.
  const short = words('a b c d');
  expect(symmetricBleu(text, short)).toBeCloseTo(Math.min(Math.exp(-1 / 4), 0.2 ** 0.25), 14);
  expect(symmetricBleu(short, text)).toBe(symmetricBleu(text, short));
  expect(symmetricBleu([], text)).toBeNull();
});

test('tokens', () => {
  expect(textTokens("It's 3!")).toEqual(['it', 's', '3']);
});

test('identical lists reach the ceiling of each measure', () => {
  const list = ['a', 'b', 'c', 'd'];
  const k = list.length;
  expect(jaccard(list, list)).toBe(1);
  expect(serp(list, list)).toEqual({
    value: (k + 3) / (4 * (k + 1)),
    ceiling: (k + 3) / (4 * (k + 1)),
    relative: 1,
  });
  expect(prag(list, list)).toMatchObject({ value: (k - 1) / (2 * (k + 1)), relative: 1 });
});

test('by hand', () => {
  expect(jaccard(['a', 'b'], ['b', 'c'])).toBeCloseTo(1 / 3, 14);
  // Only the second of three is known: (3 - 1 + 1) / (2 * 3 * 4).
  expect(serp(['x', 'a', 'y'], ['a', 'b', 'c'])?.value).toBeCloseTo(3 / 24, 14);
  // a before b: no (b is known and comes first there); a before x: yes; b before x: yes.
  expect(prag(['a', 'b', 'x'], ['b', 'a', 'c'])?.value).toBeCloseTo(2 / 12, 14);
  expect([prag(['a'], ['a'])?.value, prag(['a'], ['b'])?.value]).toEqual([1, 0]);
});

test('empty lists have no likeness; duplicates count once', () => {
  expect([jaccard([], ['a']), serp([], ['a']), prag(['a'], [])]).toEqual([null, null, null]);
  expect(serp(['a', 'a'], ['a'])).toEqual(serp(['a'], ['a']));
});

test('titles of a reply', () => {
  expect(recommendedTitles('Here are some:\n1. **Dune**\n2. “Emma”', 20)).toEqual(['dune', 'emma']);
});
