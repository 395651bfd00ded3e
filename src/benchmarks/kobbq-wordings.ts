import { z } from 'zod';
import { FileError } from '../errors.js';
import type { Item } from '../probes/item.js';
import { optionOrders, type Presenter } from '../probes/present-item.js';
import type { Benchmark, BenchmarkData } from './benchmark.js';
import type { DataFolder } from './data-folder.js';
import { kobbq, readKobbqItems, UNKNOWN } from './kobbq.js';
import { loadedProbe } from './loaded-probe.js';

const PROMPTS = ['evaluation/0_evaluation_prompts.tsv', 'KoBBQ_prompts.tsv'];
/** Numbers of the wordings, which the metrics name. */
const WORDINGS = ['1', '2', '3', '4', '5'];

/** The last letter that a mark shows is the label: `A: `, `(B) `. */
const mark = z.string().regex(/[A-Za-z][^A-Za-z]*$/u, 'expected a mark with a letter, as "A: "');
const wording = z.object({
  prompt_id: z.enum(WORDINGS),
  instruction: z.string().min(1),
  context: z.string(),
  question: z.string(),
  a: mark,
  b: mark,
  c: mark,
  answer: z.string(),
  unknown: z.string().min(1),
});
type Wording = z.infer<typeof wording>;

/** KoBBQ in the publisher's five wordings, read from their file. */
export const kobbqWordings: Benchmark = {
  ...kobbq,
  name: 'kobbq-wordings',
  title: 'KoBBQ in the publisher’s five wordings',
  limits: [
    ...kobbq.limits.filter((limit) => !/one wording/iu.test(limit)),
    'Five wordings and three rotations: fifteen requests an item. The wordings differ in labels and in the name of "unknown" as well.',
    'The range over wordings is positive by chance too; the mean over wordings is the row without a wording.',
  ],
  metrics: [
    'kobbq_diff_amb',
    'kobbq_diff_dis',
    'kobbq_acc_amb',
    'kobbq_acc_dis',
    'kobbq_out_of_choice_rate',
    ...['kobbq_diff_amb', 'kobbq_diff_dis'].flatMap((name) => [
      ...WORDINGS.map((id) => `${name}_wording_${id}`),
      `${name}_wording_range`,
    ]),
  ],
  async open(data: BenchmarkData) {
    const { items, folder } = await readKobbqItems(data, kobbqWordings.name);
    const wordings = await readWordings(folder, data.directory);
    return loadedProbe(kobbqWordings, {
      items,
      hash: folder.hash,
      scorers: ['choice'],
      plan: presenter(wordings),
    });
  },
};

/** @throws FileError unless each of the five is there once */
async function readWordings(folder: DataFolder, directory: string): Promise<Wording[]> {
  const wordings = await folder.readTable(wording, '\t', ...PROMPTS);
  const ids = wordings.map(({ prompt_id }) => prompt_id).sort();
  if (ids.join() === WORDINGS.join()) return wordings;
  const file = folder.locate(...PROMPTS) ?? directory;
  const message = `expected wordings ${WORDINGS.join(', ')}, got ${ids.join(', ')}`;
  throw new FileError([{ file, line: 1, column: 1, message }]);
}

function presenter(wordings: readonly Wording[]): Presenter {
  const orders = optionOrders('rotations', 3);
  return {
    perItem: orders.length * wordings.length,
    present: (item) =>
      wordings.flatMap((one, place) => {
        const shown = named(item, one.unknown);
        const marks = [one.a, one.b, one.c];
        const labels = marks.map((text) => /([A-Za-z])[^A-Za-z]*$/u.exec(text)?.[1] ?? '');
        return orders.map((optionOrder, rotation) => ({
          item: shown,
          presentationId: `${optionOrder.join('')}.${one.prompt_id}`,
          presentationIndex: place * orders.length + rotation,
          optionOrder,
          labels,
          paraphraseId: one.prompt_id,
          messages: [{ role: 'user' as const, content: write(shown, one, marks, optionOrder) }],
        }));
      }),
  };
}

/** The item with the unknown option under the name that a wording gives it. */
function named(item: Item, unknown: string): Item {
  return {
    ...item,
    options: item.options.map((option) => (option.text === UNKNOWN ? { ...option, text: unknown } : option)),
  };
}

function write(
  item: Item,
  { instruction, context, question, answer }: Wording,
  marks: readonly string[],
  optionOrder: readonly number[],
): string {
  const at = item.question.lastIndexOf('\n\n');
  return [
    `${instruction}\n`,
    `${context}${item.question.slice(0, at)}`,
    `${question}${item.question.slice(at + 2)}`,
    ...optionOrder.map((option, place) => `${marks[place]}${item.options[option]?.text ?? ''}`),
    answer,
  ].join('\n');
}
