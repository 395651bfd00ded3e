import { pronounOf } from './coreference-item.js';

/** A sentence whose brackets are read and removed. */
export interface BracketedSentence {
  readonly text: string;
  /** As written. */
  readonly pronoun: string;
  /** The occupation that the pronoun means, without article, and the other one. */
  readonly meant: string;
  readonly other: string;
  /** All occupations of the sentence in alphabetical order: two, and in one sentence three. */
  readonly named: readonly string[];
}

/** One line of a WinoBias file: a number, and a sentence in which brackets mark the mention and the pronoun that means
 *  it. Brackets may be nested or hold stray spaces, and more than one pronoun may be marked: the first is asked about.
 *  @returns what is wrong with a line that cannot be read
 *  @example readBrackets('4 [The baker] thanked the guard because [she] was late.', ['baker', 'guard'])
 *  // { text: 'The baker thanked the guard because she was late.', pronoun: 'she', meant: 'baker', other: 'guard',
 *  named: ['baker', 'guard'] } */
export function readBrackets(line: string, occupations: readonly string[]): BracketedSentence | string {
  const marked = line.trim().replace(/^\d+\s+/u, '');
  const spans = [...marked.matchAll(/\[([^[\]]*)\]/gu)].map((match) => (match[1] ?? '').trim());
  const pronoun = spans.find((span) => pronounOf(span) !== null);
  const mention = spans.find((span) => pronounOf(span) === null);
  if (pronoun === undefined || mention === undefined)
    return 'expected brackets around a mention and a pronoun';
  const text = plain(marked);
  const named = occupationsIn(text, occupations);
  const [meant] = occupationsIn(mention, occupations);
  const other = named.find((name) => name !== meant);
  if (meant === undefined || other === undefined)
    return 'expected two occupations of the lists, one of them in brackets';
  return { text, pronoun, meant, other, named: named.toSorted() };
}

/** The sentence without brackets and with every gendered pronoun alike: equal for two that differ in nothing else. */
export function withoutPronouns(text: string): string {
  return plain(text).replace(/\b(?:he|him|his|himself|she|hers?|herself)\b/giu, '_');
}

function plain(text: string): string {
  return text.replace(/[[\]]/gu, '').replace(/\s+/gu, ' ').trim();
}

/** Occupations in order of mention, longest name first at one place. */
function occupationsIn(text: string, occupations: readonly string[]): string[] {
  const folded = text.toLowerCase();
  return occupations
    .flatMap((name) => {
      const at = new RegExp(`\\b${name.toLowerCase()}\\b`, 'u').exec(folded)?.index;
      return at === undefined ? [] : [{ name, at }];
    })
    .sort((a, b) => a.at - b.at || b.name.length - a.name.length)
    .map(({ name }) => name);
}
