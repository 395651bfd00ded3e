import { describe, expect, test } from 'vitest';
import { BOOSTERS, IDIOMS, isNegation, TWO_WORD_BOOSTERS } from '../../../src/scorers/vader/modifiers.js';

describe('modifiers', () => {
  test('isNegation repeats the worked example and knows listed words only otherwise', () => {
    expect(isNegation("couldn't've")).toBe(true);
    expect(['not', 'uh-uh', 'dont', 'no', 'least'].map(isNegation)).toEqual([true, true, true, false, false]);
  });

  test('hold as many entries as the reference: 81 boosters of one word, 3 of two, 9 idioms', () => {
    // The reference's tenth idiom, "badass", is one word and never compared with one.
    expect([BOOSTERS.size, TWO_WORD_BOOSTERS.size, IDIOMS.size]).toEqual([81, 3, 9]);
  });
});
