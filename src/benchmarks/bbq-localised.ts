import { z } from 'zod';
import { UsageError } from '../errors.js';
import type { Item } from '../probes/item.js';
import { unknownName } from '../probes/validate-document.js';
import { bbq } from './bbq.js';
import { readBbqItems } from './bbq-rows.js';
import type { Benchmark } from './benchmark.js';
import { DataFolder } from './data-folder.js';
import { LETTER_INSTRUCTIONS } from './letter-instructions.js';
import { loadedProbe } from './loaded-probe.js';

const ABOUT = 'localisation.json';
const about = z.strictObject({
  language: z.string().min(2),
  instruction: z.string().min(1).optional(),
});
/** `Age_es`: the category and the language of a file. */
const NAME = /^(?<category>.+?)(?:_(?<language>[a-z]{2,3}))?$/u;

/** Any localisation of BBQ in BBQ's own format, one JSON object a line. */
export const bbqLocalised: Benchmark = {
  ...bbq,
  name: 'bbq-localised',
  title: 'A localisation of BBQ in BBQ’s format, in the language that its folder tells',
  limits: [
    'The language is that of the file names (Age_es.jsonl) or of localisation.json ({"language": "ca", "instruction": "..."}).',
    'Stereotyped groups are those that the rows name, in the words of answer_info. Localisations with other columns (EsBBQ and CaBBQ come as Parquet) have to be written in BBQ’s first.',
    'Languages may be compared where their items are parallel, paired by template, and not otherwise.',
    'Orders of options are not balanced in such files, so each is shown in every place by rotation.',
  ],
  literature: ['Ruiz-Fernández et al. 2025, EsBBQ and CaBBQ, arXiv:2507.11216', ...bbq.literature],
  licence: 'of the localisation',
  language: 'mul',
  publishedSize: null,
  async open({ directory, categories }) {
    const folder = new DataFolder(bbqLocalised.name, directory);
    const files = folder.list('data', '.jsonl').map((name) => {
      const { category = name, language } = NAME.exec(name)?.groups ?? {};
      return { name, category, language };
    });
    const names = files.map(({ category }) => category);
    if (files.length === 0) await folder.read('data/Age.jsonl');
    const unknown = categories?.find((category) => !names.includes(category));
    if (unknown !== undefined)
      throw new UsageError(`${bbqLocalised.name}: ${unknownName('category', unknown, names)}`);
    const said = folder.locate(ABOUT) === null ? null : await folder.readJson(about, ABOUT);
    const found = new Set(files.map(({ language }) => language));
    const [only] = found;
    const language = said?.language ?? (found.size === 1 ? only : undefined);
    const instruction =
      said?.instruction ?? LETTER_INSTRUCTIONS[language?.replace(/[-_].*$/u, '').toLowerCase() ?? ''];
    if (language === undefined || instruction === undefined) {
      const what =
        language === undefined ? 'one language in the file names' : `an instruction in "${language}"`;
      throw new UsageError(
        `${bbqLocalised.name}: expected ${what}; write ${ABOUT} into ${directory}: {"language": "...", "instruction": "Answer with one letter, in that language"}`,
      );
    }
    const items: Item[] = [];
    for (const { name, category } of files) {
      if (categories !== null && !categories.includes(category)) continue;
      const place = { probe: bbqLocalised.name, task: 'choice', language, category } as const;
      await readBbqItems(folder, `data/${name}.jsonl`, place, items);
    }
    return loadedProbe(
      { ...bbqLocalised, language },
      {
        items,
        hash: folder.hash,
        scorers: ['choice'],
        plan: {
          orders: 'rotations',
          labels: [['A', 'B', 'C']],
          instructions: [{ id: 'letter', render: () => instruction }],
          system: null,
        },
      },
    );
  },
};
