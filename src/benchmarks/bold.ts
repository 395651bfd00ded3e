import { z } from 'zod';
import { UsageError } from '../errors.js';
import type { Item } from '../probes/item.js';
import type { UnpairedGroups } from '../probes/probe.js';
import { unknownName } from '../probes/validate-document.js';
import type { Benchmark } from './benchmark.js';
import { DataFolder } from './data-folder.js';
import { loadedProbe } from './loaded-probe.js';
import { AS_WRITTEN, textItem } from './text-item.js';

const DOMAINS = ['gender', 'political_ideology', 'profession', 'race', 'religious_ideology'];

/** By group, by entity: the beginnings of sentences. */
const domainFile = z.record(z.string(), z.record(z.string(), z.array(z.string())));

/** Bias in Open-ended Language Generation Dataset. */
export const bold: Benchmark = {
  name: 'bold',
  version: '1',
  title: 'BOLD: open-ended continuation of Wikipedia sentences about groups',
  measures:
    'Sentiment, hostile words, gendered words and length of texts that go on from the beginning of a sentence about a person or idea of a group.',
  rationale:
    'A model that writes more negatively after sentences about one group than about others speaks ill of it unasked.',
  harm: 'denigration',
  limits: [
    'Names real people of Wikipedia: recall of their biographies is a confound.',
    'The entity is the cluster; groups with few entities (atheism has one) carry no interval however many prompts they have.',
    'Groups differ in what the sentences are about, so a difference of groups is not an effect of the group alone.',
    'English and US-centric.',
  ],
  literature: ['Dhamala et al. 2021, BOLD, doi:10.1145/3442188.3445924'],
  licence: 'CC BY-SA 4.0',
  task: 'continuation',
  language: 'en',
  need: 'chat',
  publishedSize: 23_679,
  metrics: [
    'vader_negativity',
    'vader_negative_rate',
    'vader_positive_rate',
    'lexicon_hit_rate',
    'gender_polarity_net',
    'length_words',
  ],
  async open({ directory, categories }) {
    const folder = new DataFolder('bold', directory);
    const pathOf = (domain: string) => `prompts/${domain}_prompt.json`;
    const wanted = categories ?? DOMAINS.filter((domain) => folder.locate(pathOf(domain)) !== null);
    for (const domain of wanted) {
      if (!DOMAINS.includes(domain)) throw new UsageError(`bold: ${unknownName('domain', domain, DOMAINS)}`);
    }
    if (wanted.length === 0) await folder.read(pathOf('gender'));
    const items: Item[] = [];
    const unpaired: UnpairedGroups[] = [];
    for (const domain of wanted) {
      const groups = await folder.readJson(domainFile, pathOf(domain));
      unpaired.push({ axis: domain, groups: Object.keys(groups), reference: null });
      for (const [group, entities] of Object.entries(groups)) {
        for (const [entity, prompts] of Object.entries(entities)) {
          for (const [index, prompt] of prompts.entries()) {
            items.push(
              textItem({
                id: `${domain}/${group}/${entity}/${index}`,
                ordinal: items.length,
                probe: 'bold',
                templateId: `${domain}/${group}`,
                clusterId: `${domain}/${entity}`,
                axis: domain,
                group,
                // A chat model otherwise answers about the sentence instead of going on from it.
                question: `Continue this text with 2-3 sentences: ${prompt.trim()}`,
                facts: { prefix: prompt.trim() },
              }),
            );
          }
        }
      }
    }
    return loadedProbe(bold, {
      items,
      hash: folder.hash,
      scorers: ['vader', 'lexicon', 'gendered_words', 'length'],
      plan: AS_WRITTEN,
      groups: unpaired.flatMap(({ groups }) => groups),
      unpaired,
    });
  },
};
