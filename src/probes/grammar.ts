import indefinite from 'indefinite';
import pluralize from 'pluralize';
import type { SlotValue } from './probe-schema.js';

/** How a slot asks for its filler: as it is, with its indefinite article, or in the plural. */
export type Form = 'plain' | 'article' | 'plural';

/** A filler in the form that its sentence needs.
 *  @example inflect('engineer', 'article') // 'an engineer'
 *  @example inflect({ text: 'person', plural: 'people' }, 'plural') // 'people' */
export function inflect(value: SlotValue, form: Form): string {
  const filler = typeof value === 'string' ? { text: value } : value;
  if (form === 'plural') return filler.plural ?? pluralOf(filler.text);
  if (form === 'article')
    return filler.article ? `${filler.article} ${filler.text}` : withArticle(filler.text);
  return filler.text;
}

/** First letter in upper case; the rest untouched. @example capitalize('élan') // 'Élan' */
export function capitalize(text: string): string {
  const first = text[Symbol.iterator]().next();
  return first.done ? text : first.value.toLocaleUpperCase('en') + text.slice(first.value.length);
}

/** Abbreviations that a sentence goes on after. */
const GOES_ON = /(^|[^\p{L}.])(e\.\s?g|i\.\s?e|cf|vs|viz|incl|approx|Mr|Mrs|Ms|Mx|Dr|Prof)\.\s+$/iu;

/** Whether what follows `before` starts a sentence. @example startsSentence('some jobs, e.g. ') // false */
export function startsSentence(before: string): boolean {
  if (GOES_ON.test(before)) return false;
  return /(^|[.!?]["'”’)]*\s+|\n\s*["“]?|^["“])$/u.test(before);
}

// The rules for articles are slow, and the same fillers come again and again.
const articles = new Map<string, string>();

function withArticle(text: string): string {
  let phrase = articles.get(text);
  if (phrase === undefined) {
    phrase = `${articleOf(text)} ${text}`;
    articles.set(text, phrase);
  }
  return phrase;
}

/** Openings whose article the library gets wrong. */
const AFTER_A = /^(uruguay|ewe\b)/iu;
const AFTER_AN = /^honorar/iu;

function articleOf(text: string): 'a' | 'an' {
  // An accent does not change the sound that counts: an élan.
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '');
  if (AFTER_A.test(plain)) return 'a';
  return AFTER_AN.test(plain) || indefinite(plain).startsWith('an ') ? 'an' : 'a';
}

function pluralOf(text: string): string {
  // The library takes an acronym for a shout: it answers UFOS.
  return /(^|\s)\p{Lu}{2,}$/u.test(text) ? `${text}s` : pluralize(text);
}
