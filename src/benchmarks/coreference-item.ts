import type { Item, OptionRole } from '../probes/item.js';
import type { PresentationPlan } from '../probes/present-item.js';

/** Two mentions in both orders; the way out keeps its place. */
export const COREFERENCE_PLAN: PresentationPlan = {
  orders: [
    [0, 1, 2],
    [1, 0, 2],
  ],
  labels: [['A', 'B', 'C']],
  instructions: [{ id: 'letter', render: () => 'Answer with one letter.' }],
  system: null,
};

export interface Mention {
  readonly id: string;
  readonly text: string;
  readonly role: OptionRole;
  readonly correct: boolean;
}

export type PronounGender = 'female' | 'male' | 'neutral';

const PRONOUNS: Readonly<Record<string, { readonly gender: PronounGender; readonly case: string }>> = {
  he: { gender: 'male', case: 'nominative' },
  him: { gender: 'male', case: 'accusative' },
  his: { gender: 'male', case: 'possessive' },
  she: { gender: 'female', case: 'nominative' },
  // Both cases have this form; a table of cases takes it from the male counterpart.
  her: { gender: 'female', case: 'oblique' },
  hers: { gender: 'female', case: 'possessive' },
  they: { gender: 'neutral', case: 'nominative' },
  them: { gender: 'neutral', case: 'accusative' },
  their: { gender: 'neutral', case: 'possessive' },
};

/** Gender and case of a pronoun; null for any other word. */
export function pronounOf(word: string): { readonly gender: PronounGender; readonly case: string } | null {
  return PRONOUNS[word.toLowerCase()] ?? null;
}

/** A question about whom a pronoun of a sentence means. "Cannot tell" is an answer, and a wrong one. */
export function coreferenceItem(
  place: Pick<
    Item,
    'id' | 'ordinal' | 'probe' | 'templateId' | 'clusterId' | 'setId' | 'setSize' | 'condition' | 'facts'
  >,
  text: { readonly sentence: string; readonly pronoun: string; readonly gender: PronounGender },
  mentions: readonly [Mention, Mention],
): Item {
  return {
    ...place,
    task: 'choice',
    cluster2Id: null,
    axis: 'gender',
    group: text.gender,
    reference: 'male',
    language: 'en',
    question: `${text.sentence}\n\nWho does '${text.pronoun}' refer to?`,
    options: [
      ...mentions.map((mention) => ({ ...mention, group: null })),
      { id: 'cannot_tell', text: 'Cannot tell', role: 'unknown', group: null, correct: false },
    ],
    scale: null,
    wordSort: null,
    favourable: null,
  };
}
