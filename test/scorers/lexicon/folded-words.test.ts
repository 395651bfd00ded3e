import { describe, expect, test } from 'vitest';
import { foldedWords, standsAlone } from '../../../src/scorers/lexicon/folded-words.js';

describe('foldedWords', () => {
  test('repeats the worked example', () => {
    expect(foldedWords('Straße 9').map((word) => word.folded)).toEqual(['strasse', '9']);
  });

  test('gives the place in the text, not in its folded form', () => {
    expect(foldedWords('ＡＢ ßx')).toEqual([
      { folded: 'ab', start: 0, end: 2 },
      { folded: 'ssx', start: 3, end: 5 },
    ]);
  });

  test('ends a word at a lone surrogate and finds none in a text without letters', () => {
    expect(foldedWords('a\ud800b').map((word) => word.folded)).toEqual(['a', 'b']);
    expect(foldedWords(' \u0000\u0007 😀 --')).toEqual([]);
  });
});

describe('standsAlone', () => {
  test('repeats the worked examples', () => {
    expect(standsAlone('a cat', 2, 5)).toBe(true);
    expect(standsAlone('a catfish', 2, 5)).toBe(false);
  });

  test('sees letters of any script and beyond the basic plane', () => {
    expect(standsAlone('жcat', 1, 4)).toBe(false);
    expect(standsAlone('cat𝐚', 0, 3)).toBe(false);
    expect(standsAlone('𝐚cat', 2, 5)).toBe(false);
    expect(standsAlone('😀cat😀', 2, 5)).toBe(true);
    expect(standsAlone('a cat', 0, 5)).toBe(true);
  });
});
