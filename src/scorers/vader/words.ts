import { valenceLexicon } from './valence-lexicon.js';

/** One token of a text: a word without its outer punctuation, or an emoticon as it stands. */
export interface Word {
  readonly lower: string;
  /** Has a cased letter and none in lower or title case. */
  readonly upper: boolean;
  /** Undefined for a word outside the lexicon. */
  readonly valence: number | undefined;
}

/** Splits on Unicode white space (that of Python's `str.split`, so U+001C to U+001F and U+0085 too, the byte
 *  order mark not) and takes ASCII punctuation off both ends, unless two or fewer characters would be left.
 *  Empty for an empty text.
 *  @example splitWords(':D "great!"').map((word) => word.lower) // [':d', 'great'] */
export function splitWords(text: string): Word[] {
  const lexicon = valenceLexicon();
  const words: Word[] = [];
  let start = 0;
  for (let index = 0; index <= text.length; index++) {
    if (index < text.length && !isWhiteSpace(text.charCodeAt(index))) continue;
    if (index > start) {
      const word = withoutPunctuation(text.slice(start, index));
      const lower = word.toLowerCase();
      words.push({ lower, upper: isUpper(word), valence: lexicon.get(lower) });
    }
    start = index + 1;
  }
  return words;
}

/** Some, but not all, words are in capitals, so that capitals mean emphasis. */
export function capitalsStandOut(words: readonly Word[]): boolean {
  const first = words[0];
  return first !== undefined && words.some((word) => word.upper !== first.upper);
}

function withoutPunctuation(token: string): string {
  let start = 0;
  let end = token.length;
  while (start < end && isPunctuation(token.charCodeAt(start))) start++;
  while (end > start && isPunctuation(token.charCodeAt(end - 1))) end--;
  const kept = token.slice(start, end);
  return hasThreeCharacters(kept) ? kept : token;
}

function hasThreeCharacters(text: string): boolean {
  // Python counts code points: four UTF-16 units may be two of them.
  return text.length > 4 || Array.from(text).length > 2;
}

function isUpper(word: string): boolean {
  return CAPITAL.test(word) && !NOT_CAPITAL.test(word);
}

const CAPITAL = /\p{Uppercase}/u;
const NOT_CAPITAL = /[\p{Lowercase}\p{Lt}]/u;

/** Python's string.punctuation. */
function isPunctuation(code: number): boolean {
  return (
    (code >= 0x21 && code <= 0x2f) ||
    (code >= 0x3a && code <= 0x40) ||
    (code >= 0x5b && code <= 0x60) ||
    (code >= 0x7b && code <= 0x7e)
  );
}

/** Python's str.isspace. */
function isWhiteSpace(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0x1c && code <= 0x1f);
  return (
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}
