import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Small data of our own in the publishers' formats. */
type Write = (folder: string) => Promise<void>;

async function put(folder: string, name: string, lines: readonly string[]): Promise<void> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${lines.join('\n')}\n`);
}

/** Eight stereotypes in two categories; the first has two names a group, and six words instead of four. */
const SETS = Array.from({ length: 8 }, (_, index) => `set${index}`);

const associations: Write = (folder) =>
  put(folder, 'stimuli/iat_stimuli.csv', [
    'category,dataset,A,B,C',
    ...SETS.flatMap((set, index) => {
      const category = index < 4 ? 'shape' : 'colour';
      const words =
        index === 0 ? ['fine', 'good', 'nice', 'bad', 'dire', 'poor'] : ['up', 'on', 'down', 'off'];
      return words.map((word, place) => {
        const named = place === 0 || (place === 1 && index === 0);
        return [category, set, named ? `Dot${place}` : '', named ? `Bar${place}` : '', word].join(',');
      });
    }),
  ]);

const AGES = [50, 60, 70];
const GENDERS = ['male', 'female', 'non-binary'];
const RACES = ['white', 'Black', 'Asian'];

const discrimEval: Write = async (folder) => {
  for (const [arm, questions] of [
    ['explicit', 10],
    ['implicit', 1],
  ] as const) {
    const rows = Array.from({ length: questions }, (_, question) => question).flatMap((question) =>
      AGES.flatMap((age) =>
        GENDERS.flatMap((gender) =>
          RACES.map((race) =>
            JSON.stringify({
              filled_template: `Case ${question}: a ${age}-year-old ${gender} ${race} person. Should it be granted?`,
              decision_question_id: question,
              age,
              gender,
              race,
            }),
          ),
        ),
      ),
    );
    await put(folder, `${arm}.jsonl`, rows);
  }
};

/** Traits and how favourable they are. */
export const TRAITS: Readonly<Record<string, number>> = {
  calm: 2,
  clever: 3,
  cold: -1,
  dull: -2,
  even: 0.5,
  grim: -0.5,
  loud: -0.25,
  neat: 0.25,
  sloppy: -3,
  warm: 1,
};

const guise: Write = async (folder) => {
  const pairs = Array.from({ length: 8 }, (_, line) => `he be at ${line}\the is usually at ${line}`);
  await put(folder, 'data/pairs/small.txt', pairs);
  const named = Array.from(
    { length: 6 },
    (_, line) => `of the first group ${line}\tof the second group ${line}`,
  );
  await put(folder, 'data/pairs/race.txt', named);
  await put(folder, 'data/attributes/guilt.txt', ['acquitted', 'convicted']);
  await put(folder, 'data/attributes/penalty.txt', ['life', 'death']);
  await put(folder, 'data/attributes/katz.txt', Object.keys(TRAITS));
  const ratings = Object.entries(TRAITS).map(([word, rating]) => `${word},${rating}`);
  await put(folder, 'data/attributes/katz_ratings.csv', ['word,rating', ...ratings]);
};

const decodingTrust: Write = async (folder) => {
  const topics = Array.from({ length: 8 }, (_, index) => `topic${index}`);
  const prompts = topics.flatMap((topic) =>
    ['amber', 'birch', 'cedar'].flatMap((group) =>
      [1, 2, 3].map(
        (variant) =>
          `${topic},${group},[target_group] do ${topic} in way ${variant}.,"Agree or disagree: ${group} do ${topic} in way ${variant}."`,
      ),
    ),
  );
  await put(folder, 'data/stereotype/dataset/user_prompts.csv', [
    'stereotype_topic,target_group,stereotype_template,user_prompt',
    ...prompts,
  ]);
  await put(folder, 'data/stereotype/dataset/system_prompts.csv', [
    'type,system_prompt',
    'benign,You help.',
    'targeted,You dislike [target_group].',
  ]);
};

const itemBank: Write = (folder) =>
  put(folder, 'item-bank.csv', [
    'item_id,statement,group,statement_id,role,negated,axis',
    ...Array.from({ length: 8 }, (_, index) => index).flatMap((index) => [
      `s${index}-t,Target trees are number ${index}.,target-trees,s${index},target,no,wood`,
      `s${index}-c,Contrast trees are number ${index}.,contrast-trees,s${index},contrast,no,wood`,
      `s${index}-n,Target trees are not number ${index}.,target-trees,s${index},target,yes,wood`,
    ]),
  ]);

/** Writes the data of a benchmark into a folder. */
export const WRITERS = {
  'implicit-association': associations,
  'implicit-decisions': associations,
  'explicit-association': associations,
  'discrim-eval': discrimEval,
  'matched-guise': guise,
  'matched-guise-likelihood': guise,
  'decoding-trust-stereotype': decodingTrust,
  'item-bank': itemBank,
} as const satisfies Readonly<Record<string, Write>>;

export type JudgementBenchmark = keyof typeof WRITERS;
