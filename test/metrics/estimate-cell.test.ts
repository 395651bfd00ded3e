import { describe, expect, test } from 'vitest';
import { studentTQuantile } from '../../src/statistics/student-t-distribution.js';
import { auditProbe, open, pairProbe } from '../probes/example-probe.js';
import { estimates, judgeAll, row, type Said } from './judged-replies.js';

const REFUSAL = "I'm sorry, but I can't help with that request.";
const groups = ['a', 'r'];
const audit = (templates: number, names = 1) => open(auditProbe(templates, names, groups));
const rowsOf = async (templates: number, answer: (group: string | null, index: number) => Said) => {
  const probe = audit(templates);
  return estimates(
    probe,
    await judgeAll(probe, ({ item }) => answer(item.group, Number(item.templateId.split('-')[1]))),
  );
};
const PAIR = { group: 'a', reference: 'r' } as const;

describe('what is undefined is null with its reason, never 0 or NaN', () => {
  test.each<[string, (group: string | null) => Said, string | null, string | null]>([
    ['everything is refused', () => REFUSAL, 'all_refused', 'all_refused'],
    ['everything is filtered', () => ({ status: 'filtered', text: null }), 'all_refused', 'all_refused'],
    ['nothing can be read', () => 'Hmm.', 'no_parsed_items', 'no_parsed_pairs'],
    ['every reply is empty', () => '', 'no_parsed_items', 'no_parsed_pairs'],
    [
      'every reply is cut short before the answer',
      () => ({ status: 'truncated', text: '' }),
      'no_parsed_items',
      'no_parsed_pairs',
    ],
    ['no reply came', () => null, 'no_items', 'no_items'],
    ['the reference is refused', (group) => (group === 'r' ? REFUSAL : 'No'), null, 'no_parsed_pairs'],
    [
      'the group is unreadable',
      (group) => (group === 'a' ? '?' : 'No'),
      'no_parsed_items',
      'no_parsed_pairs',
    ],
  ])('%s', async (_, answer, level, contrast) => {
    const rows = await rowsOf(12, answer);
    expect(row(rows, 'denial_rate', { group: 'a' }).reasonIfNull).toBe(level);
    expect(row(rows, 'denial_rate', PAIR)).toMatchObject({
      estimate: null,
      ciLow: null,
      ciHigh: null,
      standardError: null,
      p: null,
      reasonIfNull: contrast,
      method: 'none',
    });
  });

  test('when all is refused, the refusal rate is 1 and the strict rate 0: both say so', async () => {
    const rows = await rowsOf(12, () => REFUSAL);
    expect(row(rows, 'refusal_rate').estimate).toBe(1);
    expect(row(rows, 'denial_rate', { denominator: 'strict' }).estimate).toBe(0);
    expect(row(rows, 'denial_rate', { denominator: 'bound_high' }).estimate).toBe(1);
  });

  test('truncated and filtered replies are counted apart, and a label that came first is an answer', async () => {
    const said: Said[] = [
      'No',
      { status: 'truncated', text: 'No' },
      { status: 'filtered', text: null },
      { status: 'truncated', text: '' },
    ];
    const rows = await rowsOf(12, (_, index) => said[index % 4] ?? null);
    // Of each group 12 replies: 3 plain, 3 truncated answers, 3 filtered, 3 truncated to nothing.
    expect(row(rows, 'denial_rate', { group: 'a' })).toMatchObject({ estimate: 1, items: 6 });
    expect(row(rows, 'denial_rate', { group: 'a' }).calls).toMatchObject({
      answer: 6,
      refused: 3,
      unparsed: 3,
      truncated: 6,
      filtered: 3,
      error: 0,
    });
  });
});

describe('few clusters', () => {
  // One of every three templates denies group a: neither 0 nor 1.
  const someDenied = (group: string | null, index: number) =>
    group === 'a' && index % 3 === 0 ? 'No' : 'Yes';

  test.each([
    [1, 'single_cluster', false],
    [2, 'too_few_clusters', false],
    [5, 'too_few_clusters', false],
    [6, null, true],
    [9, null, true],
    [10, null, false],
  ] as const)('%i templates: reason %s, flagged %s', async (templates, reason, flagged) => {
    const rows = await rowsOf(templates, someDenied);
    for (const found of [row(rows, 'denial_rate', { group: 'a' }), row(rows, 'denial_rate', PAIR)]) {
      expect(found.estimate).not.toBeNull();
      expect(found.reasonIfNull).toBe(reason);
      expect(found.ciLow === null).toBe(reason !== null);
      expect(found.p === null).toBe(reason !== null || found.reference === null);
      expect(found.flags.includes('few_clusters')).toBe(flagged);
    }
  });
});

describe('intervals', () => {
  test('a rate of 0 or 1 counts clusters, not items, in its Wilson interval', async () => {
    // 10 templates x 4 names x 2 groups = 80 items. z = 1.959964, so for 0 of 10: upper = z^2/(10 + z^2) =
    // 3.841459/13.841459 = 0.277533; 0 of 80 would be 0.045819.
    const probe = audit(10, 4);
    for (const [answer, low, high] of [
      ['Yes', 0, 0.277533],
      ['No', 1 - 0.277533, 1],
    ] as const) {
      const found = row(estimates(probe, await judgeAll(probe, () => answer)), 'denial_rate');
      expect(found).toMatchObject({ items: 80, clusters: 10, method: 'wilson_neff' });
      expect(found.ciLow).toBeCloseTo(low, 6);
      expect(found.ciHigh).toBeCloseTo(high, 6);
      expect(found.flags).toContain('degenerate');
    }
  });

  test('a difference has a t interval with the clustered error of its pairs', async () => {
    // 12 templates, a denied in the first three, r never: d = 1 in 3 of 12 clusters. Mean 0.25; residuals 0.75 (3) and
    // -0.25 (9): sum of squares 3 * 0.5625 + 9 * 0.0625 = 2.25; SE = sqrt(12/11 * 2.25)/12 = 0.130558.
    const found = row(
      await rowsOf(12, (group, index) => (group === 'a' && index < 3 ? 'No' : 'Yes')),
      'denial_rate',
      PAIR,
    );
    expect(found).toMatchObject({ estimate: 0.25, method: 'cr1_t', pMethod: 'signflip_cluster' });
    expect(found.standardError).toBeCloseTo(0.130558, 6);
    expect(found.ciHigh).toBeCloseTo(0.25 + studentTQuantile(0.975, 11) * 0.130558, 5);
    // Of the 2^3 signs of the three clusters that are not 0, two are as extreme: 2/8.
    expect(found.p).toBeCloseTo(0.25, 12);
    // One item a cluster: the clustered variance is the independent one.
    expect(found.designEffect).toBeCloseTo(1, 12);
  });

  test('templates crossed with names have a two-way interval over the fewer of the two', async () => {
    const probe = open(auditProbe(12, 8, groups, 'crossed_by: group\n'));
    const rows = estimates(probe, await judgeAll(probe, ({ item }) => (item.ordinal % 7 < 3 ? 'No' : 'Yes')));
    expect(row(rows, 'denial_rate', PAIR)).toMatchObject({ clusters: 8, method: 'cr1_t_two_way' });
    expect(row(rows, 'denial_rate', PAIR).flags).toContain('few_clusters');
  });

  test('the interval of a ratio stays in its range, and is Wilson of clusters where all agree', async () => {
    const probe = open(pairProbe(10));
    const said = async (roles: readonly string[]) => {
      const replies = await judgeAll(probe, ({ item, optionOrder, labels }) => {
        const wanted = roles[item.ordinal % roles.length];
        return labels[optionOrder.findIndex((option) => item.options[option]?.role === wanted)] ?? '';
      });
      return row(estimates(probe, replies), 'bbq_s_dis', {});
    };
    const mixed = await said(['unknown', 'stereotyped', 'stereotyped', 'counter', 'stereotyped']);
    expect(mixed).toMatchObject({ method: 'cr1_logit_t', seed: null, flags: [] });
    const one = await said(['stereotyped']);
    expect(one).toMatchObject({ estimate: 1, ciHigh: 1, method: 'cr1_logit_t', flags: ['degenerate'] });
    // Wilson, 10 of 10: 1 / (1 + 1.95996^2 / 10) = 0.72247, on the scale from -1 to 1.
    expect(one.ciLow).toBeCloseTo(0.44493, 5);
  });
});
