import { readFileSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  descriptorsFile,
  nounPhrases,
  nounsFile,
  standaloneFile,
} from '../../src/benchmarks/holistic-bias-phrases.js';
import { registry } from '../../src/evaluation/registry.js';
import type { Item } from '../../src/probes/item.js';
import { sentimentIntensity } from '../../src/scorers/vader/vader-sentiment.js';
import { auc } from '../../src/statistics/auc.js';
import { openBenchmark } from './run-simulated.js';
import { dataAbsent, dataFolder, inFolder } from './score-rows.js';

const LEXICON = 'id\tpos\tcategory\tstereotype\tlemma\tlevel\nE1\tn\tsvp\tno\tglorp\tconservative\n';

/** The publisher's HONEST templates with a lexicon of one invented word. */
async function honestFolder(folder: string): Promise<string> {
  await cp(dataFolder('honest'), folder, { recursive: true, mode: 0 });
  await writeFile(join(folder, 'hurtlex_EN.tsv'), LEXICON);
  await writeFile(join(folder, 'hurtlex_FR.tsv'), LEXICON);
  return folder;
}

const distinct = (items: readonly Item[], key: (item: Item) => string | null) => new Set(items.map(key)).size;

describe.skipIf(dataAbsent('honest'))('HONEST templates', () => {
  test('810 binary rows of 29 unfilled templates, 705 queer rows of 15; the header says which column is which', async () => {
    const items = await inFolder(async (folder) => {
      const probe = await openBenchmark('honest', await honestFolder(folder));
      return [...probe.items({ seed: 1 })];
    });
    const binary = items.filter(({ axis }) => axis === 'gender');
    const queer = items.filter(({ axis }) => axis === 'queer_identity');
    expect([binary.length, distinct(binary, ({ clusterId }) => clusterId)]).toEqual([810, 29]);
    expect([queer.length, distinct(queer, ({ clusterId }) => clusterId)]).toEqual([705, 15]);
    expect(new Set(binary.map(({ group }) => group))).toEqual(new Set(['female', 'male']));
    // Read by position, the queer file would have the groups "singular" and nothing else.
    expect(distinct(queer, ({ group }) => group)).toBe(8);
    expect(queer.some(({ group }) => group === 'singular')).toBe(false);
    expect(binary.map(({ id }) => id).filter((id) => !/^binary_en_template\/\d+$/u.test(id))).toEqual([]);
  });

  test('the repository as cloned and the flat folder give the same items', async () => {
    const ids = await inFolder(async (folder) => {
      const flat = await honestFolder(join(folder, 'flat'));
      const cloned = join(folder, 'cloned');
      for (const [from, to] of [
        ['binary_en', 'binary/en'],
        ['queer_nonqueer_en', 'queer_nonqueer/en'],
      ] as const) {
        await mkdir(join(cloned, 'resources', to.replace('/en', '')), { recursive: true });
        await cp(join(flat, `${from}_template.tsv`), join(cloned, 'resources', `${to}_template.tsv`));
      }
      await writeFile(join(cloned, 'hurtlex_EN.tsv'), LEXICON);
      const idsOf = async (directory: string) =>
        [...(await openBenchmark('honest', directory)).items({ seed: 1 })].map(({ id }) => id);
      return [await idsOf(flat), await idsOf(cloned)];
    });
    expect(ids[1]).toEqual(ids[0]);
  });

  test('without a lexicon the user is told where it comes from', async () => {
    await expect(openBenchmark('honest', dataFolder('honest'))).rejects.toThrow('hurtlex_EN.tsv');
  });
});

describe.skipIf(dataAbsent('bold'))('BOLD', () => {
  test('domain/group/entity/index, and the entity is the cluster', async () => {
    const probe = await openBenchmark('bold', dataFolder('bold'));
    const items = [...probe.items({ seed: 1 })];
    const of = (group: string) => items.filter((item) => item.group === group);
    const shape = (group: string) => [of(group).length, distinct(of(group), ({ clusterId }) => clusterId)];
    expect(shape('atheism')).toEqual([29, 1]);
    expect(shape('sikhism')).toEqual([90, 4]);
    expect(shape('American_actors')).toEqual([2048, 1587]);
    expect(probe.find('religious_ideology/sikhism/Sikhism/0')?.axis).toBe('religious_ideology');
  });

  test('a limit is spread over groups', async () => {
    const probe = await openBenchmark('bold', dataFolder('bold'));
    const items = [...probe.items({ seed: 1, limit: 42 })];
    expect(distinct(items, ({ group }) => group)).toBe(21);
  });
});

describe.skipIf(dataAbsent('holistic-bias'))('HolisticBias', () => {
  const read = (file: string): unknown =>
    JSON.parse(readFileSync(join(dataFolder('holistic-bias'), `${file}.json`), 'utf8'));

  test('583 descriptors, each alone and before every noun of its gender', () => {
    const phrases = nounPhrases({
      descriptors: descriptorsFile.parse(read('descriptors')),
      nouns: nounsFile.parse(read('nouns')),
      standalone: standaloneFile.parse(read('standalone_noun_phrases')),
    });
    const alone = phrases.filter(({ noun, bucket }) => noun === null && bucket !== '(none)');
    expect(alone).toHaveLength(583);
    // 32 nouns; one descriptor of a gender has only the 12 female or 11 male ones.
    const before = (descriptor: string) =>
      phrases.filter((phrase) => phrase.descriptor === descriptor && phrase.noun !== null).length;
    expect([before('Deaf'), before('female'), before('male')]).toEqual([32, 12, 11]);
    expect(phrases.filter(({ singular, plural }) => /[{}]/u.test(singular + plural))).toEqual([]);
  });

  test('26 templates; those that must have a noun get none without; nonce words and dispreferred ones are apart', async () => {
    const holistic = registry.benchmarks.find(({ name }) => name === 'holistic-bias');
    const probe = await holistic?.open({
      directory: dataFolder('holistic-bias'),
      categories: ['nonce', 'sexual_orientation', 'ability'],
    });
    const items = [...(probe?.items({ seed: 1 }) ?? [])];
    expect(items).toHaveLength(probe?.size ?? 0);
    expect(distinct(items, ({ templateId }) => templateId)).toBe(26);
    const nonce = items.filter(({ axis }) => axis === 'nonce');
    // 8 words: 26 templates with each of 32 nouns, and alone in the 17 that need no noun.
    expect([nonce.length, distinct(nonce, ({ group }) => group)]).toEqual([8 * (26 * 32 + 17), 8]);
    const hated = items.filter(({ question }) => question.startsWith('I hate'));
    expect(hated.filter(({ id }) => id.endsWith('/(none)'))).toEqual([]);
    const conditionOf = (group: string) => items.find((item) => item.group === group)?.condition;
    expect([conditionOf('Deaf'), conditionOf('hearing-impaired')]).toEqual(['main', 'dispreferred']);
    const [any] = items;
    expect(probe?.find(any?.id ?? '')).toEqual(any);
    expect(probe?.find('t01/nonce/no such/(none)')).toBeUndefined();
  });
});

describe.skipIf(dataAbsent('toxigen'))('ToxiGen', () => {
  test('258 hateful and 258 neutral statements, grouped by the first target group', async () => {
    const probe = await openBenchmark('toxigen', dataFolder('toxigen'));
    const items = [...probe.items({ seed: 1 })];
    const labelled = (label: string) => items.filter(({ facts }) => facts.label === label).length;
    expect([labelled('hate'), labelled('neutral')]).toEqual([258, 258]);
    expect(items.find(({ id }) => id === '12')?.group).toBe('middle-eastern');
    expect(new Set(items.map(({ clusterId }) => clusterId)).size).toBe(516);
  });

  test('VADER tells hateful from neutral with AUC 0.5659: sentiment is not toxicity', async () => {
    const probe = await openBenchmark('toxigen', dataFolder('toxigen'));
    const items = [...probe.items({ seed: 1 })];
    const negativity = ({ question }: Item) => {
      const text: string = JSON.parse(question.slice('Statement: '.length).split('\n')[0] ?? '""');
      return -sentimentIntensity(text).compound;
    };
    const areaOf = (own: readonly Item[]) => {
      const of = (label: string) => own.filter(({ facts }) => facts.label === label).map(negativity);
      return auc(of('hate'), of('neutral'));
    };
    expect(areaOf(items)).toBeCloseTo(0.5659, 4);
    const byGroup = probe.groups.map((group) => areaOf(items.filter((item) => item.group === group)) ?? 0.5);
    expect(Math.min(...byGroup)).toBeCloseTo(0.361, 3);
    expect(Math.max(...byGroup)).toBeCloseTo(0.771, 3);
  });
});

test('RealToxicityPrompts: one JSON object a line, split by the score of the prompt', async () => {
  const lines = [
    { filename: 'a.txt', begin: 0, end: 10, prompt: { text: 'The weather', toxicity: 0.1 } },
    { filename: 'a.txt', begin: 20, end: 30, prompt: { text: 'You people', toxicity: 0.5 } },
    { filename: 'b.txt', begin: 0, end: 9, prompt: { text: 'Some', toxicity: null } },
  ];
  const items = await inFolder(async (folder) => {
    await writeFile(join(folder, 'prompts.jsonl'), lines.map((line) => JSON.stringify(line)).join('\n'));
    return [...(await openBenchmark('real-toxicity-prompts', folder)).items({ seed: 1 })];
  });
  const shape = items.map(({ id, clusterId, condition }) => [id, clusterId, condition]).sort();
  expect(shape).toEqual([
    ['a.txt/0-10', 'a.txt', 'nontoxic'],
    ['a.txt/20-30', 'a.txt', 'toxic'],
    ['b.txt/0-9', 'b.txt', 'unscored'],
  ]);
});

test('ToxiGen continuation: five statements of a line with escaped breaks', async () => {
  const line = ['one', 'two', 'three', 'four', 'five', 'six'].map((word) => `- ${word}`).join('\\n');
  const items = await inFolder(async (folder) => {
    await mkdir(join(folder, 'prompts'));
    await writeFile(join(folder, 'prompts', 'neutral_women_1k.txt'), `${line}\\n-\n`);
    return [...(await openBenchmark('toxigen-continuation', folder)).items({ seed: 1 })];
  });
  expect(items.map(({ id, group, condition }) => [id, group, condition])).toEqual([
    ['neutral_women_1k/0', 'women', 'neutral'],
  ]);
  expect(items[0]?.question.split('\n').slice(0, 6)).toEqual([
    '- one',
    '- two',
    '- three',
    '- four',
    '- five',
    '',
  ]);
});
