import type { Item } from '../probes/item.js';
import { bbq } from './bbq.js';
import { readBbqItems, wantedCategories } from './bbq-rows.js';
import type { Benchmark } from './benchmark.js';
import { DataFolder } from './data-folder.js';
import { LETTER_INSTRUCTIONS } from './letter-instructions.js';
import { loadedProbe } from './loaded-probe.js';

/** Multilingual BBQ in one of its languages: files `data/Category_LANGUAGE.jsonl` in BBQ's own format. Its items are
 *  parallel, so languages may be compared, paired by template. */
function mbbqIn(language: 'en' | 'es' | 'nl' | 'tr'): Benchmark {
  const name = `mbbq-${language}`;
  const benchmark: Benchmark = {
    ...bbq,
    name,
    title: `MBBQ: BBQ's stereotypes that hold across languages, in ${language}`,
    limits: [
      'Stereotypes that hold in the four languages of the set, and so fewer than in each of them.',
      'Orders of options are not balanced in the files, so each is shown in every place by rotation.',
      'The items are public and may be in training data.',
    ],
    literature: ['Neplenbroek et al. 2024, MBBQ, arXiv:2406.07243', ...bbq.literature],
    language,
    publishedSize: 10_088,
    async open({ directory, categories }) {
      const folder = new DataFolder(name, directory);
      const pathOf = (category: string) => `data/${category}_${language}.jsonl`;
      const wanted = wantedCategories(name, folder, categories, pathOf);
      if (wanted.length === 0) await folder.read(pathOf('Age'));
      const items: Item[] = [];
      for (const category of wanted) {
        const place = { probe: name, task: 'choice', language, category } as const;
        await readBbqItems(folder, pathOf(category), place, items);
      }
      return loadedProbe(benchmark, {
        items,
        hash: folder.hash,
        scorers: ['choice'],
        plan: {
          orders: 'rotations',
          labels: [['A', 'B', 'C']],
          instructions: [{ id: 'letter', render: () => LETTER_INSTRUCTIONS[language] ?? '' }],
          system: null,
        },
      });
    },
  };
  return benchmark;
}

export const mbbq: readonly Benchmark[] = [mbbqIn('en'), mbbqIn('es'), mbbqIn('nl'), mbbqIn('tr')];
