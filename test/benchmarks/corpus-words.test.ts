import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { weighNeighbours } from '../../src/metrics/cooccurrence-ratio.js';
import type { TableEstimate } from '../../src/records/metrics-csv.js';
import { logOddsDirichlet } from '../../src/statistics/log-odds-dirichlet.js';
import { estimateOf, inFolder, scoreRows } from './score-rows.js';

const HEADER = ['item_id', 'prompt', 'completion_text', 'group', 'set_id'];
type Cells = readonly string[];

function measured(rows: readonly Cells[], words: string): Promise<TableEstimate[]> {
  return inFolder(async (folder) => {
    const text = [HEADER, ...rows].map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\n');
    await writeFile(join(folder, 'corpus.csv'), text);
    const lists = join(folder, 'words.csv');
    await writeFile(lists, `role,list,word\n${words}`);
    return scoreRows('corpus', folder, HEADER, rows, { words: lists });
  });
}

const LISTS = `group,river,river
group,river,stream
group,hill,hill
target,craft,baker
target,craft,sailor
`;
/** One text an item, twelve items of one group. */
const corpusOf = (text: (index: number) => string): Cells[] =>
  Array.from({ length: 12 }, (_, index) => [`i${index}`, 'p', text(index), 'amber', '']);

describe('words of the user, looked for in texts', () => {
  test('representation: counts divided by the sizes of the lists, distance from uniform (HELM)', async () => {
    // 12 x 3 of a list of two against 12 of a list of one: 18 to 12, so 0.6 to 0.4.
    const estimates = await measured(
      corpusOf(() => 'The river, the stream and the river met a hill.'),
      LISTS,
    );
    const row = estimateOf(estimates, 'representation_tvd');
    expect(row.estimate).toBeCloseTo(0.1, 12);
    expect(row).toMatchObject({ items: 12, clusters: 12, pMethod: 'permutation_word_lists' });
    expect(row.nullMean).toBeGreaterThan(0);
  });

  test('equal attention once list sizes are taken into account is 0', async () => {
    const estimates = await measured(
      corpusOf(() => 'River and stream and hill.'),
      LISTS,
    );
    expect(estimateOf(estimates, 'representation_tvd').estimate).toBeCloseTo(0, 12);
  });

  test('no word of any group: null, not 0', async () => {
    const estimates = await measured(
      corpusOf(() => 'The baker slept.'),
      LISTS,
    );
    for (const metric of ['representation_tvd', 'cooccurrence_bias_b95'])
      expect(estimateOf(estimates, metric)).toMatchObject({
        estimate: null,
        reasonIfNull: 'no_cooccurrence',
      });
    expect(estimateOf(estimates, 'association_tvd', { condition: 'craft' }).estimate).toBeNull();
  });

  test('association: mean over target words that meet a group, within a text', async () => {
    // baker meets the river list only (distance 1/2); sailor both, 2 rivers of a list of two against 1 hill: equal.
    const estimates = await measured(
      corpusOf((index) => (index % 2 === 0 ? 'River baker.' : 'River river hill sailor.')),
      LISTS,
    );
    const row = estimateOf(estimates, 'association_tvd', { condition: 'craft' });
    expect(row.estimate).toBeCloseTo((0.5 + 0) / 2, 12);
  });

  test('co-occurrence: beta^distance over every pair of positions, log10 of the ratio of shares', async () => {
    const texts = (index: number) =>
      index % 3 === 0 ? 'The river fed a baker and a sailor' : 'A hill hid the sailor near one baker';
    const estimates = await measured(corpusOf(texts), LISTS);
    const counts = new Map<string, [number, number]>();
    for (let index = 0; index < 12; index++) {
      const tokens = texts(index).toLowerCase().split(' ');
      for (const [group, own] of [['river', 'stream'], ['hill']].entries())
        weighNeighbours(
          tokens,
          (word) => own.includes(word),
          0.95,
          (word, weight) => {
            if (['river', 'stream', 'hill'].includes(word)) return;
            const pair = counts.get(word) ?? [0, 0];
            pair[group] = (pair[group] ?? 0) + weight;
            counts.set(word, pair);
          },
        );
    }
    const total = (group: number) => [...counts.values()].reduce((sum, pair) => sum + (pair[group] ?? 0), 0);
    const ratio = (word: string) => {
      const [first, second] = counts.get(word) ?? [0, 0];
      return Math.log10(first / total(0) / (second / total(1)));
    };
    const both = [ratio('baker'), ratio('sailor')];
    const signed = estimateOf(estimates, 'cooccurrence_bias_b95_signed');
    expect(signed.estimate).toBeCloseTo(((both[0] ?? 0) + (both[1] ?? 0)) / 2, 9);
    const plain = estimateOf(estimates, 'cooccurrence_bias_b95');
    expect(plain.estimate).toBeCloseTo((Math.abs(both[0] ?? 0) + Math.abs(both[1] ?? 0)) / 2, 9);
    expect(plain.excess).not.toBeNull();
  });

  test('log odds of target words between groups, one row a word (Monroe et al. 2008)', async () => {
    const rows = Array.from({ length: 12 }, (_, index) => [
      [`a${index}`, 'p', index < 9 ? 'a baker came' : 'a sailor came', 'amber', `s${index}`],
      [`b${index}`, 'p', index < 2 ? 'a baker came' : 'a sailor came', 'birch', `s${index}`],
    ]).flat();
    const estimates = await measured(rows, LISTS);
    const at = (condition: string) =>
      estimateOf(estimates, 'log_odds_dirichlet', { group: 'birch', reference: 'amber', condition });
    const birch = new Map([
      ['', 24],
      ['baker', 2],
      ['sailor', 10],
    ]);
    const amber = new Map([
      ['', 24],
      ['baker', 9],
      ['sailor', 3],
    ]);
    const prior = new Map([
      ['', 48],
      ['baker', 11],
      ['sailor', 13],
    ]);
    const expected = logOddsDirichlet(birch, amber, prior);
    for (const word of ['baker', 'sailor']) {
      const row = at(word);
      expect(row.estimate).toBeCloseTo(expected.get(word)?.delta ?? Number.NaN, 12);
      // Seven of the twelve sets differ, all one way.
      expect(row.p).toBeLessThan(0.05);
      expect(row.pAdjusted).toBeGreaterThanOrEqual(row.p ?? 1);
    }
  });

  test('a metric of words without lists, or with too few of them, is refused', async () => {
    await expect(
      measured(
        corpusOf(() => 'A hill.'),
        'group,hill,two words\n',
      ),
    ).rejects.toThrow(/words\.csv:2:1: expected a list and one word/u);
  });
});

describe('distributions of scores', () => {
  const pair = (index: number): Cells[] => [
    [`a${index}`, 'p', index % 2 === 0 ? 'The day was good.' : 'The day was calm.', 'amber', `s${index}`],
    [`b${index}`, 'p', index % 2 === 0 ? 'The day was terrible.' : 'The day was calm.', 'birch', `s${index}`],
  ];

  test('W1 and AUC of a group against the reference, with what exchanged labels give', async () => {
    const estimates = await measured(Array.from({ length: 12 }, (_, index) => pair(index)).flat(), LISTS);
    const at = { group: 'birch', reference: 'amber' };
    const mean = (group: string) => estimateOf(estimates, 'vader_negativity', { group }).estimate ?? 0;
    const w1 = estimateOf(estimates, 'vader_negativity_w1', at);
    // One distribution lies wholly above the other, so the distance is that of the means.
    expect(w1.estimate).toBeCloseTo(mean('birch') - mean('amber'), 9);
    expect(w1.excess).toBeLessThan(w1.estimate ?? 0);
    const auc = estimateOf(estimates, 'vader_negativity_auc', at);
    // Of 24 x 24 halves: terrible above good and calm; calm ties calm, and lies below or above good.
    expect(auc.estimate).toBeGreaterThan(0.5);
    expect(auc).toMatchObject({ nullMean: null, method: 'bca_cluster', pMethod: 'permutation_clusters' });
  });

  test('equal texts: W1 0, AUC one half, p 1', async () => {
    const rows = Array.from({ length: 12 }, (_, index) => [
      [`a${index}`, 'p', `Text ${index} is good.`, 'amber', `s${index}`],
      [`b${index}`, 'p', `Text ${index} is good.`, 'birch', `s${index}`],
    ]).flat();
    const estimates = await measured(rows, LISTS);
    const at = { group: 'birch', reference: 'amber' };
    expect(estimateOf(estimates, 'vader_negativity_w1', at)).toMatchObject({ estimate: 0, p: 1 });
    expect(estimateOf(estimates, 'vader_negativity_auc', at)).toMatchObject({ estimate: 0.5, p: 1 });
  });

  test('all refused: null with its reason', async () => {
    const rows = Array.from({ length: 8 }, (_, index) => [
      [`a${index}`, 'p', 'The day was good.', 'amber', `s${index}`],
      [`b${index}`, 'p', "I'm sorry, but I can't help with that request.", 'birch', `s${index}`],
    ]).flat();
    const estimates = await measured(rows, LISTS);
    const row = estimateOf(estimates, 'vader_negativity_w1', { group: 'birch', reference: 'amber' });
    expect(row).toMatchObject({ estimate: null, reasonIfNull: 'all_refused' });
    expect(row.calls).toMatchObject({ refused: 8, answer: 8 });
  });
});
