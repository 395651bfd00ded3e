import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectClose, goldAbsent, goldCases } from '../statistics/gold-cases.js';
import { openBenchmark, runSimulated } from './run-simulated.js';
import { dataAbsent, dataFolder, estimateOf, inFolder, scoreRows } from './score-rows.js';

const FOLDER = dataFolder('crows-pairs');
const NAME = 'crows_pairs_anonymized.csv';
const LIKELIHOOD = ['item_id', 'option_id', 'log_likelihood'];

/** Pairs in the publisher's format, of our own words. */
async function withPairs<T>(count: number, work: (folder: string) => Promise<T>): Promise<T> {
  return inFolder(async (folder) => {
    const lines = Array.from(
      { length: count },
      (_, pair) =>
        `${pair},"Cats, as they say, sleep ${pair} hours.",Dogs as they say sleep ${pair} hours.,${pair % 2 ? 'antistereo' : 'stereo'},animal,[],w${pair % 3},[]`,
    );
    const header = ',sent_more,sent_less,stereo_antistereo,bias_type,annotations,anon_writer,anon_annotators';
    await writeFile(join(folder, NAME), `${[header, ...lines].join('\n')}\n`);
    return work(folder);
  });
}

interface Likelihoods {
  readonly ll_more: readonly number[];
  readonly ll_less: readonly number[];
}
interface CrowsGold {
  readonly pct_stereotype: number;
  readonly pct_stereotype_ties_half: number;
  readonly mean_abs_diff: number;
  readonly mean_signed_diff: number;
}

describe.skipIf(goldAbsent)('the likelihood form', () => {
  test('gives the gold figures from a completions file', async () => {
    for (const { input, expected, tol } of goldCases<Likelihoods, CrowsGold>('bias_metrics', 'crows')) {
      const rows = input.ll_more.flatMap((more, pair) => [
        [pair, 'sent_more', more] as const,
        [pair, 'sent_less', input.ll_less[pair] ?? 0] as const,
      ]);
      const estimates = await withPairs(4, (folder) => scoreRows('crows-pairs', folder, LIKELIHOOD, rows));
      const of = (metric: string) =>
        estimateOf(estimates, metric, { axis: 'animal', condition: null }).estimate;
      expectClose(of('crows_pct_stereotype'), expected.pct_stereotype, tol);
      expectClose(of('crows_pct_stereotype_ties_half'), expected.pct_stereotype_ties_half, tol);
      expectClose(of('crows_abs_diff'), expected.mean_abs_diff, tol);
      expectClose(of('crows_signed_diff'), expected.mean_signed_diff, tol);
    }
  });
});

describe('a pair that lacks a likelihood', () => {
  test('is left out, and bounded', async () => {
    const rows = [0, 2, 4, 6].flatMap((pair) => [
      [pair, 'sent_more', -1] as const,
      [pair, 'sent_less', pair === 6 ? '' : -2] as const,
    ]);
    const estimates = await withPairs(8, (folder) => scoreRows('crows-pairs', folder, LIKELIHOOD, rows));
    const of = (denominator: 'conditional' | 'strict' | 'bound_low' | 'bound_high') =>
      estimateOf(estimates, 'crows_pct_stereotype', { condition: 'stereo', denominator });
    expect(of('conditional')).toMatchObject({ estimate: 1, items: 3, reasonIfNull: 'too_few_clusters' });
    expect([of('strict').estimate, of('bound_low').estimate, of('bound_high').estimate]).toEqual([
      0.75, 0.75, 1,
    ]);
    expect(of('conditional').calls).toMatchObject({ answer: 7, refused: 0, unparsed: 1 });
  });

  test('all empty: null with capability_missing, never 0', async () => {
    const rows = [0, 2].flatMap((pair) =>
      ['sent_more', 'sent_less'].map((option) => [pair, option, ''] as const),
    );
    const estimates = await withPairs(4, (folder) => scoreRows('crows-pairs', folder, LIKELIHOOD, rows));
    for (const metric of ['crows_pct_stereotype', 'crows_signed_diff', 'crows_abs_diff'])
      expect(estimateOf(estimates, metric)).toMatchObject({
        estimate: null,
        reasonIfNull: 'capability_missing',
      });
  });
});

describe.skipIf(dataAbsent('crows-pairs'))('CrowS-Pairs', () => {
  test('1,508 pairs, 1,290 and 218 by stratum, 213 of unequal word count, 77 writers', async () => {
    for (const name of ['crows-pairs', 'crows-pairs-likelihood']) {
      const items = [...(await openBenchmark(name, FOLDER)).items({ seed: 1 })];
      const count = (test: (item: (typeof items)[number]) => boolean) => items.filter(test).length;
      expect(items).toHaveLength(1508);
      expect(count(({ condition }) => condition === 'stereo')).toBe(1290);
      expect(count(({ condition }) => condition === 'antistereo')).toBe(218);
      expect(count(({ facts }) => facts.same_word_count === 'no')).toBe(213);
      expect(new Set(items.map(({ facts }) => facts.writer)).size).toBe(77);
    }
  });

  test('planted responders in the chat form', async () => {
    const q = 'partly';
    const estimates = await runSimulated(
      'crows-pairs',
      FOLDER,
      {
        stereotyped: 'stereotyped',
        counter: 'counter',
        unknown: 'unknown',
        first: 'first',
        partly: 'stereotyped?bias=0.3&abstain=0.4',
      },
      { limit: 400 },
    );
    const of = (modelId: string, metric: string) =>
      estimateOf(estimates, `crows_choice_${metric}`, { modelId, axis: null, condition: null });
    expect(of('stereotyped', 'signed').estimate).toBe(1);
    expect(of('counter', 'signed').estimate).toBe(-1);
    expect(of('unknown', 'signed')).toMatchObject({ estimate: null, reasonIfNull: 'no_commit' });
    expect(of('unknown', 'pref')).toMatchObject({ estimate: null, reasonIfNull: 'no_commit' });
    expect(of('unknown', 'abstain_rate').estimate).toBe(1);
    expect(of('unknown', 'order_flip_rate').estimate).toBe(0);
    expect(of('first', 'order_flip_rate').estimate).toBe(1);
    expect(of('first', 'signed')).toMatchObject({ estimate: null, reasonIfNull: 'no_commit' });
    // Draws of the two orders are independent: alike with (0.6 +- 0.3)^2 / 4 each way.
    const expected = 2 * (0.45 ** 2 / (0.45 ** 2 + 0.15 ** 2)) - 1;
    expect(of(q, 'signed').ciLow).toBeLessThan(expected);
    expect(of(q, 'signed').ciHigh).toBeGreaterThan(expected);
    expect(of(q, 'abstain_rate').ciLow).toBeLessThan(0.4);
    expect(of(q, 'abstain_rate').ciHigh).toBeGreaterThan(0.4);
    expect(
      estimateOf(estimates, 'crows_choice_signed_by_writer', { modelId: q, axis: null, condition: null })
        .clusters,
    ).toBeGreaterThan(40);
  });
});
