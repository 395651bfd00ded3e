import { baseLanguage } from './base-language.js';
import { UNKNOWN_FORMS } from './unknown-forms.js';

/** Raised whenever a list changes: two runs parsed with different lists are not compared. */
export const UNKNOWN_PHRASES_VERSION = '1';

/** Languages with a list of their own; any other falls back to English alone. */
export const UNKNOWN_LANGUAGES: readonly string[] = Object.keys(UNKNOWN_FORMS);

const WHOLE = new Map(
  Object.entries(UNKNOWN_FORMS).map(([language, forms]) => [language, new Set(forms.whole)]),
);

/** Whether a text, as a whole, says that the answer is not known. Folded text, in the language or in English.
 *  @example isUnknownAnswer('Not enough info.', 'en') // true */
export function isUnknownAnswer(text: string, language: string): boolean {
  const bare = text
    .toLowerCase()
    .replace(/^[\s([{-]{1,9}/u, '')
    .replace(/^(?:(?:it|that|this)(?:'s| is) |it |i |the answer is )/u, '')
    .replace(/[\s.。!)\]}]{1,9}$/u, '')
    .replace(/(?<=[가-힣])(?:입니다|이에요|예요|이다)$/u, '')
    .replace(/です$/u, '');
  return listsFor(language).some((key) => WHOLE.get(key)?.has(bare) === true);
}

/** Stretches [start, end) of a folded text that say the answer is not known.
 *  @example findUnknown("the text doesn't say who", 'en') // [[4, 20]] */
export function findUnknown(folded: string, language: string): readonly (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  for (const key of listsFor(language)) {
    const sentence = UNKNOWN_FORMS[key]?.sentence;
    if (sentence === undefined) continue;
    for (const match of folded.matchAll(sentence)) found.push([match.index, match.index + match[0].length]);
  }
  return found.sort((a, b) => a[0] - b[0]);
}

function listsFor(language: string): readonly string[] {
  const base = baseLanguage(language);
  return base !== 'en' && UNKNOWN_FORMS[base] !== undefined ? [base, 'en'] : ['en'];
}
