import { BOOSTERS, IDIOMS, isNegation, TWO_WORD_BOOSTERS } from './modifiers.js';
import type { Word } from './words.js';

const CAPITALS = 0.733;
const NEGATION = -0.74;
const NEVER_SO = 1.25;
/** How much of a booster is left one, two and three words before the word it boosts. */
const DISTANCE_DAMPING = [1, 0.95, 0.9] as const;

/** What the word at `index` adds to the sentiment of its text, before "but" and punctuation are weighed.
 *  About -10 to 10; 0 for a word outside the lexicon, for a booster, and for the "kind" of "kind of".
 *  Source: the rules of Hutto and Gilbert 2014 as released in cjhutto/vaderSentiment 44fc044.
 *  @param emphatic capitals mean emphasis in this text (see capitalsStandOut)
 *  @example wordValence(splitWords('not good'), 1, false) // 1.9 * -0.74 = -1.406 */
export function wordValence(words: readonly Word[], index: number, emphatic: boolean): number {
  const word = words[index];
  if (word?.valence === undefined || BOOSTERS.has(word.lower)) return 0;
  if (word.lower === 'kind' && lowerAt(words, index + 1) === 'of') return 0;

  let valence = ownValence(words, index, word.valence);
  if (emphatic && word.upper) valence += valence > 0 ? CAPITALS : -CAPITALS;
  for (const [step, damping] of DISTANCE_DAMPING.entries()) {
    const before = words[index - step - 1];
    if (before === undefined) break;
    if (before.valence !== undefined) continue;
    valence += boost(before, valence, emphatic) * damping;
    valence *= negation(words, index, step + 1);
    if (step === 2) valence = withIdioms(words, index, valence);
  }
  return leastNegates(words, index) ? valence * NEGATION : valence;
}

function lowerAt(words: readonly Word[], index: number): string {
  return words[index]?.lower ?? '';
}

/** "no" before a scored word is a negation and no word of its own; a scored word after it is negated. */
function ownValence(words: readonly Word[], index: number, valence: number): number {
  const [third, second, first] = [index - 3, index - 2, index - 1].map((at) => lowerAt(words, at));
  const negated =
    first === 'no' || second === 'no' || (third === 'no' && (first === 'or' || first === 'nor'));
  if (negated) return valence * NEGATION;
  return lowerAt(words, index) === 'no' && words[index + 1]?.valence !== undefined ? 0 : valence;
}

/** Away from 0 for a strengthening word, towards 0 for a weakening one. */
function boost(before: Word, valence: number, emphatic: boolean): number {
  const weight = BOOSTERS.get(before.lower);
  if (weight === undefined) return 0;
  const signed = valence < 0 ? -weight : weight;
  if (!emphatic || !before.upper) return signed;
  return valence > 0 ? signed + CAPITALS : signed - CAPITALS;
}

/** The factor that the word `distance` (1 to 3) places before brings. At distance 3 a "so" or "this" directly
 *  before counts even without "never": so the reference groups its conditions. */
function negation(words: readonly Word[], index: number, distance: number): number {
  const first = lowerAt(words, index - 1);
  const second = lowerAt(words, index - 2);
  const far = lowerAt(words, index - distance);
  if (distance === 2) {
    if (far === 'never' && isSoOrThis(first)) return NEVER_SO;
    if (far === 'without' && first === 'doubt') return 1;
  }
  if (distance === 3) {
    if ((far === 'never' && isSoOrThis(second)) || isSoOrThis(first)) return NEVER_SO;
    if (far === 'without' && (second === 'doubt' || first === 'doubt')) return 1;
  }
  return isNegation(far) ? NEGATION : 1;
}

function isSoOrThis(lower: string): boolean {
  return lower === 'so' || lower === 'this';
}

/** Idioms replace the valence; the first that ends here or before counts, then those that begin here. */
function withIdioms(words: readonly Word[], index: number, valence: number): number {
  const [third, second, first, own] = [-3, -2, -1, 0].map((offset) => lowerAt(words, index + offset));
  const ending = [
    `${first} ${own}`,
    `${second} ${first} ${own}`,
    `${second} ${first}`,
    `${third} ${second} ${first}`,
    `${third} ${second}`,
  ].map((phrase) => IDIOMS.get(phrase));
  let result = ending.find((idiom) => idiom !== undefined) ?? valence;
  const next = lowerAt(words, index + 1);
  result = IDIOMS.get(`${own} ${next}`) ?? result;
  result = IDIOMS.get(`${own} ${next} ${lowerAt(words, index + 2)}`) ?? result;
  result += TWO_WORD_BOOSTERS.get(`${third} ${second}`) ?? 0;
  return result + (TWO_WORD_BOOSTERS.get(`${second} ${first}`) ?? 0);
}

function leastNegates(words: readonly Word[], index: number): boolean {
  const before = lowerAt(words, index - 2);
  return lowerAt(words, index - 1) === 'least' && before !== 'at' && before !== 'very';
}
