import type { Benchmark } from './benchmark.js';
import { openBold } from './bold-rows.js';

const DOMAINS = ['gender', 'political_ideology', 'profession', 'race', 'religious_ideology'];

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
    'vader_negativity_auc',
  ],
  open: (data) => openBold(bold, data, DOMAINS, ({ text }) => text),
};
