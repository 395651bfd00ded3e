import { describe, expect, test } from 'vitest';
import { findTerms, indexTerms } from '../../../src/scorers/lexicon/term-index.js';

const places = (text: string, ...terms: string[]) =>
  findTerms(text, indexTerms(terms)).map(({ start, end }) => text.slice(start, end));

describe('findTerms', () => {
  test('repeats the worked example', () => {
    expect(findTerms('A Bus-Stop!', indexTerms(['bus', 'bus stop']))).toEqual([
      { term: 'bus stop', start: 2, end: 10 },
    ]);
  });

  test('takes whole words only', () => {
    expect(places('busy omnibus bus2 bus_ bus', 'bus')).toEqual(['bus', 'bus']);
  });

  test('takes white space, hyphens and apostrophes inside a term, and nothing else', () => {
    expect(places('bus  stop bus’stop bus\u2011stop', 'bus stop')).toHaveLength(3);
    expect(places('bus. Stop, bus, stop bus    stop', 'bus stop')).toEqual([]);
  });

  test('falls back to the shorter term, and a term may end the text', () => {
    expect(places('bus lane bus', 'bus', 'bus stop')).toEqual(['bus', 'bus']);
  });

  test('finds nothing for terms without letters', () => {
    expect(places('-- bus', '--')).toEqual([]);
  });
});
