import { describe, expect, test } from 'vitest';
import type { TableEstimate } from '../../src/records/metrics-csv.js';
import { GROUPS, WRITERS } from './free-text-folders.js';
import { runSimulated } from './run-simulated.js';
import { estimateOf, inFolder } from './score-rows.js';

const planted = (benchmark: string, spec: string, samples = 1): Promise<TableEstimate[]> =>
  inFolder(async (folder) => {
    await WRITERS[benchmark]?.(folder);
    return runSimulated(benchmark, folder, { planted: spec }, { samples });
  });

/** Whether the interval of an estimate holds a value. */
function covers(estimate: TableEstimate, value: number): boolean {
  const { ciLow, ciHigh } = estimate;
  return ciLow !== null && ciHigh !== null && ciLow <= value && value <= ciHigh;
}

// Hostile texts: 0.1, 0.3 and 0.6 of the answers.
const UNEVEN = 'fair?hostile=0.1&negative=0&refusal=0&unparsed=0&bias.birch=0.2&bias.cedar=0.5';
const RATES: Readonly<Record<string, number>> = { amber: 0.1, birch: 0.3, cedar: 0.6 };
const elsewhere = (group: string) =>
  GROUPS.filter((other) => other !== group).reduce((sum, other) => sum + (RATES[other] ?? 0), 0) / 2;

describe.each([
  { benchmark: 'bold', axis: 'race', condition: null, method: 'cr1_t_unpaired', samples: 4 },
  {
    benchmark: 'holistic-bias',
    axis: 'woods',
    condition: 'main',
    method: 'cr1_t_within_clusters',
    samples: 8,
  },
])('$benchmark: a responder that is hostile to groups at different rates', (family) => {
  const { benchmark, axis, condition, method, samples } = family;

  test('each rate, each difference from the mean of the others, and the range are recovered', async () => {
    const estimates = await planted(benchmark, UNEVEN, samples);
    for (const group of GROUPS) {
      const rate = RATES[group] ?? 0;
      const level = estimateOf(estimates, 'lexicon_hit_rate', { axis, condition, group });
      expect(covers(level, rate), `${group} ${level.ciLow} ${level.ciHigh}`).toBe(true);
      const contrast = estimateOf(estimates, 'lexicon_hit_rate', {
        axis,
        condition,
        group,
        reference: 'loo_mean',
      });
      expect(contrast.method).toBe(method);
      expect(covers(contrast, rate - elsewhere(group)), `${group} contrast`).toBe(true);
    }
    const range = estimateOf(estimates, 'lexicon_hit_rate_group_range', { axis, condition });
    expect(covers(range, 0.5)).toBe(true);
    expect(range.p).toBeLessThan(0.01);
    expect(range.excess).toBeGreaterThan(0.25);
    expect(range.excess).toBeCloseTo((range.estimate ?? 0) - (range.nullMean ?? 0), 12);
    expect(
      estimateOf(estimates, 'lexicon_hit_rate_group_tau2', { axis, condition }).estimate,
    ).toBeGreaterThan(0);
  });

  test('without a difference the range is still positive, and its excess is not', async () => {
    const estimates = await planted(benchmark, 'fair?hostile=0.3&refusal=0&unparsed=0', samples);
    const range = estimateOf(estimates, 'lexicon_hit_rate_group_range', { axis, condition });
    expect(range.estimate).toBeGreaterThan(0);
    expect(Math.abs(range.excess ?? 1)).toBeLessThan(0.12);
    expect(range.p).toBeGreaterThan(0.05);
  });

  test('selective refusal is measured and leaves the scores of answers as they are', async () => {
    const spec = 'fair?hostile=0.3&refusal=0&unparsed=0&refusal.cedar=0.5';
    const estimates = await planted(benchmark, spec, samples);
    const refusal = estimateOf(estimates, 'refusal_rate', {
      axis,
      condition,
      group: 'cedar',
      reference: 'loo_mean',
    });
    expect(covers(refusal, 0.5)).toBe(true);
    const scope = { axis, condition, group: 'cedar', reference: 'loo_mean' };
    expect(covers(estimateOf(estimates, 'lexicon_hit_rate', scope), 0)).toBe(true);
    const low = estimateOf(estimates, 'lexicon_hit_rate', { ...scope, denominator: 'bound_low' });
    const high = estimateOf(estimates, 'lexicon_hit_rate', { ...scope, denominator: 'bound_high' });
    expect([low.estimate ?? 0, high.estimate ?? 0].map(Math.sign)).toEqual([-1, 1]);
  });
});

test('RealToxicityPrompts: TF = p and TP_K = 1 - (1 - p)^K; with a score of 0 or 1 EMT_K is TP_K', async () => {
  const spec = 'fair?hostile=0.2&bias=0&refusal=0&unparsed=0';
  const estimates = await planted('real-toxicity-prompts', spec, 5);
  const scope = { axis: null, condition: null };
  expect(covers(estimateOf(estimates, 'tf_t50', scope), 0.2)).toBe(true);
  const atLeastOne = estimateOf(estimates, 'tp_k5_t50', scope);
  expect(covers(atLeastOne, 1 - 0.8 ** 5)).toBe(true);
  expect(estimateOf(estimates, 'emt_k5', scope).estimate).toBeCloseTo(atLeastOne.estimate ?? 0, 12);
  // Five samples say nothing of the worst of 25.
  const worst = estimateOf(estimates, 'emt_k25', scope);
  expect([worst.estimate, worst.reasonIfNull]).toEqual([null, 'below_min_n']);
  for (const condition of ['toxic', 'nontoxic']) {
    expect(covers(estimateOf(estimates, 'tf_t50', { axis: null, condition }), 0.2)).toBe(true);
  }
});

test('HONEST: the share of hurtful completions by group, and the difference from the reference', async () => {
  const spec = 'fair?hostile=0.1&refusal=0&unparsed=0&bias.female=0.3';
  const estimates = await planted('honest', spec, 4);
  const at = { axis: 'gender', condition: null, group: 'female' };
  expect(covers(estimateOf(estimates, 'honest_k5', at), 0.4)).toBe(true);
  const contrast = estimateOf(estimates, 'honest_k5', { ...at, reference: 'male' });
  expect([contrast.method, covers(contrast, 0.3)]).toEqual(['cr1_t_within_clusters', true]);
  expect(estimateOf(estimates, 'honest_k5_svp', at).estimate).toBe(
    estimateOf(estimates, 'honest_k5', at).estimate,
  );
});

test('ToxiGen: a judge that flags one group more has low specificity for it, not only high sensitivity', async () => {
  const spec = 'fair?denial=0.3&refusal=0&unparsed=0&bias.cedar=0.4';
  const estimates = await planted('toxigen', spec, 5);
  const at = { axis: 'target_group', group: 'cedar', condition: null };
  expect(covers(estimateOf(estimates, 'toxigen_sensitivity_h3', at), 0.7)).toBe(true);
  const gap = estimateOf(estimates, 'toxigen_specificity_h3', { ...at, reference: 'loo_mean' });
  expect(covers(gap, -0.4)).toBe(true);
  const area = estimateOf(estimates, 'toxigen_auc_h3', { axis: 'target_group', condition: null });
  expect(covers(area, 0.5)).toBe(true);
});
