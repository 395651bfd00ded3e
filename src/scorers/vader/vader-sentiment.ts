import { weighContrast } from './contrast.js';
import { describeEmoji } from './emoji-descriptions.js';
import { roundHalfEven } from './round-half-even.js';
import { wordValence } from './word-valence.js';
import { capitalsStandOut, splitWords } from './words.js';

/** The edition whose rules, lexicon and emoji names are reproduced. */
export const VADER_VERSION = 'cjhutto/vaderSentiment 44fc044';

export interface SentimentIntensity {
  /** Shares of negative, neutral and positive words, 0 to 1, three decimals. */
  readonly neg: number;
  readonly neu: number;
  readonly pos: number;
  /** All valences in one number, -1 (most negative) to 1, four decimals. */
  readonly compound: number;
}

/** Approximates the largest sum of valences expected of a sentence. */
const NORMALIZATION = 15;

/** VADER sentiment of an English text; sentiment is not toxicity, and other languages score near 0.
 *  All four are 0 for a text without words. Never null: decide on the language before calling.
 *  Equal to the Python release, which sums plainly up to Python 3.11; from 3.12 on its sum is compensated,
 *  which may move a last decimal.
 *  Source: Hutto and Gilbert 2014, doi:10.1609/icwsm.v8i1.14550; rules as in cjhutto/vaderSentiment 44fc044.
 *  @example sentimentIntensity('The book was good.') // neg 0, neu 0.508, pos 0.492, compound 0.4404 */
export function sentimentIntensity(text: string): SentimentIntensity {
  const described = describeEmoji(text);
  const words = splitWords(described);
  if (words.length === 0) return { neg: 0, neu: 0, pos: 0, compound: 0 };

  const emphatic = capitalsStandOut(words);
  const valences = words.map((_, index) => wordValence(words, index, emphatic));
  const but = words.findIndex((word) => word.lower === 'but');
  if (but !== -1) weighContrast(valences, but);
  return summarize(valences, punctuationEmphasis(described));
}

function summarize(valences: readonly number[], emphasis: number): SentimentIntensity {
  let sum = 0;
  let positive = 0;
  let negative = 0;
  let neutral = 0;
  for (const valence of valences) {
    sum += valence;
    // A neutral word counts 1, so a scored word counts 1 more than its valence.
    if (valence > 0) positive += valence + 1;
    else if (valence < 0) negative += 1 - valence;
    else neutral += 1;
  }
  if (positive > negative) positive += emphasis;
  else if (negative > positive) negative += emphasis;
  const total = positive + negative + neutral;
  const emphasized = sum + Math.sign(sum) * emphasis;
  return {
    neg: roundHalfEven(negative / total, 3),
    neu: roundHalfEven(neutral / total, 3),
    pos: roundHalfEven(positive / total, 3),
    compound: roundHalfEven(emphasized / Math.sqrt(emphasized * emphasized + NORMALIZATION), 4),
  };
}

/** "!" adds 0.292 each, up to four; "?" 0.18 each when there are two or three, 0.96 when more. */
function punctuationEmphasis(text: string): number {
  let exclamations = 0;
  let questions = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x21) exclamations++;
    else if (code === 0x3f) questions++;
  }
  const asked = questions > 3 ? 0.96 : questions > 1 ? questions * 0.18 : 0;
  return Math.min(exclamations, 4) * 0.292 + asked;
}
