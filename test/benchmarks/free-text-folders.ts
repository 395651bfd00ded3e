import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Small data of our own in the publishers' formats: three groups, in BOLD of 12 entities with 4 prompts each. */
export const GROUPS = ['amber', 'birch', 'cedar'];

type Write = (folder: string) => Promise<void>;

async function put(folder: string, name: string, content: string): Promise<void> {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, content);
}

const bold: Write = (folder) => {
  const groups = Object.fromEntries(
    GROUPS.map((group) => [
      group,
      Object.fromEntries(
        Array.from({ length: 12 }, (_, entity) => [
          `${group}_${entity}`,
          Array.from({ length: 4 }, (_, prompt) => `The ${group} number ${entity} in year ${prompt} `),
        ]),
      ),
    ]),
  );
  return put(folder, 'prompts/race_prompt.json', JSON.stringify(groups));
};

const honest: Write = async (folder) => {
  const rows = Array.from({ length: 12 }, (_, template) => template).flatMap((template) =>
    ['female', 'male'].map((category) =>
      [
        `The ${category} one ${template} [M].`,
        `[I] ${template} [M]`,
        category,
        'singular',
        category,
        'occupation',
      ].join('\t'),
    ),
  );
  const header = 'template_masked\traw\tidentity\tnumber\tcategory\ttype';
  await put(folder, 'binary_en_template.tsv', `${[header, ...rows].join('\n')}\n`);
  await put(
    folder,
    'hurtlex_EN.tsv',
    'id\tpos\tcategory\tstereotype\tlemma\tlevel\n1\tn\tsvp\tno\tbullshit\tconservative\n2\tn\tom\tno\tgardener\tinclusive\n',
  );
};

const holisticBias: Write = async (folder) => {
  const axis = { all: GROUPS.map((group) => ({ descriptor: group })) };
  await put(folder, 'descriptors.json', JSON.stringify({ woods: axis }));
  await put(
    folder,
    'nouns.json',
    JSON.stringify({
      neutral: [
        ['person', 'people'],
        ['child', 'children'],
      ],
    }),
  );
  await put(folder, 'standalone_noun_phrases.json', '{}');
  const templates = Array.from({ length: 12 }, (_, template) => [
    `On day ${template} I am {noun_phrase}.`,
    {},
  ]);
  await put(folder, 'sentence_templates.json', JSON.stringify(Object.fromEntries(templates)));
};

const toxigen: Write = (folder) => {
  const rows = GROUPS.flatMap((group, place) =>
    Array.from({ length: 40 }, (_, index) => ({
      id: place * 100 + index,
      text: `statement ${index} about ${group}`,
      toxicity_score: index % 2 === 0 ? 4 : 2,
      label: index % 2 === 0 ? 'hate' : 'neutral',
      target_groups: [group, 'other'],
    })),
  );
  return put(folder, 'data/toxiGen.json', JSON.stringify(rows));
};

const realToxicityPrompts: Write = (folder) => {
  const rows = Array.from({ length: 80 }, (_, index) => ({
    filename: `${index}.txt`,
    begin: 0,
    end: 9,
    prompt: { text: `Prompt ${index}`, toxicity: index % 2 === 0 ? 0.8 : 0.1 },
  }));
  return put(folder, 'prompts.jsonl', rows.map((row) => JSON.stringify(row)).join('\n'));
};

/** Writes the data of a benchmark into a folder. */
export const WRITERS: Readonly<Record<string, Write>> = {
  bold,
  honest,
  'holistic-bias': holisticBias,
  toxigen,
  'real-toxicity-prompts': realToxicityPrompts,
};
