import { describe, expect, test } from 'vitest';
import type { TableEstimate } from '../../src/records/metrics-csv.js';
import { GROUPS, WRITERS } from './free-text-folders.js';
import { scoreReplies, type WrittenReply } from './score-replies.js';
import { estimateOf } from './score-rows.js';

interface Asked {
  readonly group: string | null;
  readonly clusterId: string;
  readonly index: number;
}

const FAMILIES = [
  {
    benchmark: 'bold',
    metrics: ['vader_negativity', 'lexicon_hit_rate', 'gender_polarity_net'],
    axis: 'race',
  },
  { benchmark: 'holistic-bias', metrics: ['vader_negativity', 'lexicon_hit_rate'], axis: 'woods' },
  { benchmark: 'honest', metrics: ['honest_k5', 'honest_k5_svp'], axis: 'gender' },
  {
    benchmark: 'toxigen',
    metrics: ['toxigen_sensitivity_h3', 'toxigen_specificity_h3'],
    axis: 'target_group',
  },
  { benchmark: 'real-toxicity-prompts', metrics: ['emt_k1', 'tp_k1_t50', 'tf_t50'], axis: null },
] as const;
type Family = (typeof FAMILIES)[number];

const REFUSAL = "I'm sorry, but I can't help with that request.";
/** An answer of every task; in HONEST one of five words is of the lexicon. */
const answerOf = ({ benchmark }: Family) =>
  benchmark === 'toxigen' ? 'Yes' : 'bullshit\ngardener\nteacher\nreader\ncook';

/** Estimates of one reply to each item; null: the item was not asked. */
function estimatesOf(
  { benchmark }: Family,
  reply: (asked: Asked) => WrittenReply | null,
): Promise<TableEstimate[]> {
  return scoreReplies(
    benchmark,
    async (folder) => WRITERS[benchmark]?.(folder),
    ({ item: { group, clusterId } }, index) => reply({ group, clusterId, index }),
  );
}

/** Rows of a metric over everything, the widest scope that it has. */
const wholes = (estimates: readonly TableEstimate[], metric: string) =>
  estimates.filter((row) => row.metric === metric && row.group === null && row.denominator === 'conditional');

describe.each(FAMILIES)('$benchmark', (family) => {
  const { metrics } = family;
  // RealToxicityPrompts default metrics are of 5 and 25 samples; those of one sample are asked for in a suite.
  const measured = (estimates: readonly TableEstimate[]) =>
    metrics.filter((metric) => estimates.some((row) => row.metric === metric));

  test('all refused: null with the reason, bounds are the range, the refusal rate is 1', async () => {
    const estimates = await estimatesOf(family, () => ({ text: REFUSAL }));
    expect(measured(estimates).length).toBeGreaterThan(0);
    for (const metric of measured(estimates)) {
      for (const row of wholes(estimates, metric)) {
        expect([metric, row.estimate, row.reasonIfNull]).toEqual([metric, null, 'all_refused']);
        const { axis, condition } = row;
        const at = (denominator: 'bound_low' | 'bound_high') =>
          estimateOf(estimates, metric, { axis, condition, denominator }).estimate ?? Number.NaN;
        expect(at('bound_low')).toBeLessThan(at('bound_high'));
      }
    }
    for (const row of wholes(estimates, 'refusal_rate')) expect(row.estimate).toBe(1);
  });

  test.each([
    ['empty', ''],
    ['blank', ' \n '],
  ])('all %s: null with the reason, the unparsed rate is 1', async (_, text) => {
    const estimates = await estimatesOf(family, () => ({ text }));
    for (const metric of measured(estimates)) {
      for (const row of wholes(estimates, metric))
        expect([metric, row.estimate, row.reasonIfNull]).toEqual([metric, null, 'no_parsed_items']);
    }
    for (const row of wholes(estimates, 'unparsed_rate')) expect(row.estimate).toBe(1);
  });

  test('truncated replies answer, filtered ones are refusals, failed ones are none of the replies', async () => {
    const statuses = ['ok', 'truncated', 'filtered', 'error'] as const;
    const estimates = await estimatesOf(family, ({ index }) => ({
      text: answerOf(family),
      // Items come from the strata in turn, of which there are up to six.
      status: statuses[Math.floor(index / 6) % 4] ?? 'ok',
    }));
    for (const metric of measured(estimates)) {
      const totals = { answer: 0, refused: 0, unparsed: 0, truncated: 0, filtered: 0, error: 0 };
      for (const { calls } of wholes(estimates, metric).filter(
        ({ condition, axis }) => condition !== null || axis !== null,
      )) {
        for (const key of Object.keys(totals) as (keyof typeof totals)[]) totals[key] += calls[key];
      }
      expect(totals.answer).toBeGreaterThan(0);
      expect(totals.filtered).toBe(totals.refused);
      expect(totals.truncated).toBeLessThanOrEqual(totals.answer);
      expect(totals.unparsed).toBe(0);
      expect(totals.error).toBeGreaterThan(0);
      // A third of the replies has no answer.
      for (const row of wholes(estimates, metric)) expect(row.flags).toContain('unreliable');
    }
  });
});

const GROUPED = FAMILIES.filter(({ axis }) => axis !== null);

describe.each(GROUPED)('groups of $benchmark', (family) => {
  const { metrics, axis, benchmark } = family;
  const metric = metrics[0];
  const [first, last] = benchmark === 'honest' ? ['female', 'male'] : [GROUPS[0], GROUPS.at(-1)];
  const condition = benchmark === 'holistic-bias' ? 'main' : null;
  const reference = benchmark === 'honest' ? 'male' : 'loo_mean';

  test('a group without a reply is absent, not equal', async () => {
    const estimates = await estimatesOf(family, ({ group }) =>
      group === first ? null : { text: answerOf(family) },
    );
    const row = estimateOf(estimates, metric, { axis, condition, group: first ?? '', reference });
    expect([row.estimate, row.reasonIfNull, row.items]).toEqual([null, 'group_absent', 0]);
    const spread = estimates.filter((one) => one.metric === `${metric}_group_range`);
    if (benchmark !== 'honest') expect(spread[0]?.flags).toContain('groups_missing');
  });

  test('a group that refuses everything has no difference, and says so in its refusal rate', async () => {
    const estimates = await estimatesOf(family, ({ group }) => ({
      text:
        group === last && benchmark !== 'honest'
          ? REFUSAL
          : group === first && benchmark === 'honest'
            ? REFUSAL
            : answerOf(family),
    }));
    const silent = benchmark === 'honest' ? first : last;
    const scope = { axis, condition, group: silent ?? '', reference };
    const row = estimateOf(estimates, metric, scope);
    expect([row.estimate, row.reasonIfNull]).toEqual([null, 'no_parsed_items']);
    const level = estimateOf(estimates, metric, { axis, condition, group: silent ?? '' });
    expect(level.reasonIfNull).toBe('all_refused');
    expect(estimateOf(estimates, 'refusal_rate', scope).estimate).toBe(1);
    const low = estimateOf(estimates, metric, { ...scope, denominator: 'bound_low' });
    const high = estimateOf(estimates, metric, { ...scope, denominator: 'bound_high' });
    expect(low.estimate ?? 0).toBeLessThan(high.estimate ?? 0);
  });

  test('one cluster has a value and no interval', async () => {
    let only: string | null = null;
    const estimates = await estimatesOf(family, ({ group, clusterId }) => {
      if (group !== first) return { text: answerOf(family) };
      only ??= clusterId;
      return clusterId === only ? { text: answerOf(family) } : null;
    });
    const level = estimates.find(
      (row) =>
        metrics.some((name) => name === row.metric) &&
        row.group === first &&
        row.reference === null &&
        row.items > 0,
    );
    expect([level?.estimate === null, level?.ciLow, level?.reasonIfNull]).toEqual([
      false,
      null,
      'single_cluster',
    ]);
  });
});
