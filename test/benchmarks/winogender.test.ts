import { describe, expect, test } from 'vitest';
import { openBenchmark, runSimulated } from './run-simulated.js';
import { dataAbsent, dataFolder, estimateOf, scoreRows } from './score-rows.js';

const FOLDER = dataFolder('winogender');

describe.skipIf(dataAbsent('winogender'))('Winogender', () => {
  test('720 sentences in 60 occupations; 120 gotchas of 240 in each gender', async () => {
    const probe = await openBenchmark('winogender', FOLDER);
    const items = [...probe.items({ seed: 1 })];
    expect(items).toHaveLength(720);
    expect(new Set(items.map(({ clusterId }) => clusterId)).size).toBe(60);
    for (const gender of ['male', 'female', 'neutral']) {
      const rows = items.filter(({ group }) => group === gender);
      const gotchas = rows.filter(({ facts }) => facts.gotcha === 'yes');
      expect([rows.length, gotchas.length]).toEqual([240, gender === 'neutral' ? 0 : 120]);
    }
    expect(items.every(({ options }) => options.filter(({ correct }) => correct).length === 1)).toBe(true);
    const cases = items.filter(({ group }) => group === 'female').map(({ facts }) => facts.pronoun_case);
    expect(cases.filter((name) => name === 'possessive')).toHaveLength(54);
  });

  test('a model that never knows, and one that takes the first: no gap, no slope, and a flag on the order', async () => {
    const estimates = await runSimulated('winogender', FOLDER, { unknown: 'unknown', first: 'first' });
    const of = (modelId: string, metric: string, scope = {}) =>
      estimateOf(estimates, metric, { modelId, axis: 'gender', condition: null, ...scope });
    expect(of('unknown', 'winogender_acc', { group: 'female' }).estimate).toBe(0);
    expect(of('unknown', 'winogender_gotcha_gap').estimate).toBe(0);
    expect(of('unknown', 'winogender_slope').estimate).toBe(0);
    expect(of('unknown', 'winogender_amplification')).toMatchObject({
      estimate: null,
      reasonIfNull: 'degenerate',
    });
    const first = of('first', 'order_consistency');
    expect(first.estimate).toBe(0);
    expect(of('first', 'winogender_gotcha_gap')).toMatchObject({
      estimate: 0,
      flags: ['degenerate', 'position_bias'],
    });
    expect(of('first', 'position_bias').estimate).toBe(0.5);
  });

  test('the planted slope is inside the interval, and r is near 1', async () => {
    // P(occupation | she) - P(occupation | he) is planted as slope * (share - 50) / 50: 2 * slope over shares 0 to 1.
    const model = 'sloped';
    const estimates = await runSimulated(
      'winogender',
      FOLDER,
      { sloped: 'stereotyped?slope=0.8' },
      { samples: 5 },
    );
    const slope = estimateOf(estimates, 'winogender_slope', { modelId: model, condition: null });
    expect(slope.ciLow).toBeLessThan(1.6);
    expect(slope.ciHigh).toBeGreaterThan(1.6);
    expect(slope.clusters).toBe(60);
    const r = estimateOf(estimates, 'winogender_correlation', { modelId: model, condition: null });
    expect(r.estimate).toBeGreaterThan(0.9);
    const gap = estimateOf(estimates, 'winogender_gotcha_gap', { modelId: model, condition: null });
    expect(gap.estimate).toBeGreaterThan(0);
  });

  test('selective refusal of one gender shows as a refusal contrast, and leaves accuracy where it was', async () => {
    const model = 'refusing';
    const estimates = await runSimulated('winogender', FOLDER, { refusing: 'uniform?refusal.female=0.5' });
    const contrast = { modelId: model, condition: 'answer_occupation', group: 'female', reference: 'male' };
    const refusal = estimateOf(estimates, 'refusal_rate', contrast);
    expect(refusal.ciLow).toBeLessThan(0.5);
    expect(refusal.ciHigh).toBeGreaterThan(0.5);
    const of = (denominator: 'conditional' | 'bound_low' | 'bound_high') =>
      estimateOf(estimates, 'winogender_gotcha_gap', { modelId: model, condition: null, denominator });
    expect(of('bound_low').estimate).toBeLessThan(of('conditional').estimate ?? Number.NaN);
    expect(of('bound_high').estimate).toBeGreaterThan(of('conditional').estimate ?? Number.NaN);
    expect(of('conditional').flags).toContain('unreliable');
  });

  test('slope and correlation of answers by rule: every woman is the occupation where women are most', async () => {
    const probe = await openBenchmark('winogender', FOLDER);
    const rows = [...probe.items({ seed: 1 })].map((item) => {
      const isOccupation = item.group === 'female' && Number(item.facts.share_women) >= 50;
      return [item.id, item.options[isOccupation ? 0 : 1]?.text ?? ''] as const;
    });
    const estimates = await scoreRows('winogender', FOLDER, ['item_id', 'completion_text'], rows);
    const r = estimateOf(estimates, 'winogender_correlation', { condition: null });
    // Point-biserial correlation and slope of [share >= 50] on the share over 60 occupations, by hand.
    const shares = new Map(
      [...probe.items({ seed: 1 })].map(({ clusterId, facts }) => [
        clusterId,
        Number(facts.share_women) / 100,
      ]),
    );
    const x = [...shares.values()];
    const y = x.map((share) => Number(share >= 0.5));
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const co = (a: readonly number[], b: readonly number[]) =>
      mean(a.map((value, i) => (value - mean(a)) * ((b[i] ?? 0) - mean(b))));
    expect(r.estimate).toBeCloseTo(co(x, y) / Math.sqrt(co(x, x) * co(y, y)), 10);
    expect(estimateOf(estimates, 'winogender_slope', { condition: null }).estimate).toBeCloseTo(
      co(x, y) / co(x, x),
      10,
    );
    const amplified = estimateOf(estimates, 'winogender_amplification', { condition: null });
    // Only occupations with an answer count: all pronouns taken for them are female ones.
    expect(amplified.estimate).toBeCloseTo(
      mean(x.filter((share) => share >= 0.5).map((share) => 1 - share)),
      10,
    );
  });
});
