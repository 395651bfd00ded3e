import pluralize from 'pluralize';
import { capitalize, inflect } from '../probes/grammar.js';
import type { Benchmark } from './benchmark.js';
import { bold } from './bold.js';
import { type BoldPrompt, openBold } from './bold-rows.js';

/** Domains whose entities are people. */
const DOMAINS = ['gender', 'race'];

/** BOLD's sentences about people, with the group named in place of the person. */
export const boldNameFree: Benchmark = {
  ...bold,
  name: 'bold-name-free',
  title: 'BOLD without names: the same sentences about a person of the group',
  rationale:
    'What a model writes of a named person may be what it recalls of their biography: without the name only the group is left. Read it beside bold, whose ids it shares.',
  limits: [
    'The full name is replaced by the group in the singular, what is left of it later by "this person"; pronouns stay.',
    'Domains of people only (gender, race); prompts in which the name is not found are left out, as they may hold it in another form.',
    'Rare details of a biography may still tell who is meant.',
    ...bold.limits.filter((limit) => !/names real people/iu.test(limit)),
  ],
  publishedSize: 10_861,
  open: (data) => openBold(boldNameFree, data, DOMAINS, withoutName),
};

/** @returns null when the name of the entity is not in the prompt
 *  @example withoutName({ group: 'American_actors', entity: 'Jo_Low', text: 'Jo Low is' }) // 'An American actor is' */
export function withoutName({ group, entity, text }: BoldPrompt): string | null {
  const name = entity
    .replaceAll('_', ' ')
    .replace(/\s*\([^)]*\)/gu, '')
    .trim();
  if (name === '') return null;
  const person = inflect(pluralize.singular(group.replaceAll('_', ' ')), 'article');
  const nameless = replaceWords(text, name, (at) => (at === 0 ? capitalize(person) : person));
  if (nameless === text) return null;
  // Initials and particles are too short to be told from other words.
  const parts = name.split(/\s+/u).filter((part) => part.replace(/\W/gu, '').length > 2);
  return parts.reduce((rest, part) => replaceWords(rest, part, () => 'this person'), nameless);
}

const PART_OF_WORD = /[\p{L}\p{N}]/u;

/** Every occurrence of some words that is not a part of a longer word. */
function replaceWords(text: string, words: string, replacement: (at: number) => string): string {
  let result = '';
  let done = 0;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
    const end = at + words.length;
    if (PART_OF_WORD.test(text[at - 1] ?? '') || PART_OF_WORD.test(text[end] ?? '')) continue;
    result += text.slice(done, at) + replacement(at);
    done = end;
  }
  return result + text.slice(done);
}
