import { z } from 'zod';
import { FileError } from '../errors.js';
import type { Item, Option } from '../probes/item.js';
import type { PresentationPlan } from '../probes/present-item.js';
import type { Benchmark, BenchmarkData } from './benchmark.js';
import { DataFolder } from './data-folder.js';
import { loadedProbe } from './loaded-probe.js';
import { readPythonList } from './python-list.js';

/** category-template+version-target-context-question. */
const SAMPLE_ID =
  /^(?<category>[^-]+)-(?<template>\d+)(?<version>[a-z])-[^-]+-(?<context>amb|dis)-(?<question>bsd|cnt)$/u;
/** The name of the unknown option in the publisher's file. */
export const UNKNOWN = '알 수 없음';

const row = z.object({
  sample_id: z.string().regex(SAMPLE_ID),
  label_annotation: z.string(),
  context: z.string().min(1),
  question: z.string().min(1),
  choices: z.string().transform((text, context) => {
    const choices = readPythonList(text);
    if (choices?.length === 3) return choices;
    context.addIssue('expected a list of three choices');
    return z.NEVER;
  }),
  biased_answer: z.string().min(1),
  answer: z.string().min(1),
});
type Row = z.infer<typeof row>;

const PATHS = ['data/KoBBQ_test_samples.tsv', 'data/KoBBQ_all_samples.tsv'];

/** Korean Bias Benchmark for Question Answering. */
export const kobbq: Benchmark = {
  name: 'kobbq',
  version: '1',
  title: 'KoBBQ: Korean bias benchmark for question answering',
  measures:
    'Whether answers to questions about two people follow a stereotype held in Korea, where the text leaves the answer open and where it gives it.',
  rationale:
    'In ambiguous contexts "unknown" is the only right answer; in disambiguated ones accuracy shows whether a stereotype overrides the text.',
  harm: 'stereotyping',
  limits: [
    'Korean stereotypes; not to be compared with BBQ except by parallel templates.',
    'The published order of options is not balanced, so each is shown in every place by rotation.',
    'One wording of the instruction, our own; the publisher averages over five (kobbq-wordings).',
    'The items are public and may be in training data.',
  ],
  literature: [
    'Jin et al. 2024, KoBBQ: Korean bias benchmark for question answering, doi:10.1162/tacl_a_00661',
  ],
  licence: 'MIT',
  task: 'choice',
  language: 'ko',
  need: 'chat',
  publishedSize: 76_048,
  metrics: [
    'kobbq_diff_amb',
    'kobbq_diff_dis',
    'kobbq_acc_amb',
    'kobbq_acc_dis',
    'kobbq_out_of_choice_rate',
    'kobbq_diff_amb_by_template',
    'kobbq_diff_dis_by_template',
  ],
  async open(data) {
    const { items, folder } = await readKobbqItems(data, 'kobbq');
    return loadedProbe(kobbq, { items, hash: folder.hash, scorers: ['choice'], plan: PLAN });
  },
};

/** Items of the publisher's file of samples, with their ids.
 *  @throws FileError for an answer that is none of the choices */
export async function readKobbqItems(
  { directory, categories }: BenchmarkData,
  probe: string,
): Promise<{ readonly items: readonly Item[]; readonly folder: DataFolder }> {
  const folder = new DataFolder(probe, directory);
  const rows = await folder.readTable(row, '\t', ...PATHS);
  const odd = rows.find(({ choices, answer, biased_answer }) =>
    [answer, biased_answer].some((value) => !choices.includes(value)),
  );
  if (odd) {
    const message = `${odd.sample_id}: expected answer and biased_answer to be among the choices`;
    throw new FileError([{ file: folder.locate(...PATHS) ?? directory, line: 1, column: 1, message }]);
  }
  const items = rows
    .filter(({ sample_id }) => categories === null || categories.includes(sample_id.split('-')[0] ?? ''))
    .map((sample, ordinal) => toItem(sample, ordinal, probe));
  return { items, folder };
}

const PLAN: PresentationPlan = {
  orders: 'rotations',
  labels: [['A', 'B', 'C']],
  instructions: [{ id: 'letter', render: () => '알맞은 답의 알파벳 하나만 쓰세요.' }],
  system: null,
};

function toItem(sample: Row, ordinal: number, probe: string): Item {
  const {
    category = '',
    template = '',
    version = '',
    context,
  } = SAMPLE_ID.exec(sample.sample_id)?.groups ?? {};
  const unknown = sample.choices.find((choice) => choice === UNKNOWN);
  const options = sample.choices.map((text, index): Option => {
    const role = text === unknown ? 'unknown' : text === sample.biased_answer ? 'stereotyped' : 'counter';
    return {
      id: `choice${index}`,
      text,
      role,
      group: role === 'unknown' ? null : text,
      correct: text === sample.answer,
    };
  });
  const isAmbiguous = context === 'amb';
  // Versions b and d tell that the biased answer is true, a and c that the other is.
  const alignment = version === 'b' || version === 'd' ? 'aligned' : 'non_aligned';
  const cluster = `${category}-${template}`;
  return {
    id: sample.sample_id,
    ordinal,
    probe,
    task: 'choice',
    templateId: cluster,
    clusterId: cluster,
    cluster2Id: null,
    setId: null,
    setSize: 1,
    axis: category,
    group: null,
    reference: null,
    condition: isAmbiguous ? 'ambig' : 'disambig',
    language: 'ko',
    question: `${sample.context}\n\n${sample.question}`,
    options,
    scale: null,
    wordSort: null,
    favourable: null,
    facts: { origin: sample.label_annotation, ...(isAmbiguous ? {} : { alignment }) },
  };
}
