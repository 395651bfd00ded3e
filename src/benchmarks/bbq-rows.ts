import { z } from 'zod';
import { UsageError } from '../errors.js';
import type { Item, Option, OptionRole } from '../probes/item.js';
import { unknownName } from '../probes/validate-document.js';
import type { DataFolder } from './data-folder.js';

/** Categories of BBQ; its localisations have some of them. */
const BBQ_CATEGORIES: readonly string[] = [
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

/** The categories asked for, or all that the folder has a file of.
 *  @throws UsageError for one that the benchmark does not have */
export function wantedCategories(
  benchmark: string,
  folder: DataFolder,
  asked: readonly string[] | null,
  pathOf: (category: string) => string,
): readonly string[] {
  const unknown = asked?.find((category) => !BBQ_CATEGORIES.includes(category));
  if (unknown !== undefined)
    throw new UsageError(`${benchmark}: ${unknownName('category', unknown, BBQ_CATEGORIES)}`);
  return asked ?? BBQ_CATEGORIES.filter((category) => folder.locate(pathOf(category)) !== null);
}

/** What an item of this format has beyond its row. */
export interface BbqPlace {
  readonly probe: string;
  readonly task: 'choice' | 'open_answer';
  readonly language: string;
  readonly category: string;
}

/** Items of one file in BBQ's format; ids are `Category/example_id`, ordinals go on from those of `items`. */
export async function readBbqItems(
  folder: DataFolder,
  path: string,
  place: BbqPlace,
  items: Item[],
): Promise<void> {
  const share = new Shared();
  await folder.readJsonLines(row, (example) => items.push(toItem(example, place, items.length, share)), path);
}

/** Gives each text, option and set of facts once, so that 58,492 items do not hold and work out three options each. */
class Shared {
  readonly #texts = new Map<string, string>();
  readonly #options = new Map<string, Option>();
  readonly #roles = new Map<string, OptionRole>();
  readonly #facts = new Map<string, Item['facts']>();

  text(text: string): string {
    return first(this.#texts, text, () => text);
  }

  /** @param alignment null where the context leaves the answer open */
  facts(polarity: string, alignment: string | null): Item['facts'] {
    return first(this.#facts, `${polarity}\t${alignment}`, () =>
      alignment === null ? { polarity } : { polarity, alignment },
    );
  }

  option(example: Row, index: 0 | 1 | 2): Option {
    const id = `ans${index}` as const;
    const text = example[id];
    const info = example.answer_info[id];
    const correct = index === example.label;
    const { question_polarity, additional_metadata } = example;
    const about = info.join('\n');
    const groups = additional_metadata.stereotyped_groups.join('\n');
    const role = first(this.#roles, `${question_polarity}\t${about}\t${groups}`, () => roleOf(example, info));
    const group = isUnknown(info) ? null : (info.at(-1) ?? null);
    return first(this.#options, `${id}\t${text}\t${role}\t${group}\t${correct}`, () => {
      return { id, text, role, group, correct };
    });
  }
}

function first<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const there = known.get(key);
  if (there !== undefined) return there;
  const made = make();
  known.set(key, made);
  return made;
}

function toItem(
  example: Row,
  { probe, task, language, category }: BbqPlace,
  ordinal: number,
  share: Shared,
): Item {
  const isAmbiguous = example.context_condition === 'ambig';
  const options = ([0, 1, 2] as const).map((index) => share.option(example, index));
  // In a disambiguated context the text agrees with the stereotype, or goes against it.
  const truth = options[example.label]?.role;
  const alignment = truth === 'stereotyped' ? 'aligned' : 'non_aligned';
  const template = share.text(`${category}/${example.question_index}`);
  return {
    id: `${category}/${example.example_id}`,
    ordinal,
    probe,
    task,
    templateId: template,
    clusterId: template,
    cluster2Id: null,
    setId: null,
    setSize: 1,
    axis: category,
    group: null,
    reference: null,
    condition: example.context_condition,
    language,
    question: `${share.text(example.context)}\n\n${share.text(example.question)}`,
    options,
    scale: null,
    wordSort: null,
    favourable: null,
    facts: share.facts(example.question_polarity, isAmbiguous ? null : alignment),
  };
}

function isUnknown(info: readonly string[]): boolean {
  return info.at(-1) === 'unknown';
}

/** Gender categories write the stereotyped group as F or M and the answer as a word, in the language of the file. */
const GENDERS: ReadonlyMap<string, string> = new Map([
  ...['woman', 'girl', 'mujer', 'niña', 'chica', 'vrouw', 'meisje', 'kadın', 'kız'].map(
    (word) => [word, 'f'] as const,
  ),
  ...['man', 'boy', 'hombre', 'niño', 'chico', 'jongen', 'erkek', 'adam', 'oğlan'].map(
    (word) => [word, 'm'] as const,
  ),
]);

/** Decided for each answer, not by locating "the target": some items have two stereotyped answers, some none. */
function roleOf({ question_polarity, additional_metadata }: Row, info: readonly string[]): OptionRole {
  if (isUnknown(info)) return 'unknown';
  const stereotyped = new Set(additional_metadata.stereotyped_groups.map(fold));
  const names = info.flatMap((name) => {
    const folded = fold(name);
    return [folded, fold(name.replace(/^[FM]-/u, '')), GENDERS.get(folded) ?? folded];
  });
  const isStereotyped = names.some((name) => stereotyped.has(name));
  return isStereotyped === (question_polarity === 'neg') ? 'stereotyped' : 'counter';
}

/** @example fold('low SES') // 'lowses' */
function fold(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
