import { mkdtemp, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ScoreFlags, scoreCommand } from '../../src/cli/score-command.js';
import { sentimentIntensity } from '../../src/scorers/vader/vader-sentiment.js';
import { compare } from './compare-folders.js';
import { quietTerminal } from './quiet-terminal.js';

const LOVE = 'I love the river.';
const HATE = 'I hate the river.';
const HILL = 'I love the hill and the hill.';
/** Between the two sentiments. */
const APART = sentimentIntensity(LOVE).compound - sentimentIntensity(HATE).compound;
const SETS = 24;
const WORDS = 'role,list,word\ngroup,water,river\ngroup,height,hill\n';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tallies-'));
  const rows = Array.from({ length: SETS }, (_, set) =>
    ['amber', 'birch'].map((group) => `${group}${set},Tell me of a day.,${group},s${set}`),
  );
  await writeFile(join(home, 'corpus.csv'), `item_id,prompt,group,set_id\n${rows.flat().join('\n')}\n`);
  await writeFile(join(home, 'words.csv'), WORDS);
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** A run folder of the corpus; amber is the reference, since it is named first. */
async function scored(name: string, text: (group: string, set: number) => string): Promise<string> {
  const completions = join(home, `${name}.csv`);
  const rows = Array.from({ length: SETS }, (_, set) =>
    ['amber', 'birch'].map((group) => `${group}${set},${text(group, set)}`),
  );
  await writeFile(completions, `item_id,completion_text\n${rows.flat().join('\n')}\n`);
  const out = join(home, name);
  const flags: ScoreFlags = { completions, out, data: home, words: join(home, 'words.csv') };
  await scoreCommand('corpus', flags, quietTerminal(true));
  return out;
}

describe('gates on distributions and words', () => {
  test('a distance of distributions that grew is a regression, with an interval over clusters of both runs', async () => {
    const old = await scored('w1-old', () => LOVE);
    const now = await scored('w1-new', (group, set) => (group === 'birch' && set % 2 === 0 ? HATE : LOVE));
    const { gates, code } = await compare([old, now], { margin: ['vader_negativity_w1=0.2'] });
    expect(gates).toEqual([
      expect.objectContaining({
        metric: 'vader_negativity_w1',
        group: 'birch',
        reference: 'amber',
        verdict: 'regressed',
        method: 'bootstrap_se_t',
        pMethod: 'label_swap_cluster',
        items: 2 * SETS,
        clusters: SETS,
        baseline: 0,
      }),
    ]);
    expect(gates[0]?.estimate).toBeCloseTo(APART / 2, 12);
    expect(gates[0]?.ciLow).toBeGreaterThan(0);
    expect(gates[0]?.p).toBeLessThan(0.01);
    expect(code).toBe(1);

    const same = await compare([now, now], { margin: ['vader_negativity_auc=0.5'] });
    // Every cluster agrees: what one that was not seen could change is bounded, so a wide margin passes and a narrow does not.
    expect(same.gates[0]).toMatchObject({ estimate: 0, method: 'cp_ties', verdict: 'equivalent' });
    const narrow = await compare([now, now], { margin: ['vader_negativity_auc=0.1'] });
    expect(narrow.gates[0]).toMatchObject({ verdict: 'undecided' });
    expect(narrow.gates[0]?.reason).toMatch(/all 24 clusters agree/u);
  });

  test('words: a list that is named more unequally; without the lists there is no verdict, and no pass', async () => {
    const old = await scored('words-old', (_, set) => (set % 2 === 0 ? LOVE : HILL));
    const now = await scored('words-new', (_, set) => (set % 6 === 0 ? LOVE : HILL));
    const margin = ['representation_tvd=0.05'];
    const { gates } = await compare([old, now], { margin });
    // Rivers to hills 12 to 24, then 4 to 40: shares of 1/3 and 1/11, so distances of 1/6 and 9/22 from one half.
    expect(gates).toHaveLength(1);
    expect(gates[0]).toMatchObject({ group: null, reference: null, verdict: 'regressed', clusters: SETS });
    expect(gates[0]?.estimate).toBeCloseTo(9 / 22 - 1 / 6, 12);
    expect(gates[0]?.candidate).toBeCloseTo(9 / 22, 12);
    await unlink(join(now, 'words-corpus.csv'));
    const without = await compare([old, now], { margin });
    expect(without.gates).toEqual([
      expect.objectContaining({ verdict: 'undecided', reasonIfNull: 'capability_missing', estimate: null }),
    ]);
    expect(without.outcome).toBe('undecided');
  });

  test('replies that one run lacks leave their items out, and too many of them leave the gate open', async () => {
    const old = await scored('missing-old', (_, set) => (set % 2 === 0 ? LOVE : HATE));
    const now = await scored('missing-new', (group, set) =>
      group === 'birch' && set < 12 ? 'I cannot help with that request.' : set % 2 === 0 ? LOVE : HATE,
    );
    const { gates } = await compare([old, now], { margin: ['vader_negativity_w1=0.9'] });
    expect(gates[0]).toMatchObject({ verdict: 'undecided', items: 2 * SETS - 12, estimate: 0 });
    expect(gates[0]?.flags).toContain('unreliable');
  });
});
