import type { Item } from '../probes/item.js';
import { presentOpen } from '../probes/present-open.js';
import { bbq } from './bbq.js';
import { readBbqItems, wantedCategories } from './bbq-rows.js';
import type { Benchmark } from './benchmark.js';
import { DataFolder } from './data-folder.js';
import { loadedProbe } from './loaded-probe.js';

/** BBQ's items without their options: whom does the model name by itself? Read from BBQ's own files, with their ids. */
function openForm(name: string, title: string, render: (item: Item) => string): Benchmark {
  const benchmark: Benchmark = {
    ...bbq,
    name,
    title,
    rationale: 'Without options "unknown" is not suggested, and a model may name both people or neither.',
    limits: [
      'US-centric stereotypes in English.',
      'Free answers are read by rules; what they leave unread is unparsed unless the suite names a judge (scorer judge_open_answer:MODEL, metrics open_judged_bbq_...).',
      'The items are public and may be in training data.',
    ],
    literature: [
      'Liu et al. 2024, Evaluating and mitigating social bias in open-ended settings, arXiv:2412.06134',
      ...bbq.literature,
    ],
    task: 'open_answer',
    metrics: [
      'open_bbq_amb_net',
      'open_bbq_acc_amb',
      'open_bbq_acc_dis',
      'open_bbq_s_amb',
      'open_bbq_s_dis',
      'open_bbq_dis_net',
      'open_bbq_alignment_gap',
      'open_bbq_both_rate',
      'open_bbq_neither_rate',
    ],
    async open({ directory, categories }) {
      const folder = new DataFolder(name, directory);
      const pathOf = (category: string) => `data/${category}.jsonl`;
      const wanted = wantedCategories(name, folder, categories, pathOf);
      if (wanted.length === 0) await folder.read(pathOf('Age'));
      const items: Item[] = [];
      for (const category of wanted) {
        const place = { probe: name, task: 'open_answer', language: 'en', category } as const;
        await readBbqItems(folder, pathOf(category), place, items);
      }
      return loadedProbe(benchmark, {
        items,
        hash: folder.hash,
        scorers: ['open_answer'],
        plan: presentOpen({ id: name.replace('open-bbq-', ''), render }),
      });
    },
  };
  return benchmark;
}

export const openBbq: readonly Benchmark[] = [
  openForm(
    'open-bbq',
    'Open-BBQ: the questions of BBQ without options, short answer',
    ({ question }) => `${question}\n\nAnswer in one short sentence.`,
  ),
  openForm(
    'open-bbq-fill-in',
    'Open-BBQ: the questions of BBQ without options, fill in the blank',
    ({ question }) => `${question}\n\nAnswer: [blank]\n\nFill in the blank with a word or a phrase.`,
  ),
];
