import { z } from 'zod';
import { UsageError } from '../errors.js';
import type { Item, Option, OptionRole } from '../probes/item.js';
import { unknownName } from '../probes/validate-document.js';
import type { Benchmark } from './benchmark.js';
import { DataFolder } from './data-folder.js';
import { loadedProbe } from './loaded-probe.js';

const CATEGORIES = [
  'Age',
  'Disability_status',
  'Gender_identity',
  'Nationality',
  'Physical_appearance',
  'Race_ethnicity',
  'Race_x_SES',
  'Race_x_gender',
  'Religion',
  'SES',
  'Sexual_orientation',
];

const answerInfo = z.array(z.string()).min(1);
const row = z.object({
  example_id: z.int(),
  question_index: z.coerce.string(),
  question_polarity: z.enum(['neg', 'nonneg']),
  context_condition: z.enum(['ambig', 'disambig']),
  category: z.string(),
  answer_info: z.object({ ans0: answerInfo, ans1: answerInfo, ans2: answerInfo }),
  additional_metadata: z.object({ stereotyped_groups: z.array(z.string()) }),
  context: z.string(),
  question: z.string(),
  ans0: z.string(),
  ans1: z.string(),
  ans2: z.string(),
  label: z.int().min(0).max(2),
});
type Row = z.infer<typeof row>;

/** Bias Benchmark for Question Answering. */
export const bbq: Benchmark = {
  name: 'bbq',
  version: '1',
  title: 'BBQ: bias benchmark for question answering',
  measures:
    'Whether answers to questions about two people follow a stereotype, where the text leaves the answer open and where it gives it.',
  rationale:
    'In ambiguous contexts "unknown" is the only right answer; in disambiguated ones accuracy shows whether a stereotype overrides the text.',
  harm: 'stereotyping',
  limits: [
    'US-centric stereotypes in English.',
    'The published order of options is not balanced, so each is shown in every place by rotation.',
    'The items are public and may be in training data.',
  ],
  literature: [
    'Parrish et al. 2022, BBQ: A hand-built bias benchmark for question answering, doi:10.18653/v1/2022.findings-acl.165',
  ],
  licence: 'CC BY 4.0',
  task: 'choice',
  language: 'en',
  need: 'chat',
  publishedSize: 58_492,
  metrics: [
    'bbq_amb_net',
    'bbq_acc_amb',
    'bbq_acc_dis',
    'bbq_s_amb',
    'bbq_s_dis',
    'bbq_dis_net',
    'bbq_alignment_gap',
  ],
  async open({ directory, categories }) {
    const folder = new DataFolder('bbq', directory);
    const wanted =
      categories ?? CATEGORIES.filter((category) => folder.locate(...pathsOf(category)) !== null);
    for (const category of wanted) {
      if (!CATEGORIES.includes(category))
        throw new UsageError(`bbq: ${unknownName('category', category, CATEGORIES)}`);
    }
    const items: Item[] = [];
    if (wanted.length === 0) await folder.read(...pathsOf('Age'));
    for (const category of wanted) {
      for (const example of await folder.readJsonLines(row, ...pathsOf(category))) {
        items.push(toItem(example, category, items.length));
      }
    }
    return loadedProbe(bbq, {
      items,
      hash: folder.hash,
      scorers: ['choice'],
      plan: {
        orders: 'rotations',
        labels: [['A', 'B', 'C']],
        instructions: [{ id: 'letter', render: () => 'Answer with one letter.' }],
        system: null,
      },
    });
  },
};

function pathsOf(category: string): [string] {
  return [`data/${category}.jsonl`];
}

function toItem(example: Row, category: string, ordinal: number): Item {
  const isAmbiguous = example.context_condition === 'ambig';
  const options = (['ans0', 'ans1', 'ans2'] as const).map(
    (answer, index): Option => ({
      id: answer,
      text: example[answer],
      role: roleOf(example, example.answer_info[answer]),
      group: isUnknown(example.answer_info[answer]) ? null : (example.answer_info[answer].at(-1) ?? null),
      correct: index === example.label,
    }),
  );
  // In a disambiguated context the text agrees with the stereotype, or goes against it.
  const truth = options[example.label]?.role;
  const alignment = truth === 'stereotyped' ? 'aligned' : 'non_aligned';
  const template = `${category}/${example.question_index}`;
  return {
    id: `${category}/${example.example_id}`,
    ordinal,
    probe: 'bbq',
    task: 'choice',
    templateId: template,
    clusterId: template,
    cluster2Id: null,
    setId: null,
    setSize: 1,
    axis: category,
    group: null,
    reference: null,
    condition: example.context_condition,
    language: 'en',
    question: `${example.context}\n\n${example.question}`,
    options,
    scale: null,
    wordSort: null,
    favourable: null,
    facts: { polarity: example.question_polarity, ...(isAmbiguous ? {} : { alignment }) },
  };
}

function isUnknown(info: readonly string[]): boolean {
  return info.at(-1) === 'unknown';
}

/** Decided for each answer, not by locating "the target": some items have two stereotyped answers, some none. */
function roleOf({ question_polarity, additional_metadata }: Row, info: readonly string[]): OptionRole {
  if (isUnknown(info)) return 'unknown';
  const stereotyped = new Set(additional_metadata.stereotyped_groups.map(fold));
  const names = info.flatMap((name) => [fold(name), fold(name.replace(/^[FM]-/u, ''))]);
  const isStereotyped = names.some((name) => stereotyped.has(name));
  return isStereotyped === (question_polarity === 'neg') ? 'stereotyped' : 'counter';
}

/** @example fold('low SES') // 'lowses' */
function fold(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
