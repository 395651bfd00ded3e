import { baseLanguage } from './base-language.js';

/** Scripts that put no space between words: an edge there proves nothing, so none is asked for. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const HANGUL = /\p{Script=Hangul}/u;
const WORD = /[\p{L}\p{N}\p{M}_]/u;

/** Korean particles and endings that may be glued to a noun. Other letters make another noun
 *  (`남자` in `남자친구`). */
const KOREAN_TAIL =
  /^(?:들)?(?:께서|에게서|에게|한테|에서|으로|이라고|라고|이라는|라는|이라|이며|이고|이지만|이기|이었|였|입니다|입니까|이에요|예요|이다|임|일|인|님|은|는|이|가|을|를|의|와|과|도|만|로|요|다|야|라|고|며)?(?:습니다|어요|다|은|는|만|도|때문)?(?![\p{L}\p{N}])/u;

const ARTICLES: Readonly<Record<string, RegExp>> = {
  en: /^(?:the|an?) /u,
  es: /^(?:el|la|los|las|una?) /u,
  fr: /^(?:(?:les?|la|une?) |l')/u,
  de: /^(?:der|die|das|dem|den|des|eine?[rmns]?) /u,
  pt: /^(?:os?|as?|uma?) /u,
  it: /^(?:(?:il|lo|la|i|gli|le|una?|uno) |l')/u,
  ca: /^(?:(?:el|la|els|les|una?) |l')/u,
  nl: /^(?:de|het|een) /u,
};

/** @example dropArticle('the jewish man', 'en') // 'jewish man' */
export function dropArticle(folded: string, language: string): string {
  const article = ARTICLES[baseLanguage(language)] ?? ARTICLES.en;
  const rest = article === undefined ? folded : folded.replace(article, '');
  return rest === '' ? folded : rest;
}

/** Whether text[start, end) stands there as words of its own, not inside longer ones. */
export function isWholeWords(text: string, start: number, end: number): boolean {
  return startsWord(text, start) && endsWord(text, end);
}

function startsWord(text: string, start: number): boolean {
  const first = String.fromCodePoint(text.codePointAt(start) ?? 0x20);
  if (start === 0 || UNSPACED.test(first)) return true;
  const before = codePointBefore(text, start);
  return !WORD.test(before) || UNSPACED.test(before) || (HANGUL.test(before) && !HANGUL.test(first));
}

function endsWord(text: string, end: number): boolean {
  if (end >= text.length) return true;
  const after = String.fromCodePoint(text.codePointAt(end) ?? 0x20);
  const last = codePointBefore(text, end);
  if (!WORD.test(after) || UNSPACED.test(last) || UNSPACED.test(after)) return true;
  return HANGUL.test(after) && KOREAN_TAIL.test(text.slice(end, end + 12));
}

function codePointBefore(text: string, index: number): string {
  const pair = text.codePointAt(index - 2);
  if (index >= 2 && pair !== undefined && pair > 0xffff) return String.fromCodePoint(pair);
  return text.charAt(index - 1);
}

/** Starts of `phrase` in `text` on word boundaries; both folded alike.
 *  @example [...findPhrase('a woman, a man', 'man')] // [11] */
export function* findPhrase(text: string, phrase: string): Generator<number> {
  if (phrase === '') return;
  for (let at = text.indexOf(phrase); at !== -1; at = text.indexOf(phrase, at + phrase.length)) {
    if (isWholeWords(text, at, at + phrase.length)) yield at;
  }
}
