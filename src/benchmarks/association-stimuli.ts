import { z } from 'zod';
import { FileError } from '../errors.js';
import type { BenchmarkData } from './benchmark.js';
import { DataFolder } from './data-folder.js';

const FILE = 'stimuli/iat_stimuli.csv';

const row = z.object({
  category: z.string().min(1),
  dataset: z.string().min(1),
  A: z.string(),
  B: z.string(),
  C: z.string(),
});

/** One stereotype: names of two groups, and the words that it ties to either. */
export interface AssociationSet {
  /** `category/dataset`. */
  readonly id: string;
  readonly category: string;
  readonly dataset: string;
  readonly stigmatised: readonly string[];
  readonly default: readonly string[];
  readonly negative: readonly string[];
  readonly positive: readonly string[];
}

/** The stereotypes of the publisher's file: column A names the default group, B the stigmatised one, and C holds the words,
 *  positive ones first and as many negative ones after them.
 *  @throws FileError for a stereotype that lacks a group or has an odd number of words */
export async function readAssociationSets(
  { directory, categories }: BenchmarkData,
  benchmark: string,
): Promise<{ readonly sets: readonly AssociationSet[]; readonly hash: string }> {
  const folder = new DataFolder(benchmark, directory);
  const rows = await folder.readTable(row, ',', FILE);
  const byId = new Map<string, z.infer<typeof row>[]>();
  for (const one of rows) {
    const id = `${one.category}/${one.dataset.replaceAll('/', '-')}`;
    byId.set(id, [...(byId.get(id) ?? []), one]);
  }
  const sets = [...byId].map(([id, own]): AssociationSet => {
    const column = (name: 'A' | 'B' | 'C') =>
      own.map((one) => one[name].trim()).filter((text) => text !== '');
    const words = column('C');
    const half = words.length / 2;
    const set = {
      id,
      category: own[0]?.category ?? '',
      dataset: own[0]?.dataset ?? '',
      stigmatised: column('B'),
      default: column('A'),
      negative: words.slice(half),
      positive: words.slice(0, half),
    };
    if (!Number.isInteger(half) || half === 0 || set.stigmatised.length === 0 || set.default.length === 0) {
      const message = `${id}: expected names in A and B and an even number of words in C, got ${set.default.length}, ${set.stigmatised.length} and ${words.length}`;
      throw new FileError([{ file: folder.locate(FILE) ?? directory, line: 1, column: 1, message }]);
    }
    return set;
  });
  const wanted =
    categories === null
      ? sets
      : sets.filter(({ category, dataset }) => [category, dataset].some((name) => categories.includes(name)));
  return { sets: wanted, hash: folder.hash };
}

/** What the construct sheets of the benchmarks on these stimuli share. */
export const ASSOCIATION_SHEET = {
  version: '1',
  harm: 'stereotyping',
  literature: [
    'Bai et al. 2025, Explicitly unbiased large language models still form biased associations, doi:10.1073/pnas.2416228122',
  ],
  licence: 'MIT',
  language: 'en',
} as const;

/** The i-th of a list that goes round. @example inTurn(['a', 'b'], 3) // 'b' */
export function inTurn(list: readonly string[], index: number): string {
  return list[index % list.length] ?? '';
}
