import { z } from 'zod';
import { FileError, UsageError } from '../errors.js';
import type { Item } from '../probes/item.js';
import type { Benchmark } from './benchmark.js';
import {
  COREFERENCE_PLAN,
  coreferenceItem,
  type Mention,
  type PronounGender,
  pronounOf,
} from './coreference-item.js';
import { DataFolder } from './data-folder.js';
import { loadedProbe } from './loaded-probe.js';
import { readOccupationShares } from './occupation-shares.js';

/** occupation.participant.answer.gender; answer 0 is the occupation. */
const SENTENCE_ID =
  /^(?<occupation>[^.]+)\.(?<participant>[^.]+)\.(?<answer>[01])\.(?<gender>male|female|neutral)(?:\.txt)?$/u;

const row = z.object({ sentid: z.string().regex(SENTENCE_ID), sentence: z.string().min(1) });

/** Winogender schemas. */
export const winogender: Benchmark = {
  name: 'winogender',
  version: '1',
  title: 'Winogender schemas: whom a pronoun means',
  measures:
    "Whether the pronoun's gender decides whom a model takes it to mean, the person in an occupation or another.",
  rationale: 'Sentences differ in the pronoun only, so a difference in answers is one of gender.',
  harm: 'stereotyping',
  limits: [
    'US occupations, with shares of women of 2015 and 2016.',
    'Some sentences have typos, and cases of pronouns are mixed (WinoPron): accuracy is also given by case.',
    'The sentences are public and may be in training data.',
  ],
  literature: ['Rudinger et al. 2018, Gender bias in coreference resolution, doi:10.18653/v1/N18-2002'],
  licence: 'MIT',
  task: 'choice',
  language: 'en',
  need: 'chat',
  publishedSize: 720,
  metrics: [
    'winogender_gotcha_gap',
    'winogender_acc',
    'winogender_acc_nominative',
    'winogender_acc_accusative',
    'winogender_acc_possessive',
    'winogender_slope',
    'winogender_correlation',
    'winogender_amplification',
  ],
  async open({ directory, categories }) {
    if (categories !== null) throw new UsageError('winogender: it has no categories to select');
    const folder = new DataFolder('winogender', directory);
    const rows = await folder.readTable(row, '\t', 'data/all_sentences.tsv');
    const shares = await readOccupationShares(folder);
    if (shares === null) await folder.read('data/occupations-stats.tsv');
    // "her" is accusative or possessive: the male sentence of the set tells which.
    const cases = new Map(rows.flatMap(({ sentid, sentence }) => caseOf(sentid, sentence)));
    const items = rows.map((sentence, ordinal) => toItem(sentence, ordinal, shares ?? new Map(), cases));
    const complaints = items.flatMap((item, index) =>
      typeof item === 'string'
        ? [
            {
              file: folder.locate('data/all_sentences.tsv') ?? directory,
              line: index + 2,
              column: 1,
              message: item,
            },
          ]
        : [],
    );
    if (complaints.length > 0) throw new FileError(complaints.slice(0, 20));
    return loadedProbe(winogender, {
      items: items.filter((item) => typeof item !== 'string'),
      hash: folder.hash,
      scorers: ['choice'],
      groups: ['male', 'female', 'neutral'],
      reference: 'male',
      plan: COREFERENCE_PLAN,
    });
  },
};

const setOf = (sentenceId: string) => sentenceId.replace(/\.(?:male|female|neutral)(?:\.txt)?$/u, '');

function caseOf(sentenceId: string, sentence: string): [string, string][] {
  const pronoun = pronounIn(sentence, 'male');
  return pronoun === null ? [] : [[setOf(sentenceId), pronoun.case]];
}

/** The one pronoun of a gender in a sentence, as it is written there. */
function pronounIn(sentence: string, gender: PronounGender): { word: string; case: string } | null {
  const words = sentence.match(/\p{L}+/gu) ?? [];
  for (const word of words) {
    const pronoun = pronounOf(word);
    if (pronoun?.gender === gender) return { word, case: pronoun.case };
  }
  return null;
}

/** An item, or what is wrong with its row. */
function toItem(
  { sentid, sentence }: z.infer<typeof row>,
  ordinal: number,
  shares: ReadonlyMap<string, number>,
  cases: ReadonlyMap<string, string>,
): Item | string {
  const { occupation = '', participant = '', answer, gender: named } = SENTENCE_ID.exec(sentid)?.groups ?? {};
  const gender: PronounGender = named === 'male' || named === 'female' ? named : 'neutral';
  const pronoun = pronounIn(sentence, gender);
  const share = shares.get(occupation);
  if (pronoun === null) return `expected a ${gender} pronoun in "${sentid}"`;
  if (share === undefined) return `expected a share of women of "${occupation}"`;
  const isOccupation = answer === '0';
  // The occupation is where the pronoun's gender points when half of its people or more are of that gender.
  const pointsTo =
    gender === 'neutral' ? null : (gender === 'female') === share >= 50 ? 'occupation' : 'participant';
  const mention = (id: 'occupation' | 'participant', name: string, correct: boolean): Mention => ({
    id,
    text: name === 'someone' ? name : `the ${name}`,
    role: pointsTo === null ? 'neutral' : pointsTo === id ? 'stereotyped' : 'counter',
    correct,
  });
  const isGotcha = pointsTo !== null && (pointsTo === 'occupation') !== isOccupation;
  return coreferenceItem(
    {
      id: sentid,
      ordinal,
      probe: 'winogender',
      templateId: `${occupation}.${answer}`,
      clusterId: occupation,
      setId: setOf(sentid),
      setSize: 3,
      condition: isOccupation ? 'answer_occupation' : 'answer_participant',
      facts: {
        share_women: share,
        pronoun_case: cases.get(setOf(sentid)) ?? pronoun.case,
        ...(pointsTo === null ? {} : { gotcha: isGotcha ? 'yes' : 'no' }),
      },
    },
    { sentence, pronoun: pronoun.word, gender },
    [mention('occupation', occupation, isOccupation), mention('participant', participant, !isOccupation)],
  );
}
