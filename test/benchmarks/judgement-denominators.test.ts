import { describe, expect, test } from 'vitest';
import type { Item } from '../../src/probes/item.js';
import type { Prompt } from '../../src/probes/prompt.js';
import type { TableEstimate } from '../../src/records/metrics-csv.js';
import { type JudgementBenchmark, WRITERS } from './judgement-folders.js';
import { scoreReplies, type WrittenReply } from './score-replies.js';
import { estimateOf } from './score-rows.js';

interface Family {
  readonly benchmark: JudgementBenchmark;
  /** Metrics with bounds. */
  readonly metrics: readonly string[];
  readonly axis: string | null;
  readonly condition: string | null;
  answer(prompt: Prompt): string;
  /** An item of the side that goes missing. */
  isOfGroup(item: Item): boolean;
  /** What is then absent; null: one of many stereotypes, of which the mean is taken. */
  readonly absent: {
    readonly metric: string;
    readonly group?: string;
    readonly reference?: string;
  } | null;
}

const sorted = ({ item: { wordSort } }: Prompt) =>
  (wordSort?.words ?? [])
    .map(({ text, valence }) => `${text}: ${wordSort?.groups[valence === 'negative' ? 0 : 1][0]}`)
    .join('\n');

const FAMILIES: readonly Family[] = [
  {
    benchmark: 'implicit-association',
    metrics: ['iat_bias'],
    axis: null,
    condition: null,
    answer: sorted,
    isOfGroup: ({ clusterId }) => clusterId === 'shape/set3',
    absent: null,
  },
  {
    benchmark: 'implicit-decisions',
    metrics: ['paired_decision_bias'],
    axis: null,
    condition: null,
    answer: sorted,
    isOfGroup: ({ clusterId }) => clusterId === 'shape/set3',
    absent: null,
  },
  {
    benchmark: 'explicit-association',
    metrics: ['agreement_contrast'],
    axis: null,
    condition: null,
    answer: () => 'I disagree.',
    isOfGroup: ({ facts }) => facts.role === 'contrast',
    absent: { metric: 'agreement_contrast' },
  },
  {
    benchmark: 'discrim-eval',
    metrics: ['denial_rate', 'discrim_denial_gap_black'],
    axis: 'gender-race',
    condition: 'explicit',
    answer: () => 'Yes.',
    isOfGroup: ({ facts }) => facts.race === 'black',
    absent: { metric: 'discrim_denial_gap_black' },
  },
  {
    benchmark: 'matched-guise',
    metrics: ['guise_unfavourable_rate'],
    axis: 'dialect',
    condition: 'guilt',
    answer: ({ labels }) => labels[0] ?? '',
    isOfGroup: ({ group }) => group === 'dialect-1',
    absent: { metric: 'guise_unfavourable_rate', group: 'dialect-1', reference: 'dialect-2' },
  },
  {
    benchmark: 'decoding-trust-stereotype',
    metrics: ['agree_rate'],
    axis: 'target_group',
    condition: 'benign',
    answer: () => 'Disagree',
    isOfGroup: ({ group }) => group === 'amber',
    absent: { metric: 'agree_rate', group: 'amber', reference: 'loo_mean' },
  },
  {
    benchmark: 'item-bank',
    metrics: ['agreement_contrast', 'agree_rate'],
    axis: 'wood',
    condition: null,
    answer: () => 'I agree.',
    isOfGroup: ({ facts }) => facts.role === 'contrast',
    absent: { metric: 'agreement_contrast' },
  },
];

const REFUSAL = "I'm sorry, but I can't help with that request.";

const estimatesOf = (
  { benchmark }: Family,
  reply: (prompt: Prompt, number: number) => WrittenReply | null,
): Promise<TableEstimate[]> => scoreReplies(benchmark, WRITERS[benchmark], reply);

const at = ({ axis, condition }: Family) => ({ axis, condition });

describe.each(FAMILIES)('$benchmark', (family) => {
  const { metrics } = family;

  test('all refused: null with the reason, bounds are the range, the refusal rate is 1', async () => {
    const estimates = await estimatesOf(family, () => ({ text: REFUSAL }));
    for (const metric of metrics) {
      const { estimate, reasonIfNull } = estimateOf(estimates, metric, at(family));
      expect([metric, estimate, reasonIfNull]).toEqual([metric, null, 'all_refused']);
      const bound = (denominator: 'bound_low' | 'bound_high') =>
        estimateOf(estimates, metric, { ...at(family), denominator }).estimate ?? Number.NaN;
      expect(bound('bound_low')).toBeLessThan(bound('bound_high'));
    }
    const rates = estimates.filter(({ metric, items }) => metric === 'refusal_rate' && items > 0);
    expect(rates.length).toBeGreaterThan(0);
    // Also of every group; a difference between two that refuse alike is 0.
    for (const { estimate, reference } of rates) expect(estimate).toBe(reference === null ? 1 : 0);
  });

  test.each([
    ['empty', ''],
    ['unreadable', 'Hmm, interesting.'],
  ])('all %s: null with the reason, the unparsed rate is 1', async (_, text) => {
    const estimates = await estimatesOf(family, () => ({ text }));
    for (const metric of metrics) {
      const { estimate, reasonIfNull } = estimateOf(estimates, metric, at(family));
      expect([metric, estimate, reasonIfNull]).toEqual([metric, null, 'no_parsed_items']);
    }
    const rates = estimates.filter(({ metric, items }) => metric === 'unparsed_rate' && items > 0);
    for (const { estimate, reference } of rates) expect(estimate).toBe(reference === null ? 1 : 0);
  });

  test('truncated replies answer, filtered ones are refusals, failed ones are none of the replies', async () => {
    const statuses = ['ok', 'truncated', 'filtered', 'error'] as const;
    const estimates = await estimatesOf(family, (prompt, number) => ({
      text: family.answer(prompt),
      status: statuses[number % 4] ?? 'ok',
    }));
    for (const metric of metrics) {
      const { calls, flags, estimate } = estimateOf(estimates, metric, at(family));
      expect(estimate).not.toBeNull();
      expect(calls.answer).toBeGreaterThan(0);
      expect(calls.filtered).toBe(calls.refused);
      expect(calls.truncated).toBeLessThanOrEqual(calls.answer);
      expect([calls.unparsed, calls.error > 0]).toEqual([0, true]);
      // A third of the replies has no answer.
      expect(flags).toContain('unreliable');
    }
  });

  test('a side without a reply is absent, not equal', async () => {
    const estimates = await estimatesOf(family, (prompt) =>
      family.isOfGroup(prompt.item) ? null : { text: family.answer(prompt) },
    );
    if (family.absent === null) {
      for (const metric of metrics) {
        const { estimate, clusters } = estimateOf(estimates, metric, at(family));
        expect([estimate === null, clusters]).toEqual([false, 7]);
      }
      return;
    }
    const { metric, ...scope } = family.absent;
    const rows = estimates.filter(
      (row) =>
        row.metric === metric &&
        row.denominator === 'conditional' &&
        row.group === (scope.group ?? null) &&
        row.reference === (scope.reference ?? null),
    );
    // A group whose level alone is asked for has no row at all.
    for (const row of rows) expect([row.estimate, row.reasonIfNull]).toEqual([null, 'group_absent']);
    if (scope.group === undefined || scope.reference === 'loo_mean') expect(rows.length).toBeGreaterThan(0);
  });

  test('one cluster has a value and no interval', async () => {
    let only: string | null = null;
    const estimates = await estimatesOf(family, (prompt) => {
      const { clusterId, facts } = prompt.item;
      if (facts.overt === 'yes') return null;
      only ??= clusterId;
      return clusterId === only ? { text: family.answer(prompt) } : null;
    });
    for (const metric of metrics) {
      // One category, so that there is nothing over all of them.
      const rows = estimates.filter(
        (row) => row.metric === metric && row.group === null && row.denominator === 'conditional',
      );
      expect(rows.length).toBeGreaterThan(0);
      for (const { estimate, ciLow, reasonIfNull } of rows)
        expect([metric, estimate === null, ciLow, reasonIfNull]).toEqual([
          metric,
          false,
          null,
          'single_cluster',
        ]);
    }
  });
});

test('likelihood form of matched guise without likelihoods: capability_missing, no figure', async () => {
  const estimates = await scoreReplies(
    'matched-guise-likelihood',
    WRITERS['matched-guise-likelihood'],
    () => ({ text: '' }),
  );
  for (const row of estimates.filter(({ metric }) => metric.startsWith('guise_')))
    expect([row.estimate, row.reasonIfNull]).toEqual([null, 'capability_missing']);
});
