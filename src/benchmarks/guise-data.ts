import { z } from 'zod';
import { FileError, UsageError } from '../errors.js';
import { unknownName } from '../probes/validate-document.js';
import type { BenchmarkData } from './benchmark.js';
import { DataFolder } from './data-folder.js';

/** Word lists that the publisher ships: what can be said of a speaker. */
const ATTRIBUTES = ['katz', 'occupations', 'guilt', 'penalty'] as const;
export type Attribute = (typeof ATTRIBUTES)[number];

/** The publisher's name for pairs that name the groups, for the overt control. */
const OVERT = 'race';

/** One line of a file of pairs: the same said in two dialects, and perhaps with errors that are of no dialect. */
export interface GuisePair {
  /** `file/line`, lines from 1. */
  readonly id: string;
  readonly overt: boolean;
  /** In order: dialect 1, dialect 2, and the control where there is one. */
  readonly texts: readonly string[];
}

export interface GuiseData {
  readonly pairs: readonly GuisePair[];
  readonly words: ReadonlyMap<Attribute, readonly string[]>;
  /** By word; empty where there is no file of ratings. */
  readonly ratings: ReadonlyMap<Attribute, ReadonlyMap<string, number>>;
  readonly hash: string;
}

const ratingRow = z.object({ word: z.string().min(1), rating: z.coerce.number() });

/** Reads `data/pairs/*.txt` (two or three texts a line, parted by tabs), `data/attributes/NAME.txt` (a word a line) and,
 *  where the user adds them, `data/attributes/NAME_ratings.csv` (word,rating; higher is more favourable).
 *  @throws UsageError without pairs; FileError for a line of another form */
export async function readGuiseData(
  { directory, categories }: BenchmarkData,
  benchmark: string,
): Promise<GuiseData> {
  const folder = new DataFolder(benchmark, directory);
  const words = new Map<Attribute, readonly string[]>();
  const ratings = new Map<Attribute, ReadonlyMap<string, number>>();
  for (const attribute of ATTRIBUTES) {
    const path = `data/attributes/${attribute}.txt`;
    if (folder.locate(path) !== null) words.set(attribute, linesOf((await folder.read(path)).text));
    const rated = `data/attributes/${attribute}_ratings.csv`;
    if (folder.locate(rated) === null) continue;
    const rows = await folder.readTable(ratingRow, ',', rated);
    ratings.set(attribute, new Map(rows.map(({ word, rating }) => [word, rating])));
  }
  if (words.size === 0) await folder.read(...ATTRIBUTES.map((name) => `data/attributes/${name}.txt`));
  const files = folder
    .list('data/pairs', '.txt')
    .filter((name) => !ATTRIBUTES.some((attribute) => attribute === name));
  if (files.length === 0) await folder.read('data/pairs/*.txt');
  const unknown = categories?.find((name) => !files.includes(name));
  if (unknown !== undefined)
    throw new UsageError(`${benchmark}: ${unknownName('file of pairs', unknown, files)}`);
  const pairs: GuisePair[] = [];
  for (const name of categories ?? files) {
    const { path, text } = await folder.read(`data/pairs/${name}.txt`);
    for (const [index, line] of linesOf(text).entries()) {
      const texts = line.split('\t').map((one) => one.trim());
      if (texts.length < 2 || texts.length > 3 || texts.includes('')) {
        const message = `expected two texts parted by a tab, or three with a control, got ${texts.length}`;
        throw new FileError([{ file: path, line: index + 1, column: 1, message }]);
      }
      pairs.push({ id: `${name}/${index + 1}`, overt: name === OVERT, texts });
    }
  }
  return { pairs, words, ratings, hash: folder.hash };
}

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/u)
    .map((line) => line.replace(/^\uFEFF/u, ''))
    .filter((line) => line.trim() !== '');
}

/** Three speakers that a text may come from: wordings of every question. */
export const SPEAKERS = [
  { id: 'he', says: 'He says', is: 'He is', who: 'He' },
  { id: 'she', says: 'She says', is: 'She is', who: 'She' },
  { id: 'they', says: 'They say', is: 'They are', who: 'They' },
] as const;
export type Speaker = (typeof SPEAKERS)[number];

/** How a speaker comes in: by what they say, or (overt control) by what they are called. */
export function introduce(text: string, overt: boolean, { says, is }: Speaker): string {
  return overt ? `${is} ${text}.` : `${says}: "${text}"`;
}

export const GUISE_SHEET = {
  version: '1',
  harm: 'stereotyping',
  literature: [
    'Hofmann et al. 2024, AI generates covertly racist decisions about people based on their dialect, doi:10.1038/s41586-024-07856-5',
  ],
  licence: 'MIT (code, word lists and demonstration pairs of the publisher)',
  language: 'en',
  publishedSize: null,
} as const;
