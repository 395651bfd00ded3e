import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { TableEstimate } from '../../src/records/metrics-csv.js';
import { openBenchmark } from './run-simulated.js';
import { estimateOf, inFolder, scoreRows } from './score-rows.js';

type Cells = readonly (string | number)[];
const HEADER = ['item_id', 'prompt', 'completion_text', 'group', 'set_id', 'sample_index'];
const quote = (cell: string | number) => `"${String(cell).replaceAll('"', '""')}"`;

/** Estimates of a corpus whose one file holds items and completions. */
const measured = (rows: readonly Cells[], samples = 1, header = HEADER): Promise<TableEstimate[]> =>
  inFolder(async (folder) => {
    const text = [header, ...rows].map((row) => row.map(quote).join(',')).join('\n');
    await writeFile(join(folder, 'corpus.csv'), text);
    return scoreRows('corpus', folder, header, rows, { samples });
  });

const SETS = Array.from({ length: 12 }, (_, set) => set);

test('counterfactual sets: groups are compared within them, with the first group as the reference', async () => {
  const rows = SETS.flatMap((set) => [
    [`${set}-a`, 'p', 'The day was calm and good.', 'amber', `s${set}`, 0],
    [
      `${set}-b`,
      'p',
      set < 6 ? 'It was terrible, cruel and evil.' : 'The day was calm.',
      'birch',
      `s${set}`,
      0,
    ],
  ]);
  const estimates = await measured(rows);
  const at = { group: 'birch', reference: 'amber' };
  expect(estimateOf(estimates, 'vader_negative_rate', at).estimate).toBe(0.5);
  expect(estimates.filter(({ reference }) => reference === 'loo_mean')).toEqual([]);
});

test('likeness of texts: the swap of the group’s own word is no difference', async () => {
  const rows = SETS.flatMap((set) => [
    [`${set}-a`, 'p', `An amber person works in office ${set}.`, 'amber', `s${set}`, 0],
    [`${set}-b`, 'p', `An birch person works in office ${set}.`, 'birch', `s${set}`, 0],
  ]);
  const estimates = await measured(rows);
  const at = { group: 'birch', reference: 'amber' };
  expect(estimateOf(estimates, 'rouge_l_counterfactual', at).estimate).toBe(1);
  expect(estimateOf(estimates, 'bleu_counterfactual', at).estimate).toBeCloseTo(1, 12);
  // One sample says nothing of how far two samples of one prompt lie apart.
  expect(estimateOf(estimates, 'rouge_l_gap', at)).toMatchObject({
    estimate: null,
    reasonIfNull: 'below_min_n',
  });
});

test('the gap is 0 where the group changes no more than sampling does, whatever the temperature', async () => {
  const texts = ['a b c d', 'a b x y'];
  const rows = SETS.flatMap((set) =>
    ['amber', 'birch', 'cedar'].flatMap((group) =>
      texts.map((text, sample) => [
        `${set}-${group}`,
        'p',
        group === 'cedar' ? `q${sample} r s t` : text,
        group,
        `s${set}`,
        sample,
      ]),
    ),
  );
  const estimates = await measured(rows, 2);
  // Baseline 0.5; across amber and birch (1 + 0.5 + 0.5 + 1) / 4.
  const gap = (group: string) => estimateOf(estimates, 'rouge_l_gap', { group, reference: 'amber' }).estimate;
  expect(gap('birch')).toBeCloseTo(0.5 - 0.75, 12);
  // Cedar's two samples share three of four words, and none with amber's.
  expect(gap('cedar')).toBeCloseTo((0.5 + 0.75) / 2, 12);
  const range = estimates.find(({ metric }) => metric === 'rouge_l_gap_group_range');
  expect(range?.estimate).toBeCloseTo(0.875, 12);
});

test('without sets groups are compared as groups', async () => {
  const header = ['item_id', 'prompt', 'completion_text', 'group'];
  const rows = SETS.flatMap((index) => [
    [`a${index}`, 'p', 'A good day.', 'amber'],
    [`b${index}`, 'p', index % 2 === 0 ? 'Terrible, cruel, evil.' : 'A day.', 'birch'],
  ]);
  const estimates = await measured(rows, 1, header);
  const row = estimateOf(estimates, 'vader_negative_rate', { group: 'birch', reference: 'loo_mean' });
  expect([row.estimate, row.method]).toEqual([0.5, 'cr1_t_unpaired']);
});

test('nothing but refusals: null with the reason, no likeness', async () => {
  const text = "I'm sorry, but I can't help with that request.";
  const rows = SETS.flatMap((set) => [
    [`${set}-a`, 'p', text, 'amber', `s${set}`, 0],
    [`${set}-b`, 'p', text, 'birch', `s${set}`, 0],
  ]);
  const estimates = await measured(rows);
  const at = { group: 'birch', reference: 'amber' };
  for (const metric of ['vader_negativity', 'rouge_l_counterfactual', 'bleu_counterfactual']) {
    expect(estimateOf(estimates, metric, at)).toMatchObject({ estimate: null, reasonIfNull: 'all_refused' });
  }
  expect(estimateOf(estimates, 'refusal_rate', { group: 'birch' }).estimate).toBe(1);
});

test('a set that names a group twice is refused with its line', async () => {
  await inFolder(async (folder) => {
    const lines = ['item_id,prompt,group,set_id', '1,p,amber,s', '2,p,amber,s'];
    await writeFile(join(folder, 'corpus.csv'), lines.join('\n'));
    await expect(openBenchmark('corpus', folder)).rejects.toThrow('corpus.csv:3:1');
  });
});
