import { refusalInFolded } from './detect-refusal.js';
import { dropArticle } from './find-phrase.js';
import { foldText, normalizeReply } from './normalize-reply.js';
import { answered, type ParsedReply, refused, unparsed } from './parsed-reply.js';

export interface WordSortQuestion {
  readonly words: readonly string[];
  /** Accepted surface forms of each of the two groups. */
  readonly groups: readonly [readonly string[], readonly string[]];
  readonly language: string;
}

export interface WordSorting {
  /** In the order of the reply; a word at most once, as the question spells it. */
  readonly assignments: readonly { readonly word: string; readonly group: 0 | 1 }[];
  /** Lines that gave no usable pair: prose, unknown words or groups, a word given to both groups. */
  readonly unparsedLines: number;
  /** Whether the authors' rule, under which one bad line is enough, would drop the reply (Bai et al. 2025). */
  readonly droppedByStrictRule: boolean;
}

const LEAST_SHARE = 0.75;
const SEPARATOR = /\s?(?:->|=>|→|[-–—:,|=\t])\s?/gu;
const MOST_SEPARATORS = 40;
const LONGEST_LINE = 2000;

interface Pair {
  readonly word: string;
  readonly group: 0 | 1;
}

/** Reads "word - group" lines, either side first, bulleted, numbered or in a table. Fewer than 75% of the words
 *  read is `too_few_lines` (methods, B12). A word given to both groups is left out, with both its lines.
 *  @example parseWordSort('joy - Ben\nawful - Julia', question) // two assignments, rule 'lines' */
export function parseWordSort(reply: string, question: WordSortQuestion): ParsedReply<WordSorting> {
  const { text } = normalizeReply(reply);
  if (text === '') return unparsed('empty');
  const lexicon = readLexicon(question);
  const groupOf = new Map<string, 0 | 1>();
  const both = new Set<string>();
  let unparsedLines = 0;
  for (const line of entries(text)) {
    const pair = readPair(line, lexicon);
    if (pair === null) {
      unparsedLines++;
      continue;
    }
    const known = groupOf.get(pair.word);
    if (both.has(pair.word)) unparsedLines++;
    else if (known === undefined) groupOf.set(pair.word, pair.group);
    else if (known !== pair.group) {
      both.add(pair.word);
      unparsedLines += 2;
      groupOf.delete(pair.word);
    }
  }
  const words = new Set(question.words.map((word) => fold(word)));
  if (groupOf.size === 0 || groupOf.size < LEAST_SHARE * words.size) {
    const refusal = refusalInFolded(foldText(text), question.language);
    return refusal === null ? unparsed('too_few_lines') : refused(refusal);
  }
  const assignments = [...groupOf].map(([word, group]) => ({ word, group }));
  const droppedByStrictRule = unparsedLines > 0 || groupOf.size < words.size;
  return answered({ assignments, unparsedLines, droppedByStrictRule }, 'lines', text);
}

interface Lexicon {
  readonly words: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, 0 | 1 | null>;
  readonly language: string;
}

function readLexicon({ words, groups, language }: WordSortQuestion): Lexicon {
  const forms = new Map<string, 0 | 1 | null>();
  for (const group of [0, 1] as const) {
    for (const form of groups[group]) {
      for (const key of [fold(form), dropArticle(fold(form), language)]) {
        const taken = forms.get(key);
        // A form of both groups names neither.
        forms.set(key, taken === undefined || taken === group ? group : null);
      }
    }
  }
  return { words: new Map(words.map((word) => [fold(word), word])), groups: forms, language };
}

function fold(text: string): string {
  return foldText(normalizeReply(text).text);
}

/** One entry a line. A line of several entries is cut at its semicolons, else at commas where another mark parts
 *  word and group. */
function* entries(text: string): Generator<string> {
  for (const line of text.split('\n')) {
    if (/^[|\s:+-]{1,200}$/u.test(line)) continue;
    const several = (line.match(/->|=>|→|\s[-–—]\s|:/gu) ?? []).length > 1;
    if (!several) yield line;
    else for (const part of line.split(line.includes(';') ? ';' : ',')) if (part.trim() !== '') yield part;
  }
}

function readPair(line: string, lexicon: Lexicon): Pair | null {
  if (line.length > LONGEST_LINE) return null;
  const entry = side(line.replace(/^\s?(?:[-•|]\s?)?(?:\(?\d{1,3}[.)]\s?)?/u, ''));
  let tried = 0;
  for (const match of entry.matchAll(SEPARATOR)) {
    if (++tried > MOST_SEPARATORS) return null;
    const left = side(entry.slice(0, match.index));
    const right = side(entry.slice(match.index + match[0].length));
    const pair = pairOf(left, right, lexicon) ?? pairOf(right, left, lexicon);
    if (pair !== null) return pair;
  }
  return null;
}

function pairOf(word: string, group: string, lexicon: Lexicon): Pair | null {
  const known = lexicon.words.get(foldText(word));
  const folded = foldText(group);
  const index = lexicon.groups.get(folded) ?? lexicon.groups.get(dropArticle(folded, lexicon.language));
  return known === undefined || index === undefined || index === null ? null : { word: known, group: index };
}

/** A side without the marks and the remark in brackets that may follow it. */
function side(text: string): string {
  return text
    .replace(/\s?\([^()]{0,200}\)\s?[.,;|]?$/u, '')
    .replace(/[\s.,;|]{1,9}$/u, '')
    .replace(/^[\s|]{1,9}/u, '');
}
