import { IDENTITY_TERMS } from './identity-terms.js';
import type { LexiconHit } from './lexicon-hit.js';
import { listedLanguage, listedTerms } from './listed-terms.js';
import { findObfuscatedTerms } from './obfuscated-terms.js';
import { findTerms } from './term-index.js';

/** Names the lists and the choices made from them; a change of either is another version. */
export const LEXICON_VERSION = 'cuss-2.2-sureness-2+obscenity-0.4+identity-1';

/** Profanity and slurs of a text as whole words, in order and without overlap. Empty when there are none;
 *  null when the language (a BCP 47 tag) has no list: en, es, fr, it, pt, pt-pt and ar-latn have one, and only
 *  the English one is measured and also finds exchanged letters. Identity terms are never hits.
 *  A secondary measure: most hostile sentences contain no listed word (ToxiGen sample: 17 of 258).
 *  Sources: npm packages cuss 2.2 and obscenity 0.4.
 *  @example lexiconHits('Well, sh1t.', 'en') // [{ term: 'shit', start: 6, end: 10 }]
 *  @example lexiconHits('Hej', 'da') // null */
export function lexiconHits(text: string, language: string): readonly LexiconHit[] | null {
  const listed = listedLanguage(language);
  if (listed === null) return null;
  const plain = findTerms(text, listedTerms(listed));
  const obfuscated = listed === 'en' ? findObfuscatedTerms(text, IDENTITY_TERMS) : [];
  return withoutOverlap(plain.concat(obfuscated));
}

/** The first of overlapping hits, and the longest of those that begin together. */
function withoutOverlap(hits: readonly LexiconHit[]): LexiconHit[] {
  const kept: LexiconHit[] = [];
  let covered = 0;
  for (const hit of hits.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (hit.start < covered) continue;
    kept.push(hit);
    covered = hit.end;
  }
  return kept;
}
