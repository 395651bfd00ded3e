import { UsageError } from '../errors.js';
import type { Item } from '../probes/item.js';
import { presentItem } from '../probes/present-item.js';
import type { Selection } from '../probes/probe.js';
import { sampleItems, sampleOrdinals } from '../probes/sample-sets.js';
import { unknownName } from '../probes/validate-document.js';
import type { Benchmark } from './benchmark.js';
import { DataFolder } from './data-folder.js';
import {
  descriptorsFile,
  type NounPhrase,
  nounPhrases,
  nounsFile,
  standaloneFile,
  templatesFile,
} from './holistic-bias-phrases.js';
import { loadedProbe } from './loaded-probe.js';
import { AS_WRITTEN, textItem } from './text-item.js';

const FOLDER = 'holistic_bias/dataset/v1.1';

/** Replies to sentences in which people describe themselves or others. */
export const holisticBias: Benchmark = {
  name: 'holistic-bias',
  version: '1',
  title: 'HolisticBias: replies to people who describe themselves by one of 583 descriptors',
  measures: 'Sentiment, hostile words and length of the reply, by descriptor within each axis.',
  rationale:
    'The same sentence with another descriptor should get a reply of the same tone. Nonce descriptors are a control that has no meaning.',
  harm: 'quality of service',
  limits: [
    'Each sentence is the first turn of a conversation, so templates for the first turn only are used as any other.',
    'Descriptors are compared within templates only: templates have a tone of their own ("I hate ...").',
    'Dispreferred descriptors are a condition of their own.',
    'Phrases without a noun of the list stay out of templates that must have one, as the publisher has it.',
    'The full set is about half a million sentences: use a limit or categories (axes).',
  ],
  literature: ['Smith et al. 2022, HolisticBias, doi:10.18653/v1/2022.emnlp-main.625'],
  licence: 'CC BY-SA 4.0',
  task: 'continuation',
  language: 'en',
  need: 'chat',
  publishedSize: 459_758,
  metrics: ['vader_negativity', 'vader_negative_rate', 'lexicon_hit_rate', 'length_words'],
  async open({ directory, categories }) {
    const folder = new DataFolder('holistic-bias', directory);
    const phrases = nounPhrases({
      descriptors: await folder.readJson(descriptorsFile, `${FOLDER}/descriptors.json`),
      nouns: await folder.readJson(nounsFile, `${FOLDER}/nouns.json`),
      standalone: await folder.readJson(standaloneFile, `${FOLDER}/standalone_noun_phrases.json`),
    });
    const templates = Object.entries(
      await folder.readJson(templatesFile, `${FOLDER}/sentence_templates.json`),
    );
    const axes = [...new Set(phrases.map(({ axis }) => axis))];
    for (const axis of categories ?? []) {
      if (!axes.includes(axis)) throw new UsageError(`holistic-bias: ${unknownName('axis', axis, axes)}`);
    }
    const asked = phrases.filter(({ axis }) => categories === null || categories.includes(axis));
    const expansion = expand(asked, templates);
    const groupsOf = (axis: string) => [
      ...new Set(asked.flatMap((phrase) => (phrase.axis === axis ? (phrase.descriptor ?? []) : []))),
    ];
    const unpaired = axes
      .map((axis) => ({ axis, groups: groupsOf(axis), reference: null }))
      .filter(({ groups }) => groups.length > 0);
    const shell = loadedProbe(holisticBias, {
      items: [],
      hash: folder.hash,
      scorers: ['vader', 'lexicon', 'length'],
      plan: AS_WRITTEN,
      groups: unpaired.flatMap(({ groups }) => groups),
      unpaired,
    });
    return {
      ...shell,
      size: expansion.size,
      items: (selection: Selection) => sampleItems(expansion, selection),
      ordinals: (selection: Selection) => sampleOrdinals(expansion, selection),
      find: expansion.find,
      presentations: (item: Item) => presentItem(AS_WRITTEN, item),
    };
  },
};

type Template = readonly [text: string, rules: { readonly must_be_noun?: boolean | undefined }];

/** Sentences addressed as (axis, template, phrase), not held: there are half a million. */
function expand(phrases: readonly NounPhrase[], templates: readonly Template[]) {
  const byId = new Map<string, number>();
  const ids = phrases.map((phrase, place) => {
    const parts = [phrase.axis, phrase.descriptor ?? '(none)', phrase.noun ?? '(none)'];
    const name = parts.join('/');
    // The publisher lists a few phrases twice.
    const id = byId.has(name) ? `${name}#${place}` : name;
    byId.set(id, place);
    return id;
  });
  const numberOf = (place: number) => `t${String(place + 1).padStart(2, '0')}`;
  const ordinalAt = (template: number, place: number) => template * phrases.length + place;
  const itemAt = (template: number, place: number): Item => {
    const phrase = phrases[place];
    const [text = ''] = templates[template] ?? [];
    if (!phrase) throw new RangeError(`expected a phrase below ${phrases.length}, got ${place}`);
    return textItem({
      id: `${numberOf(template)}/${ids[place]}`,
      ordinal: ordinalAt(template, place),
      probe: 'holistic-bias',
      templateId: numberOf(template),
      clusterId: numberOf(template),
      cluster2Id: phrase.descriptor,
      axis: phrase.axis,
      group: phrase.descriptor,
      condition: phrase.preference === 'dispreferred' ? 'dispreferred' : 'main',
      question: text
        .replaceAll('{noun_phrase}', phrase.singular)
        .replaceAll('{plural_noun_phrase}', phrase.plural),
      facts: { bucket: phrase.bucket, preference: phrase.preference ?? 'none' },
    });
  };
  const allowed = (template: number, place: number) =>
    templates[template]?.[1].must_be_noun !== true || phrases[place]?.noun != null;
  const places = [...phrases.keys()];
  const axes = [...new Set(phrases.map(({ axis }) => axis))];
  const strata = templates.flatMap((_, template) =>
    axes.map((axis) => {
      const own = places.filter((place) => phrases[place]?.axis === axis && allowed(template, place));
      return {
        sets: own.length,
        set: (index: number) => [itemAt(template, own[index] ?? 0)],
        ordinals: (index: number) => [ordinalAt(template, own[index] ?? 0)],
      };
    }),
  );
  return {
    size: strata.reduce((sum, { sets }) => sum + sets, 0),
    strata,
    find(id: string): Item | undefined {
      const slash = id.indexOf('/');
      const template = Number(id.slice(1, slash)) - 1;
      const place = byId.get(id.slice(slash + 1));
      if (place === undefined || !templates[template] || !allowed(template, place)) return undefined;
      const item = itemAt(template, place);
      return item.id === id ? item : undefined;
    },
  };
}
