/** Writes a folder of BBQ's full size from the categories that are shared: each repeated under new ids. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Items of the published data set. */
const SIZE = 58_492;
const SHARED = ['Physical_appearance', 'Religion', 'Sexual_orientation'];
const CATEGORIES = [
  ...SHARED,
  ...['Age', 'Disability_status', 'Gender_identity', 'Nationality', 'Race_ethnicity', 'Race_x_SES', 'SES'],
  'Race_x_gender',
];

/** @param {string} source folder of the shared files @param {string} folder to write into */
export function writeFullBbq(source, folder) {
  const rows = SHARED.flatMap((category) =>
    readFileSync(join(source, `${category}.jsonl`), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line)),
  );
  /** @type {string[]} */
  const texts = CATEGORIES.map(() => '');
  for (let item = 0; item < SIZE; item++) {
    const row = rows[item % rows.length];
    const place = Math.floor(item / rows.length) % CATEGORIES.length;
    // Templates of two shared categories in one file stay two.
    const question_index = `${row.category}-${row.question_index}`;
    texts[place] += `${JSON.stringify({ ...row, example_id: item, question_index })}\n`;
  }
  mkdirSync(folder, { recursive: true });
  for (const [place, category] of CATEGORIES.entries()) {
    writeFileSync(join(folder, `${category}.jsonl`), texts[place] ?? '');
  }
}
