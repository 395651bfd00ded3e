import { describe, expect, test } from 'vitest';
import { sentimentIntensity } from '../../../src/scorers/vader/vader-sentiment.js';
import { wordValence } from '../../../src/scorers/vader/word-valence.js';
import { splitWords } from '../../../src/scorers/vader/words.js';

/** Lexicon values used below: good 1.9, great 3.1, bad -2.5, kind 2.4, no -1.2, doubt -1.5; "x" is
 *  in no list. Weights: booster 0.293, capitals 0.733, negation -0.74, damping 0.95 and 0.9, never so 1.25. */
interface Trap {
  readonly why: string;
  readonly text: string;
  /** The sum of valences by hand; compound = sum / sqrt(sum^2 + 15). */
  readonly sum: number;
  readonly compound: number;
}

const TRAPS: readonly Trap[] = [
  { why: 'an entity stays and is the word "amp"', text: 'good &amp; bad', sum: 1.9 - 2.5, compound: -0.1531 },
  { why: 'a separator control splits words', text: 'good\u001cgreat', sum: 1.9 + 3.1, compound: 0.7906 },
  { why: 'a byte order mark does not', text: 'good\uFEFFgreat', sum: 0, compound: 0 },
  { why: 'quotes come off a word', text: '"good"', sum: 1.9, compound: 0.4404 },
  { why: 'but stay on one of two letters: ok is 1.2, "ok" nothing', text: '"ok"', sum: 0, compound: 0 },
  { why: 'an emoticon stays whole (2.0)', text: 'this :)', sum: 2, compound: 0.4588 },
  { why: 'words are looked up in lower case', text: 'Good', sum: 1.9, compound: 0.4404 },
  { why: 'an emoji is glued to what follows (grinning 1.5)', text: '😀good', sum: 1.5, compound: 0.3612 },
  { why: 'a variation selector hides the heart of ❤', text: '❤️', sum: 0, compound: 0 },
  { why: 'without it the heart counts (3.2)', text: '❤', sum: 3.2, compound: 0.6369 },
  { why: '"kind" before "of" is 0', text: 'kind of', sum: 0, compound: 0 },
  { why: '"kind" elsewhere counts', text: 'kind man', sum: 2.4, compound: 0.5267 },
  { why: 'a booster adds', text: 'very good', sum: 1.9 + 0.293, compound: 0.4927 },
  { why: 'away from 0 also below', text: 'very bad', sum: -2.5 - 0.293, compound: -0.5849 },
  { why: 'a dampener takes', text: 'slightly good', sum: 1.9 - 0.293, compound: 0.3832 },
  { why: 'two words back 95 %', text: 'very x good', sum: 1.9 + 0.293 * 0.95, compound: 0.4902 },
  { why: 'three words back 90 %', text: 'very x x good', sum: 1.9 + 0.293 * 0.9, compound: 0.4877 },
  { why: 'four words back nothing', text: 'very x x x good', sum: 1.9, compound: 0.4404 },
  { why: 'capitals emphasize', text: 'GOOD day', sum: 1.9 + 0.733, compound: 0.5622 },
  { why: 'away from 0 also below', text: 'BAD day', sum: -2.5 - 0.733, compound: -0.6408 },
  { why: 'unless all words are in capitals', text: 'GOOD DAY', sum: 1.9, compound: 0.4404 },
  { why: 'a booster in capitals too', text: 'VERY good', sum: 1.9 + 0.293 + 0.733, compound: 0.6028 },
  { why: 'a negation', text: 'not good', sum: 1.9 * -0.74, compound: -0.3412 },
  { why: 'three words back', text: 'not x x good', sum: 1.9 * -0.74, compound: -0.3412 },
  { why: "any word with n't", text: "mustn't've good", sum: 1.9 * -0.74, compound: -0.3412 },
  { why: 'a typographic apostrophe is none', text: 'isn’t good', sum: 1.9, compound: 0.4404 },
  {
    why: '"without doubt" negates nothing; doubt itself is negated by without',
    text: 'without doubt good',
    sum: 1.9 - 1.5 * -0.74,
    compound: 0.6136,
  },
  {
    why: 'a negation reaches over a scored word',
    text: 'not great good',
    sum: (3.1 + 1.9) * -0.74,
    compound: -0.6908,
  },
  { why: '"no" alone', text: 'no', sum: -1.2, compound: -0.296 },
  {
    why: '"no" before a scored word: 0, and negates it',
    text: 'no good',
    sum: 1.9 * -0.74,
    compound: -0.3412,
  },
  {
    why: '"no" two before keeps its own score',
    text: 'no x good',
    sum: -1.2 + 1.9 * -0.74,
    compound: -0.5583,
  },
  {
    why: '"no" three before needs "or" directly before',
    text: 'no x or good',
    sum: -1.2 + 1.9 * -0.74,
    compound: -0.5583,
  },
  { why: 'and does nothing else', text: 'no x and good', sum: -1.2 + 1.9, compound: 0.1779 },
  { why: '"least" negates', text: 'least good', sum: 1.9 * -0.74, compound: -0.3412 },
  { why: 'not after "at"', text: 'at least good', sum: 1.9, compound: 0.4404 },
  {
    why: 'not after "very", which boosts from two back',
    text: 'very least good',
    sum: 1.9 + 0.293 * 0.95,
    compound: 0.4902,
  },
  {
    why: '"never so" strengthens: the "so" boosts, then 1.25',
    text: 'never so good',
    sum: (1.9 + 0.293) * 1.25,
    compound: 0.5777,
  },
  { why: '"so" with two words before only boosts', text: 'x so good', sum: 1.9 + 0.293, compound: 0.4927 },
  {
    why: 'with three words before, "so" directly before also gives 1.25 without "never"',
    text: 'x x so good',
    sum: (1.9 + 0.293) * 1.25,
    compound: 0.5777,
  },
  {
    why: 'an idiom with two words before is not seen (bomb -2.2)',
    text: 'was the bomb',
    sum: -2.2,
    compound: -0.4939,
  },
  { why: 'with three it is', text: 'x was the bomb', sum: 3, compound: 0.6124 },
  {
    why: 'not when the third is in the lexicon (good 1.9, bomb -2.2)',
    text: 'good was the bomb',
    sum: 1.9 - 2.2,
    compound: -0.0772,
  },
  { why: 'two-word boosters likewise: seen', text: 'x sort of good', sum: 1.9 - 0.293, compound: 0.3832 },
  { why: 'not seen', text: 'sort of good', sum: 1.9, compound: 0.4404 },
  { why: '"but" halves and raises', text: 'good but bad', sum: 1.9 * 0.5 - 2.5 * 1.5, compound: -0.5859 },
  {
    why: 'first equal value (awards 2.0, advantage 1.0): 2 becomes 1, is met again as 1 and becomes 0.5',
    text: 'awards advantage but',
    sum: 0.5 + 1,
    compound: 0.3612,
  },
  { why: 'one "!"', text: 'good!', sum: 1.9 + 0.292, compound: 0.4926 },
  { why: 'four "!" at most', text: 'good!!!!!!', sum: 1.9 + 4 * 0.292, compound: 0.6209 },
  { why: 'away from 0 also below', text: 'bad!', sum: -2.5 - 0.292, compound: -0.5848 },
  { why: 'one "?" is nothing', text: 'good?', sum: 1.9, compound: 0.4404 },
  { why: 'two "?"', text: 'good??', sum: 1.9 + 2 * 0.18, compound: 0.504 },
  { why: 'four "?"', text: 'good????', sum: 1.9 + 0.96, compound: 0.594 },
  { why: 'punctuation moves no neutral text', text: 'table!!!', sum: 0, compound: 0 },
];

describe('where ports of VADER differ', () => {
  test.each(TRAPS)('$why: $text', ({ text, sum, compound }) => {
    expect(sum / Math.sqrt(sum * sum + 15)).toBeCloseTo(compound, 4);
    expect(sentimentIntensity(text).compound).toBe(compound);
  });

  test('punctuation also goes to the larger of the two sums', () => {
    // pos 1.9 + 1 + 0.292 = 3.192 of 3.192 + 1 neutral word.
    expect(sentimentIntensity('good day!')).toEqual({ neg: 0, neu: 0.239, pos: 0.761, compound: 0.4926 });
  });

  test('an exact tie is rounded to even', () => {
    // advantage 1.0: pos 2 of 2 + 30 words = 0.0625, neu 30 of 32 = 0.9375.
    const { pos, neu } = sentimentIntensity(`advantage${' x'.repeat(30)}`);
    expect([pos, neu]).toEqual([0.062, 0.938]);
  });
});

describe('wordValence', () => {
  test('repeats the worked example', () => {
    expect(wordValence(splitWords('not good'), 1, false)).toBe(1.9 * -0.74);
  });

  test('is 0 outside the text and outside the lexicon', () => {
    expect(wordValence(splitWords('the table'), 1, false)).toBe(0);
    expect(wordValence([], 0, false)).toBe(0);
  });
});
