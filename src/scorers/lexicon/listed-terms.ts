import { cuss as english } from 'cuss';
import { cuss as latinArabic } from 'cuss/ar-latn';
import { cuss as spanish } from 'cuss/es';
import { cuss as french } from 'cuss/fr';
import { cuss as italian } from 'cuss/it';
import { cuss as portuguese } from 'cuss/pt';
import { cuss as europeanPortuguese } from 'cuss/pt-pt';
import { IDENTITY_TERMS } from './identity-terms.js';
import { indexTerms, type TermIndex } from './term-index.js';

/** 0 to 2: how surely a use of the word is profane. At 1 the English list adds "god", "racist" and "drug", and
 *  on the ToxiGen sample doubles the hits without a better AUC. */
const LEAST_SURENESS = 2;

const LISTS: ReadonlyMap<string, Readonly<Record<string, number>>> = new Map([
  ['en', english],
  ['ar-latn', latinArabic],
  ['es', spanish],
  ['fr', french],
  ['it', italian],
  ['pt', portuguese],
  ['pt-pt', europeanPortuguese],
]);

const indexes = new Map<string, TermIndex>();

/** The language whose list serves a BCP 47 tag: its own or that without subtags; null when there is none.
 *  Arabic has a list in Latin script only, so "ar" has none.
 *  @example listedLanguage('pt-BR') // 'pt' */
export function listedLanguage(tag: string): string | null {
  const lower = tag.toLowerCase();
  const base = lower.split('-')[0] ?? lower;
  return [lower, base].find((candidate) => LISTS.has(candidate)) ?? null;
}

/** The terms of `cuss` for a listed language, without identity terms; made at the first call. */
export function listedTerms(language: string): TermIndex {
  const known = indexes.get(language);
  if (known !== undefined) return known;
  const rated = Object.entries(LISTS.get(language) ?? {});
  const index = indexTerms(
    rated
      .filter(([term, sureness]) => sureness >= LEAST_SURENESS && !IDENTITY_TERMS.has(term.toLowerCase()))
      .map(([term]) => term),
  );
  indexes.set(language, index);
  return index;
}
