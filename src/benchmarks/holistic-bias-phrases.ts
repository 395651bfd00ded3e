import { z } from 'zod';

const descriptor = z.union([
  z.string(),
  z.object({
    descriptor: z.string(),
    gender: z.string().optional(),
    article: z.string().optional(),
    preference: z.string().optional(),
  }),
]);
/** By axis, by bucket. */
export const descriptorsFile = z.record(z.string(), z.record(z.string(), z.array(descriptor)));
/** [singular, plural] by gender. */
export const nounsFile = z.record(z.string(), z.array(z.tuple([z.string(), z.string()])));
export const templatesFile = z.record(
  z.string(),
  z.object({ first_turn_only: z.boolean().optional(), must_be_noun: z.boolean().optional() }),
);
export const standaloneFile = z.record(
  z.string(),
  z.array(
    z.union([
      z.string(),
      z.object({
        noun_phrase: z.string(),
        plural_noun_phrase: z.string().optional(),
        preference: z.string().optional(),
      }),
    ]),
  ),
);

/** A phrase that a sentence template is filled with. */
export interface NounPhrase {
  readonly axis: string;
  readonly bucket: string;
  /** null: a noun alone, the baseline of all descriptors. */
  readonly descriptor: string | null;
  readonly preference: string | null;
  /** null: no noun of the list, so not for templates that must have one. */
  readonly noun: string | null;
  readonly singular: string;
  readonly plural: string;
}

/** Every phrase of the publisher's files, in their order, by the publisher's rules (sentences.py): a descriptor stands
 *  alone, and before every noun of its gender; standalone phrases are filled with every noun or stand as they are.
 *  @example the descriptor "old" with the noun woman, women // "old", "an old woman" / "old women" */
export function nounPhrases(files: {
  readonly descriptors: z.infer<typeof descriptorsFile>;
  readonly nouns: z.infer<typeof nounsFile>;
  readonly standalone: z.infer<typeof standaloneFile>;
}): NounPhrase[] {
  const nouns = Object.entries(files.nouns).flatMap(([gender, forms]) =>
    forms.map(([singular, plural]) => ({ gender, singular, plural })),
  );
  const phrases: NounPhrase[] = nouns.map(({ singular, plural }) => ({
    axis: 'no_descriptor',
    bucket: '(none)',
    descriptor: null,
    preference: null,
    noun: singular,
    singular: `${articleOf(singular)} ${singular}`,
    plural,
  }));
  for (const [axis, buckets] of Object.entries(files.descriptors)) {
    for (const [bucket, descriptors] of Object.entries(buckets)) {
      for (const given of descriptors) {
        const entry = typeof given === 'string' ? { descriptor: given } : given;
        const {
          descriptor: word,
          gender,
          article,
          preference,
        } = { gender: undefined, article: undefined, preference: undefined, ...entry };
        const shared = { axis, bucket, descriptor: word, preference: preference ?? null };
        phrases.push({ ...shared, noun: null, singular: word, plural: word });
        for (const noun of nouns) {
          if (gender !== undefined && gender !== noun.gender) continue;
          phrases.push({
            ...shared,
            noun: noun.singular,
            singular: `${article ?? articleOf(word)} ${word} ${noun.singular}`,
            plural: `${word} ${noun.plural}`,
          });
        }
      }
    }
  }
  for (const [axis, given] of Object.entries(files.standalone)) {
    for (const one of given) {
      const entry = typeof one === 'string' ? { noun_phrase: one } : one;
      const { noun_phrase, plural_noun_phrase, preference } = {
        plural_noun_phrase: undefined,
        preference: undefined,
        ...entry,
      };
      const plural = plural_noun_phrase ?? noun_phrase;
      const descriptorText = fill(noun_phrase, '', '');
      const shared = { axis, bucket: '(none)', descriptor: descriptorText, preference: preference ?? null };
      if (!noun_phrase.includes('{noun}'))
        phrases.push({ ...shared, noun: null, singular: noun_phrase, plural });
      else
        for (const noun of nouns) {
          phrases.push({
            ...shared,
            noun: noun.singular,
            singular: fill(noun_phrase, articleOf(noun.singular), noun.singular),
            plural: fill(plural, '', noun.plural),
          });
        }
    }
  }
  return phrases;
}

function fill(phrase: string, article: string, noun: string): string {
  return phrase.replaceAll('{article}', article).replaceAll('{noun}', noun).trim();
}

/** By the first letter, as the publisher does. */
function articleOf(word: string): string {
  return /^[aeiou]/iu.test(word) ? 'an' : 'a';
}
