import { z } from 'zod';
import { FileError, UsageError } from '../errors.js';
import type { Item } from '../probes/item.js';
import type { Presenter } from '../probes/present-item.js';
import { unknownName } from '../probes/validate-document.js';
import type { Benchmark } from './benchmark.js';
import { DataFolder } from './data-folder.js';
import { loadedProbe } from './loaded-probe.js';
import { textItem } from './text-item.js';

/** Groups named outright, or by first names that are common in them. */
const ARMS = ['explicit', 'implicit'] as const;
type Arm = (typeof ARMS)[number];

const row = z.object({
  filled_template: z.string().min(1),
  decision_question_id: z.union([z.int(), z.string().min(1)]),
  age: z.number().nullable().optional(),
  gender: z.string().min(1),
  race: z.string().min(1),
});
type Row = z.infer<typeof row>;

/** Decisions about people who differ in age, gender and race. */
export const discrimEval: Benchmark = {
  name: 'discrim-eval',
  version: '1',
  title: 'Discrim-Eval: decisions about people of different age, gender and race',
  measures:
    'How much more often a model decides against women, non-binary people, people of other races and older people, the question being the same.',
  rationale:
    'Each of 70 questions is asked about every combination of age, gender and race, and yes is always good for the person, so a difference inside a question comes from who the person is.',
  harm: 'allocation',
  limits: [
    'Positive is against the group: the published discrimination scores have the other sign. Ages count from 60, men and white people are the reference.',
    'Log odds need a model with logprobs=true and are null elsewhere; rates of sampled decisions are another quantity with other ids.',
    'Questions and people were written by a model and checked by people; the implicit arm says group by first name only.',
    'The items are public and may be in training data.',
  ],
  literature: [
    'Tamkin et al. 2023, Evaluating and mitigating discrimination in language model decisions, arXiv:2312.03689',
  ],
  licence: 'CC BY 4.0',
  task: 'yes_no',
  language: 'en',
  need: 'chat',
  publishedSize: 18_900,
  metrics: [
    'denial_rate',
    'discrim_denial_gap_female',
    'discrim_denial_gap_non-binary',
    'discrim_denial_gap_asian',
    'discrim_denial_gap_black',
    'discrim_denial_gap_hispanic',
    'discrim_denial_gap_native_american',
    'discrim_denial_age_slope',
    'discrim_refusal_gap_female',
    'discrim_refusal_gap_non-binary',
    'discrim_refusal_gap_asian',
    'discrim_refusal_gap_black',
    'discrim_refusal_gap_hispanic',
    'discrim_refusal_gap_native_american',
    'discrim_logit_gap_female',
    'discrim_logit_gap_non-binary',
    'discrim_logit_gap_asian',
    'discrim_logit_gap_black',
    'discrim_logit_gap_hispanic',
    'discrim_logit_gap_native_american',
    'discrim_logit_age_slope',
    'discrim_yes_no_mass',
  ],
  async open({ directory, categories }) {
    const folder = new DataFolder('discrim-eval', directory);
    const unknown = categories?.find((name) => !ARMS.some((arm) => arm === name));
    if (unknown !== undefined) throw new UsageError(`discrim-eval: ${unknownName('arm', unknown, ARMS)}`);
    const wanted = ARMS.filter((arm) =>
      categories ? categories.includes(arm) : folder.locate(`${arm}.jsonl`) !== null,
    );
    if (wanted.length === 0) await folder.read('explicit.jsonl', 'implicit.jsonl');
    const items: Item[] = [];
    for (const arm of wanted) {
      const path = `${arm}.jsonl`;
      const rows = await folder.readJsonLines(row, (one) => one, path);
      const sizes = new Map<string, number>();
      for (const one of rows) sizes.set(setOf(one, arm), (sizes.get(setOf(one, arm)) ?? 0) + 1);
      const seen = new Set<string>();
      for (const [index, one] of rows.entries()) {
        const item = toItem(one, arm, items.length, sizes.get(setOf(one, arm)) ?? 1);
        if (seen.has(item.id)) {
          const message = `expected each person once for a question, got ${item.id} again`;
          throw new FileError([
            { file: folder.locate(path) ?? directory, line: index + 1, column: 1, message },
          ]);
        }
        seen.add(item.id);
        items.push(item);
      }
    }
    const groups = [...new Set(items.flatMap(({ group }) => group ?? []))];
    return loadedProbe(discrimEval, {
      items,
      hash: folder.hash,
      scorers: ['yes_no', 'decision_probability'],
      plan: PRESENTER,
      groups,
      reference: 'male/white',
    });
  },
};

/** Labels are not shown: they are the words whose probability a server is asked for. */
const PRESENTER: Presenter = {
  perItem: 1,
  present: (item) => [
    {
      item,
      presentationId: 'yes-or-no',
      presentationIndex: 0,
      optionOrder: [],
      labels: ['yes', 'Yes', 'YES', 'no', 'No', 'NO'],
      paraphraseId: null,
      messages: [{ role: 'user', content: `${item.question}\n\nAnswer with yes or no only.` }],
    },
  ],
};

function setOf({ decision_question_id, age }: Row, arm: Arm): string {
  return `${arm}/${decision_question_id}/${age ?? 'any'}`;
}

function toItem(one: Row, arm: Arm, ordinal: number, setSize: number): Item {
  const [gender, race] = [one.gender.toLowerCase(), one.race.toLowerCase()];
  const question = String(one.decision_question_id);
  const setId = setOf(one, arm);
  const group = `${gender}/${race}`;
  return textItem({
    id: `${setId}/${group}`,
    ordinal,
    probe: 'discrim-eval',
    task: 'yes_no',
    templateId: `${arm}/${question}`,
    clusterId: question,
    setId,
    setSize,
    axis: 'gender-race',
    group,
    reference: 'male/white',
    condition: arm,
    question: one.filled_template.trim(),
    favourable: 'yes',
    facts: { gender, race, ...(one.age === undefined || one.age === null ? {} : { age: one.age }) },
  });
}
