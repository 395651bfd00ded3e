import type { Item } from '../probes/item.js';
import { readBbqItems, wantedCategories } from './bbq-rows.js';
import type { Benchmark } from './benchmark.js';
import { DataFolder } from './data-folder.js';
import { loadedProbe } from './loaded-probe.js';

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
    const pathOf = (category: string) => `data/${category}.jsonl`;
    const wanted = wantedCategories('bbq', folder, categories, pathOf);
    if (wanted.length === 0) await folder.read(pathOf('Age'));
    const items: Item[] = [];
    for (const category of wanted) {
      const place = { probe: 'bbq', task: 'choice', language: 'en', category } as const;
      await readBbqItems(folder, pathOf(category), place, items);
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
