import { describe, expect, test } from 'vitest';
import { capitalsStandOut, splitWords } from '../../../src/scorers/vader/words.js';

const lowers = (text: string) => splitWords(text).map((word) => word.lower);

describe('splitWords', () => {
  test('repeats the worked example', () => {
    expect(lowers(':D "great!"')).toEqual([':d', 'great']);
  });

  test('gives nothing for nothing', () => {
    expect(splitWords('')).toEqual([]);
    expect(splitWords(' \n\t')).toEqual([]);
  });

  test('splits at the white space of Python, not at that of JavaScript', () => {
    expect(lowers('one\u001ctwo\u0085three\u3000four\u00a0five')).toEqual([
      'one',
      'two',
      'three',
      'four',
      'five',
    ]);
    expect(lowers('one\uFEFFtwo\u200Bthree')).toEqual(['one\uFEFFtwo\u200Bthree']);
  });

  test('keeps the punctuation of what would shrink to two characters', () => {
    expect(lowers('"ok" (8 :) ...')).toEqual(['"ok"', '(8', ':)', '...']);
    expect(lowers('"abc" a.b, isn’t')).toEqual(['abc', 'a.b', 'isn’t']);
  });

  test('counts code points, not UTF-16 units', () => {
    expect(lowers('"𝐚𝐛"')).toEqual(['"𝐚𝐛"']);
    expect(lowers('"𝐚𝐛𝐜"')).toEqual(['𝐚𝐛𝐜']);
  });

  test('calls upper what has a capital and no small or title-case letter', () => {
    const uppers = splitWords('GOOD A1 Good 123 :D 𝐀𝐁𝐂 ǅ É').map((word) => word.upper);
    expect(uppers).toEqual([true, true, false, false, true, true, false, true]);
  });

  test('takes lone surrogates as characters', () => {
    expect(lowers('\ud800 \udc00x')).toEqual(['\ud800', '\udc00x']);
  });
});

describe('capitalsStandOut', () => {
  test('needs some but not all words in capitals', () => {
    expect(capitalsStandOut(splitWords('good DAY'))).toBe(true);
    expect(capitalsStandOut(splitWords('GOOD DAY'))).toBe(false);
    expect(capitalsStandOut(splitWords('good day'))).toBe(false);
    expect(capitalsStandOut([])).toBe(false);
  });
});
