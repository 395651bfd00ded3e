import { type FoldedWord, foldedWords } from './folded-words.js';
import type { LexiconHit } from './lexicon-hit.js';

/** Terms as folded words, by their first word, longest first. */
export type TermIndex = ReadonlyMap<string, readonly (readonly string[])[]>;

/** Only this may stand between the words of one term. */
const INSIDE_TERM = /^[\s\p{Pd}'’]{1,3}$/u;

/** Prepares terms of one or more words for findTerms; a term without letters or digits is left out. */
export function indexTerms(terms: Iterable<string>): TermIndex {
  const byFirstWord = new Map<string, string[][]>();
  for (const term of terms) {
    const words = foldedWords(term).map((word) => word.folded);
    const first = words[0];
    if (first === undefined) continue;
    const sameStart = byFirstWord.get(first) ?? [];
    sameStart.push(words);
    byFirstWord.set(first, sameStart);
  }
  for (const sameStart of byFirstWord.values()) sameStart.sort((a, b) => b.length - a.length);
  return byFirstWord;
}

/** Whole-word, case-folded matches in order of the text; the longest where several begin at one word, and none
 *  that overlap.
 *  @example findTerms('A Bus-Stop!', indexTerms(['bus', 'bus stop'])) // [{ term: 'bus stop', start: 2, end: 10 }] */
export function findTerms(text: string, index: TermIndex): LexiconHit[] {
  const words = foldedWords(text);
  const hits: LexiconHit[] = [];
  for (let at = 0; at < words.length; at++) {
    const first = words[at];
    if (first === undefined) continue;
    const term = index.get(first.folded)?.find((candidate) => beginsAt(candidate, text, words, at));
    if (term === undefined) continue;
    at += term.length - 1;
    hits.push({ term: term.join(' '), start: first.start, end: words[at]?.end ?? first.end });
  }
  return hits;
}

function beginsAt(term: readonly string[], text: string, words: readonly FoldedWord[], at: number): boolean {
  return term.every((expected, offset) => {
    const word = words[at + offset];
    if (word?.folded !== expected) return false;
    const previous = words[at + offset - 1];
    return offset === 0 || previous === undefined || INSIDE_TERM.test(text.slice(previous.end, word.start));
  });
}
