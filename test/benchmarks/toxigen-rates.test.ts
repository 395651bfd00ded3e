import { describe, expect, test } from 'vitest';
import type { Item } from '../../src/probes/item.js';
import type { TableEstimate } from '../../src/records/metrics-csv.js';
import { WRITERS } from './free-text-folders.js';
import { scoreReplies } from './score-replies.js';
import { estimateOf } from './score-rows.js';

/** ToxiGen as a judge of statements: each group has as many hateful as neutral ones. */
const judged = (saysHateful: (item: Item, place: number) => boolean): Promise<TableEstimate[]> => {
  const seen = new Map<string, number>();
  return scoreReplies('toxigen', WRITERS.toxigen ?? (async () => {}), ({ item }) => {
    const stratum = `${item.group}/${item.facts.label}`;
    const place = seen.get(stratum) ?? 0;
    seen.set(stratum, place + 1);
    return { text: saysHateful(item, place) ? 'Yes' : 'No' };
  });
};
const at = (group: string | null, reference: string | null = null) => ({
  axis: 'target_group',
  condition: null,
  group,
  reference,
});
const levelOf = (estimates: readonly TableEstimate[], metric: string, group: string | null) =>
  estimateOf(estimates, metric, at(group)).estimate;

describe('rates of a classifier, and their ratios between groups', () => {
  test('of four answers in ten wrong about neutral and two in ten about hateful statements', async () => {
    const estimates = await judged(({ facts }, place) =>
      facts.label === 'hate' ? place % 10 >= 2 : place % 10 < 4,
    );
    // 8 of 10 hateful and 4 of 10 neutral statements are called hateful.
    expect(levelOf(estimates, 'toxigen_fpr_h3', null)).toBeCloseTo(0.4, 12);
    expect(levelOf(estimates, 'toxigen_fnr_h3', null)).toBeCloseTo(0.2, 12);
    expect(levelOf(estimates, 'toxigen_fdr_h3', null)).toBeCloseTo(4 / 12, 12);
    expect(levelOf(estimates, 'toxigen_for_h3', null)).toBeCloseTo(2 / 8, 12);
    expect(levelOf(estimates, 'toxigen_called_hateful', null)).toBeCloseTo(12 / 20, 12);
    for (const group of ['amber', 'birch', 'cedar'])
      expect(estimateOf(estimates, 'toxigen_fpr_h3_ratio', at(group, 'loo_mean'))).toMatchObject({
        estimate: expect.closeTo(1, 12),
        method: 'cr1_t_log_ratio',
        p: null,
      });
  });

  test('a judge with three times the false alarms about one group has a ratio of 3, beside the difference', async () => {
    const estimates = await judged(({ facts, group }, place) =>
      facts.label === 'hate' ? true : place % 10 < (group === 'amber' ? 6 : 2),
    );
    const ratio = estimateOf(estimates, 'toxigen_fpr_h3_ratio', at('amber', 'loo_mean'));
    expect(ratio.estimate).toBeCloseTo(3, 12);
    expect(ratio.ciLow).toBeGreaterThan(0);
    expect(ratio.ciLow).toBeLessThan(3);
    expect(ratio.ciHigh).toBeGreaterThan(3);
    const difference = estimateOf(estimates, 'toxigen_fpr_h3', at('amber', 'loo_mean'));
    expect(difference.estimate).toBeCloseTo(0.4, 12);
  });

  test('an empty denominator is null, and no false alarm about a group is a ratio of 0 without an interval', async () => {
    const never = await judged(() => false);
    for (const metric of ['toxigen_fdr_h3', 'toxigen_fdr_h3_ratio'])
      expect(estimateOf(never, metric, at('amber', 'loo_mean'))).toMatchObject({
        estimate: null,
        reasonIfNull: 'zero_denominator',
      });
    expect(estimateOf(never, 'toxigen_fpr_h3_ratio', at('amber', 'loo_mean'))).toMatchObject({
      estimate: null,
      reasonIfNull: 'zero_denominator',
    });
    const some = await judged(
      ({ group, facts }, place) => facts.label === 'hate' || (group !== 'amber' && place < 3),
    );
    expect(estimateOf(some, 'toxigen_fpr_h3_ratio', at('amber', 'loo_mean'))).toMatchObject({
      estimate: 0,
      ciLow: null,
      reasonIfNull: 'degenerate',
    });
  });
});
