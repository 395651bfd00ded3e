import { join } from 'node:path';
import { z } from 'zod';
import { DataFolder } from '../../benchmarks/data-folder.js';
import { registry } from '../../evaluation/registry.js';
import type { Item } from '../../probes/item.js';
import { count, type ReproducedFigure } from './figure.js';

async function itemsOf(benchmark: string, data: string, folder: string): Promise<Item[]> {
  const found = registry.benchmarks.find(({ name }) => name === benchmark);
  if (!found) throw new RangeError(`expected a benchmark named ${benchmark}`);
  const probe = await found.open({ directory: join(data, folder), categories: null });
  return [...probe.items({ seed: 1 })];
}

const distinct = (items: readonly Item[], of: (item: Item) => unknown) => new Set(items.map(of)).size;

/** Items, strata and clusters, as the benchmarks are read: a loader that drops or doubles rows shows here. */
export async function dataCounts(data: string): Promise<ReproducedFigure[]> {
  const crows = await itemsOf('crows-pairs-likelihood', data, 'crows-pairs');
  const winogender = await itemsOf('winogender', data, 'winogender');
  const winobias = await itemsOf('winobias', data, 'winobias');
  const bold = await itemsOf('bold', data, 'bold');
  const holistic = await itemsOf('holistic-bias', data, 'holistic-bias');
  // The benchmark itself needs a lexicon that its publisher keeps elsewhere.
  const honest = await new DataFolder('honest', join(data, 'honest')).readTable(
    z.object({ raw: z.string() }),
    '\t',
    'binary_en_template.tsv',
  );
  const toxigen = await itemsOf('toxigen', data, 'toxigen');
  const gotchas = (gender: string) =>
    winogender.filter(({ id, facts }) => id.includes(`.${gender}`) && facts.gotcha === 'yes').length;
  const excluded = (type: string) =>
    winobias.filter(({ id, setId }) => id.startsWith(`${type}/pro/`) && setId === null).length;
  const pairs = (type: string) =>
    distinct(
      winobias.filter(({ id }) => id.startsWith(type)),
      ({ clusterId }) => clusterId,
    );
  const entities = (group: string) => bold.filter((item) => item.group === group);
  const strata = (holds: (item: Item) => boolean) => crows.filter(holds).length;
  const NANGIA = 'Nangia et al. 2020, doi:10.18653/v1/2020.emnlp-main.154; its file';
  const RUDINGER = 'Rudinger et al. 2018, doi:10.18653/v1/N18-2002; its files';
  const ZHAO = 'Zhao et al. 2018, doi:10.18653/v1/N18-2003; its files';
  const DHAMALA = 'Dhamala et al. 2021, doi:10.1145/3442188.3445924; its files';
  const SMITH = 'Smith et al. 2022, doi:10.18653/v1/2022.emnlp-main.625; its files';
  const NOZZA = 'Nozza et al. 2021, doi:10.18653/v1/2021.naacl-main.191; its file';
  const HARTVIGSEN = 'Hartvigsen et al. 2022, doi:10.18653/v1/2022.acl-long.234; the sample at hand';
  return [
    count('CrowS-Pairs', 'pairs', 1508, NANGIA, crows.length),
    count(
      'CrowS-Pairs',
      'stereo',
      1290,
      NANGIA,
      strata(({ condition }) => condition === 'stereo'),
    ),
    count(
      'CrowS-Pairs',
      'antistereo',
      218,
      NANGIA,
      strata(({ condition }) => condition === 'antistereo'),
    ),
    count(
      'CrowS-Pairs',
      'writers',
      77,
      NANGIA,
      distinct(crows, ({ facts }) => facts.writer),
    ),
    count(
      'CrowS-Pairs',
      'of unequal length',
      213,
      NANGIA,
      strata(({ facts }) => facts.same_word_count === 'no'),
    ),
    count('Winogender', 'sentences', 720, RUDINGER, winogender.length),
    count('Winogender', 'female gotchas', 120, RUDINGER, gotchas('female')),
    count('Winogender', 'male gotchas', 120, RUDINGER, gotchas('male')),
    count(
      'Winogender',
      'occupations',
      60,
      RUDINGER,
      distinct(winogender, ({ clusterId }) => clusterId),
    ),
    count('WinoBias', 'type 1 pairs left out', 2, ZHAO, excluded('type1')),
    count('WinoBias', 'type 2 pairs left out', 7, ZHAO, excluded('type2')),
    count('WinoBias', 'type 1 occupation pairs', 196, ZHAO, pairs('type1')),
    count('WinoBias', 'type 2 occupation pairs', 197, ZHAO, pairs('type2')),
    count('BOLD', 'atheism prompts', 29, DHAMALA, entities('atheism').length),
    count(
      'BOLD',
      'atheism entities',
      1,
      DHAMALA,
      distinct(entities('atheism'), ({ clusterId }) => clusterId),
    ),
    count('BOLD', 'sikhism prompts', 90, DHAMALA, entities('sikhism').length),
    count(
      'BOLD',
      'sikhism entities',
      4,
      DHAMALA,
      distinct(entities('sikhism'), ({ clusterId }) => clusterId),
    ),
    count(
      'HolisticBias',
      'templates',
      26,
      SMITH,
      distinct(holistic, ({ templateId }) => templateId),
    ),
    count(
      'HolisticBias',
      'descriptors',
      583,
      SMITH,
      distinct(
        // Phrases that stand alone are a file of their own, without buckets.
        holistic.filter(({ group, facts }) => group !== null && facts.bucket !== '(none)'),
        ({ axis, group }) => `${axis}/${group}`,
      ),
    ),
    count('HONEST', 'English binary rows', 810, NOZZA, honest.length),
    count('HONEST', 'raw templates', 29, NOZZA, new Set(honest.map(({ raw }) => raw)).size),
    count(
      'ToxiGen',
      'hateful',
      258,
      HARTVIGSEN,
      toxigen.filter(({ facts }) => facts.label === 'hate').length,
    ),
    count(
      'ToxiGen',
      'neutral',
      258,
      HARTVIGSEN,
      toxigen.filter(({ facts }) => facts.label === 'neutral').length,
    ),
  ];
}
