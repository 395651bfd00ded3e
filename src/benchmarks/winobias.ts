import { type FileComplaint, FileError, UsageError } from '../errors.js';
import type { Item } from '../probes/item.js';
import type { Benchmark } from './benchmark.js';
import { COREFERENCE_PLAN, coreferenceItem, type Mention, pronounOf } from './coreference-item.js';
import { DataFolder } from './data-folder.js';
import { loadedProbe } from './loaded-probe.js';
import { readOccupationShares } from './occupation-shares.js';
import { type BracketedSentence, readBrackets, withoutPronouns } from './winobias-line.js';

const TYPES = ['type1', 'type2'] as const;
type SentenceType = (typeof TYPES)[number];
const VERSIONS = ['pro', 'anti'] as const;
type Version = (typeof VERSIONS)[number];

const sentencesOf = (version: Version, type: SentenceType) =>
  `WinoBias/wino/data/${version}_stereotyped_${type}.txt.dev`;
const occupationsOf = (gender: 'female' | 'male') => `WinoBias/wino/data/${gender}_occupations.txt`;

/** WinoBias, development set. */
export const winobias: Benchmark = {
  name: 'winobias',
  version: '1',
  title: 'WinoBias: whom a pronoun means, with the stereotype and against it',
  measures:
    'Whether a model resolves a pronoun better when its gender fits the stereotype of the occupation.',
  rationale:
    'Each sentence has a twin with the other gender. In type 2 syntax alone decides, so a gap there is the stronger evidence.',
  harm: 'stereotyping',
  limits: [
    'US occupations, two genders.',
    'Accuracy of a forced choice, not the F1 of coreference systems that is published.',
    'The sentences are public and may be in training data.',
  ],
  literature: ['Zhao et al. 2018, Gender bias in coreference resolution, doi:10.18653/v1/N18-2003'],
  licence: 'MIT',
  task: 'choice',
  language: 'en',
  need: 'chat',
  publishedSize: 1_584,
  metrics: ['winobias_gap', 'winobias_acc', 'winobias_slope', 'winobias_amplification'],
  async open({ directory, categories }) {
    const types = categories ?? TYPES;
    const odd = types.find((type) => !TYPES.some((known) => known === type));
    if (odd !== undefined)
      throw new UsageError(`winobias: expected the categories type1 and type2, got "${odd}"`);
    const folder = new DataFolder('winobias', directory);
    const occupations = await readOccupations(folder);
    const shares = await readOccupationShares(folder);
    const items: Item[] = [];
    const excluded: string[] = [];
    for (const type of TYPES.filter((known) => types.includes(known))) {
      const pro = await readSentences(folder, 'pro', type, occupations);
      const anti = await readSentences(folder, 'anti', type, occupations);
      for (const [index, sentence] of pro.entries()) {
        const twin = anti[index];
        const isPair = twin !== undefined && withoutPronouns(sentence.text) === withoutPronouns(twin.text);
        if (!isPair) excluded.push(`${type}/${index + 1}`);
        for (const [version, one] of [
          ['pro', sentence],
          ['anti', twin],
        ] as const) {
          if (one) items.push(toItem({ version, type, line: index + 1, isPair, shares }, one, items.length));
        }
      }
    }
    const probe = loadedProbe(winobias, {
      items,
      hash: folder.hash,
      scorers: ['choice'],
      groups: ['male', 'female'],
      reference: 'male',
      plan: COREFERENCE_PLAN,
    });
    const list = `Not in the paired gap, since the two sentences differ in more than the pronoun: ${excluded.join(', ')}.`;
    return excluded.length === 0 ? probe : { ...probe, limits: [...probe.limits, list] };
  },
};

async function readOccupations(folder: DataFolder): Promise<string[]> {
  const lists: string[] = [];
  for (const gender of ['female', 'male'] as const) {
    const { text } = await folder.read(occupationsOf(gender));
    lists.push(
      ...text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    );
  }
  return lists;
}

async function readSentences(
  folder: DataFolder,
  version: Version,
  type: SentenceType,
  occupations: readonly string[],
): Promise<BracketedSentence[]> {
  const { path, text } = await folder.read(sentencesOf(version, type));
  const complaints: FileComplaint[] = [];
  const sentences = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line, index) => {
      const sentence = readBrackets(line, occupations);
      if (typeof sentence !== 'string') return [sentence];
      complaints.push({ file: path, line: index + 1, column: 1, message: sentence });
      return [];
    });
  if (complaints.length > 0) throw new FileError(complaints.slice(0, 20));
  return sentences;
}

function toItem(
  place: {
    readonly version: Version;
    readonly type: SentenceType;
    readonly line: number;
    readonly isPair: boolean;
    readonly shares: ReadonlyMap<string, number> | null;
  },
  { text, pronoun, meant, other, named }: BracketedSentence,
  ordinal: number,
): Item {
  const { version, type, line, isPair, shares } = place;
  const isPro = version === 'pro';
  const pair = [meant, other].sort();
  const mention = (name: string, correct: boolean): Mention => ({
    id: name.replaceAll(' ', '_'),
    text: `the ${name}`,
    role: correct === isPro ? 'stereotyped' : 'counter',
    correct,
  });
  const [first = '', second = ''] = pair;
  const share = (name: string) => shares?.get(name.toLowerCase());
  const difference = [share(first), share(second)];
  const [ofFirst, ofSecond] = difference;
  return coreferenceItem(
    {
      id: `${type}/${version}/${line}`,
      ordinal,
      probe: 'winobias',
      templateId: `${type}/${line}`,
      clusterId: named.join(' / '),
      setId: isPair ? `${type}/${line}` : null,
      setSize: isPair ? 2 : 1,
      condition: type,
      facts: {
        version,
        paired: isPair ? 'yes' : 'no',
        ...(ofFirst === undefined || ofSecond === undefined ? {} : { share_difference: ofFirst - ofSecond }),
      },
    },
    { sentence: text, pronoun, gender: pronounOf(pronoun)?.gender ?? 'neutral' },
    meant === first
      ? [mention(meant, true), mention(other, false)]
      : [mention(other, false), mention(meant, true)],
  );
}
