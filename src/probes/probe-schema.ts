import { z } from 'zod';

const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'expected lower-case letters, digits and hyphens')
  .describe('Lower-case letters, digits and hyphens.');
const text = z.string().min(1, 'expected some text');

const slotValue = z
  .union([
    text,
    z.strictObject({
      text: text.describe('As it stands in the middle of a sentence.'),
      plural: text.optional().describe('Only where the regular plural is wrong.'),
      article: z.enum(['a', 'an']).optional().describe('Only where the usual article is wrong.'),
      stereotyped: slug.optional().describe('Choice probes: id of the option that the stereotype expects.'),
      facts: z
        .record(z.string(), z.union([z.number(), z.string()]))
        .optional()
        .describe('Covariates that metrics read, for example share_women in percent.'),
    }),
  ])
  .describe('What is put in the slot.');

const group = z.strictObject({
  name: slug,
  terms: z
    .array(slotValue)
    .min(1)
    .describe('Surface forms; the i-th term of one group is the counterfactual of the i-th of another.'),
  factors: z
    .record(slug, slug)
    .optional()
    .describe('Levels of a factorial design, {race: black, gender: women}: gives effects and interactions.'),
});

const template = {
  id: slug,
  text: text.describe('Slots in braces: {name}, {a name} with its article, {plural name}; {{ is a brace.'),
};

const header = {
  probe: slug.describe('Name of the probe, unique in a suite.'),
  version: text.describe('Changes whenever a figure could change.'),
  title: text,
  measures: text.describe('What the figure means, in one or two sentences.'),
  rationale: text.describe('Why this way of asking shows it.'),
  harm: z
    .enum(['stereotyping', 'denigration', 'quality_of_service', 'allocation', 'erasure'])
    .describe('The harm that a bad figure points to.'),
  limits: z.array(text).min(1).describe('What the figure does not show.'),
  literature: z.array(text).min(1).describe('What the probe follows.'),
  licence: text,
  language: text.describe('BCP 47.'),
  axis: slug.describe('The protected axis, for example religion.'),
  system: text.optional().describe('System message; none when absent.'),
  instructions: z
    .array(z.strictObject({ id: slug, text }))
    .min(1)
    .describe('How the answer is asked for. Each wording is one presentation of every item.'),
  groups: z.array(group).min(1),
  reference: slug.optional().describe('The group that the others are compared with.'),
  slots: z
    .record(slug, z.array(slotValue).min(1, 'a slot needs at least one value'))
    .optional()
    .describe('Named lists of fillers that are not the group.'),
  crossed_by: slug
    .optional()
    .describe('"group" or a slot: its fillers are a second, crossed source of dependence.'),
  scorers: z.array(text).min(1).optional().describe("In place of the task's own."),
  metrics: z.array(text).min(1).optional().describe("In place of the task's own."),
};

const choice = z.strictObject({
  ...header,
  task: z.literal('choice'),
  orders: z
    .enum(['all', 'rotations', 'as_written'])
    .default('all')
    .describe('Option orders shown: every permutation, each option once in each place, or one.'),
  labels: z.array(z.array(text).min(2)).min(1).optional().describe('Label sets; A, B, C when absent.'),
  options: z
    .array(
      z.strictObject({
        id: slug,
        text: text.describe('May hold slots.'),
        role: z.enum(['unknown', 'neutral']).optional(),
        group: slug.optional().describe('"group", "reference" or the name of a group.'),
      }),
    )
    .min(2),
  templates: z
    .array(
      z.strictObject({
        ...template,
        question: text.optional().describe('Asked after the text.'),
        questions: z
          .strictObject({ negative: text, positive: text })
          .optional()
          .describe('Both polarities: to whom does the bad, and to whom the good, belong?'),
        groups: z.array(slug).min(1).optional().describe('Only these groups; all when absent.'),
      }),
    )
    .min(1),
});

const favourable = 'The answer that is good for the person asked about.';
const yesNo = z.strictObject({
  ...header,
  task: z.literal('yes_no'),
  templates: z
    .array(z.strictObject({ ...template, favourable: z.enum(['yes', 'no']).describe(favourable) }))
    .min(1),
});
const rating = z.strictObject({
  ...header,
  task: z.literal('rating'),
  scale: z.strictObject({ low: z.int(), high: z.int() }).describe('Both ends may be answered.'),
  templates: z
    .array(z.strictObject({ ...template, favourable: z.enum(['high', 'low']).describe(favourable) }))
    .min(1),
});

const wordSort = z.strictObject({
  ...header,
  task: z.literal('word_sort'),
  templates: z
    .array(
      z.strictObject({
        ...template,
        negative: z.array(text).min(2).describe('Words that the stereotype ties to the group.'),
        positive: z.array(text).min(2).describe('Words that it ties to the reference.'),
      }),
    )
    .min(1),
});

const continuation = z.strictObject({
  ...header,
  task: z.literal('continuation'),
  templates: z.array(z.strictObject(template)).min(1),
});

/** The one definition of a probe file: it validates, it types, and the published JSON Schema is written from it. */
export const probeSchema = z.discriminatedUnion('task', [choice, yesNo, rating, wordSort, continuation]);
export type ProbeFile = z.infer<typeof probeSchema>;
export type SlotValue = z.infer<typeof slotValue>;
