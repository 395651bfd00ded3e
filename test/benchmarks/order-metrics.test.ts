import { describe, expect, test } from 'vitest';
import type { ScoredReply } from '../../src/metrics/metric.js';
import { modalShare, orderMetrics } from '../../src/metrics/order-metrics.js';
import type { Item } from '../../src/probes/item.js';
import { presentItem } from '../../src/probes/present-item.js';
import { scored, unscored } from '../../src/scorers/reply-outcome.js';
import { expectClose, goldAbsent, goldCases } from '../statistics/gold-cases.js';

const OUTCOME = { outcome: 'answer', parseRule: null, refusalKind: null } as const;
const MISSING = { outcome: 'unparsed', parseRule: 'none', refusalKind: null } as const;
const plan = {
  orders: 'rotations',
  labels: [['A', 'B', 'C']],
  instructions: [{ id: 'letter', render: () => '' }],
  system: null,
} as const;

/** Replies to the three rotations of an item whose options are A1, A2 and U; null: no answer. */
function replies(answers: readonly (string | null)[]): ScoredReply[] {
  const option = (id: string) => ({ id, text: id, role: 'neutral' as const, group: null, correct: null });
  const item: Item = {
    ...{ id: 'i', ordinal: 0, probe: 'p', task: 'choice', templateId: 't', clusterId: 't', cluster2Id: null },
    ...{ setId: null, setSize: 1, axis: null, group: null, reference: null, condition: null, language: 'en' },
    ...{ question: '?', scale: null, wordSort: null, favourable: null, facts: {} },
    options: [option('A1'), option('A2'), option('U')],
  };
  return presentItem(plan, item).map((prompt, index) => {
    const answer = answers[index] ?? null;
    const score =
      answer === null
        ? unscored('stereotype', MISSING)
        : scored('stereotype', OUTCOME, { answerCanonical: answer, score: 0 });
    return { prompt, sampleIndex: 0, score };
  });
}

/** Value of a metric over items, and what each form makes of it. */
function valueOver(
  name: string,
  items: readonly (readonly (string | null)[])[],
  form: 'conditional' | 'strict' | 'bound_low' | 'bound_high' = 'conditional',
) {
  const metric = orderMetrics.find((candidate) => candidate.name === name);
  const totals = new Float64Array(metric?.size ?? 0);
  for (const answers of items) {
    const contribution = metric?.contribution(replies(answers), form) ?? [];
    for (const [place, value] of contribution.entries()) totals[place] = (totals[place] ?? 0) + value;
  }
  return metric?.functional.value(totals) ?? null;
}

describe.skipIf(goldAbsent)('the gold case', () => {
  interface Gold {
    readonly consistency: number;
    readonly majority_agreement: number;
  }
  test('consistency 1/3, modal agreement 2/3', () => {
    for (const { input, expected, tol } of goldCases<{ answers_by_rotation: string[][] }, Gold>(
      'bias_metrics',
      'orderConsistency',
    )) {
      expectClose(valueOver('order_consistency', input.answers_by_rotation), expected.consistency, tol);
      expectClose(valueOver('modal_agreement', input.answers_by_rotation), expected.majority_agreement, tol);
    }
  });
});

describe('order metrics by hand', () => {
  // The gold case cannot tell the mean modal share from the share of items with a majority; these can.
  test('modal agreement is the mean modal share', () => {
    expect(
      valueOver('modal_agreement', [
        ['A1', 'A1', 'A1'],
        ['A1', 'A1', 'U'],
      ]),
    ).toBeCloseTo(5 / 6, 12);
    expect(valueOver('modal_agreement', [['A1', 'A2', 'U']])).toBeCloseTo(1 / 3, 12);
    expect(modalShare(['A', 'U', 'A'])).toBeCloseTo(2 / 3, 12);
  });

  test('a missing answer leaves the item out, makes it inconsistent, or bounds it', () => {
    const items = [
      ['A1', 'A1', 'A1'],
      ['A1', null, 'A1'],
      ['A1', null, 'A2'],
    ];
    expect(valueOver('order_consistency', items)).toBe(1);
    expectClose(valueOver('order_consistency', items, 'strict'), 1 / 3, 1e-12);
    expectClose(valueOver('order_consistency', items, 'bound_low'), 1 / 3, 1e-12);
    expectClose(valueOver('order_consistency', items, 'bound_high'), 2 / 3, 1e-12);
    expect(valueOver('order_consistency', [[null, null, null]])).toBeNull();
  });

  test('position bias: 0 for content, 2/3 for always the first of three, between them for a mixture', () => {
    // Rotations show A1 A2 U, A2 U A1, U A1 A2.
    expect(valueOver('position_bias', [['A1', 'A1', 'A1']])).toBe(0);
    expect(valueOver('position_bias', [['A1', 'A2', 'U']])).toBeCloseTo(2 / 3, 12);
    expect(
      valueOver('position_bias', [
        ['A1', 'A1', 'A1'],
        ['A1', 'A2', 'U'],
      ]),
    ).toBeCloseTo(1 / 3, 12);
    // The middle: neither first nor last.
    expect(valueOver('position_bias', [['A2', 'U', 'A1']])).toBeCloseTo(2 / 3, 12);
  });
});
