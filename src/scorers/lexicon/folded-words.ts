/** A word of a text and its place in UTF-16 units, `end` exclusive. */
export interface FoldedWord {
  readonly folded: string;
  readonly start: number;
  readonly end: number;
}

/** Letters, digits and marks of any script make a word; anything else ends it. */
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const WORD_AT_END = /[\p{L}\p{N}\p{M}]$/u;
const WORD_AT_START = /^[\p{L}\p{N}\p{M}]/u;

/** The words of a text, case-folded so that full-width letters, "ß" and capitals compare equal to their
 *  plain forms. Empty for a text without letters or digits; lone surrogates end a word.
 *  @example foldedWords('Straße 9').map((word) => word.folded) // ['strasse', '9'] */
export function foldedWords(text: string): FoldedWord[] {
  return Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({
    folded: fold(word),
    start: index,
    end: index + word.length,
  }));
}

/** Whether no letter, digit or mark touches the part from `start` to `end` from outside.
 *  @example standsAlone('a cat', 2, 5) // true
 *  @example standsAlone('a catfish', 2, 5) // false */
export function standsAlone(text: string, start: number, end: number): boolean {
  // Two units, so that a character outside the basic plane is seen whole.
  const before = text.slice(Math.max(0, start - 2), start);
  const after = text.slice(end, end + 2);
  return !WORD_AT_END.test(before) && !WORD_AT_START.test(after);
}

function fold(word: string): string {
  // Upper case first: Unicode case folding maps "ß" to "ss" and the forms of sigma to one.
  return word.normalize('NFKC').toUpperCase().toLowerCase();
}
