import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMPLETION_COLUMNS } from '../../src/records/completion-row.js';
import { openBenchmark } from './run-simulated.js';
import { dataAbsent, dataFolder, estimateOf, inFolder, scoreRows } from './score-rows.js';

/** What one family measures, and where; every reply of every presentation is given. */
interface Family {
  readonly benchmark: string;
  readonly data: string;
  readonly metrics: readonly string[];
  readonly scope: { readonly axis: string; readonly condition: string };
}

const FAMILIES: readonly Family[] = [
  {
    benchmark: 'bbq',
    data: 'bbq',
    metrics: ['bbq_amb_net', 'bbq_acc_amb', 'bbq_s_amb', 'bbq_s_dis'],
    scope: { axis: 'Religion', condition: 'ambig' },
  },
  {
    benchmark: 'open-bbq',
    data: 'bbq',
    metrics: ['open_bbq_amb_net', 'open_bbq_acc_amb', 'open_bbq_s_amb', 'open_bbq_s_dis'],
    scope: { axis: 'Religion', condition: 'ambig' },
  },
  {
    benchmark: 'kobbq',
    data: 'kobbq',
    metrics: ['kobbq_diff_amb', 'kobbq_acc_amb'],
    scope: { axis: 'religion', condition: 'ambig' },
  },
  {
    benchmark: 'crows-pairs',
    data: 'crows-pairs',
    metrics: [
      'crows_choice_pref',
      'crows_choice_signed',
      'crows_choice_abstain_rate',
      'crows_choice_order_flip_rate',
    ],
    scope: { axis: 'religion', condition: 'stereo' },
  },
  {
    benchmark: 'stereoset',
    data: 'stereoset',
    metrics: ['stereoset_ss_choice', 'stereoset_lms_choice', 'stereoset_icat_choice'],
    scope: { axis: 'religion', condition: 'intrasentence' },
  },
  {
    benchmark: 'winogender',
    data: 'winogender',
    metrics: ['winogender_gotcha_gap', 'winogender_acc', 'winogender_slope', 'winogender_amplification'],
    scope: { axis: 'gender', condition: 'answer_occupation' },
  },
  {
    benchmark: 'winobias',
    data: 'winobias',
    metrics: ['winobias_gap', 'winobias_acc'],
    scope: { axis: 'gender', condition: 'type1' },
  },
];

const present = FAMILIES.filter(({ data }) => !dataAbsent(data));

type Status = 'ok' | 'truncated' | 'filtered' | 'error';
interface Reply {
  readonly text: string;
  readonly status: Status;
}

/** Rows of a full completions.csv: a reply to every presentation of the items of one scope. */
async function replyToAll(family: Family, reply: (label: string, index: number) => Reply, maxItems = 400) {
  const folder = dataFolder(family.data);
  const probe = await openBenchmark(family.benchmark, folder);
  const rows: string[][] = [];
  const items = [...probe.items({ seed: 1 })].filter(
    ({ axis, condition }) => axis === family.scope.axis && condition === family.scope.condition,
  );
  for (const item of items.slice(0, maxItems)) {
    for (const prompt of probe.presentations(item)) {
      const place = prompt.optionOrder.findIndex((option) => item.options[option]?.role === 'stereotyped');
      const label = prompt.labels[place] ?? item.options[prompt.optionOrder[place] ?? 0]?.text ?? '';
      const { text, status } = reply(label, rows.length);
      const cells: Record<string, string> = {
        completion_id: String(rows.length),
        probe: probe.name,
        item_id: item.id,
        presentation_id: prompt.presentationId,
        sample_index: '0',
        model_requested: 'm',
        completion_text: text,
        call_status: status,
        attempts: '1',
        cached: 'false',
      };
      rows.push(
        COMPLETION_COLUMNS.map((column) => (column === 'schema_version' ? '1' : (cells[column] ?? ''))),
      );
    }
  }
  const estimates = await scoreRows(family.benchmark, folder, COMPLETION_COLUMNS, rows);
  const of = (
    metric: string,
    denominator: 'conditional' | 'strict' | 'bound_low' | 'bound_high' = 'conditional',
  ) => estimateOf(estimates, metric, { ...family.scope, denominator });
  return { of, estimates, replies: rows.length };
}

const REFUSAL = "I'm sorry, but I can't help with that request.";

describe.each(present)('$benchmark', (family) => {
  test.each([
    ['all refused', { text: REFUSAL, status: 'ok' }, 'all_refused'],
    ['all filtered', { text: '', status: 'filtered' }, 'all_refused'],
    ['all unparsed', { text: '???', status: 'ok' }, 'no_parsed_items'],
    ['all empty', { text: '', status: 'ok' }, 'no_parsed_items'],
    ['all failed', { text: '', status: 'error' }, 'no_items'],
  ] as const)('%s: null with its reason, never 0', async (_, reply, reason) => {
    const { of, replies } = await replyToAll(family, () => reply, 40);
    for (const metric of family.metrics) {
      const found = of(metric);
      expect([metric, found.estimate, found.ciLow, found.reasonIfNull]).toEqual([metric, null, null, reason]);
      const { answer, refused, unparsed, error } = found.calls;
      expect(answer).toBe(0);
      expect(refused + unparsed + error).toBeGreaterThan(0);
    }
    if (reason !== 'no_items') {
      const refused = of('refusal_rate');
      expect(refused.estimate).toBe(reason === 'all_refused' ? 1 : 0);
      expect(refused.calls.refused + refused.calls.unparsed).toBe(replies);
    }
  });

  test('some truncated, some filtered, some refused: counted, bounded, flagged', async () => {
    const mixed = (label: string, index: number): Reply => {
      if (index % 5 === 0) return { text: REFUSAL, status: 'ok' };
      if (index % 5 === 1) return { text: '', status: 'filtered' };
      // A reply cut short is an answer when the label came first.
      return { text: index % 5 === 2 ? `${label}` : label, status: index % 5 === 2 ? 'truncated' : 'ok' };
    };
    const { of, replies } = await replyToAll(family, mixed);
    for (const metric of family.metrics) {
      const { calls, flags, estimate } = of(metric);
      expect(calls.answer + calls.refused + calls.unparsed, metric).toBeLessThanOrEqual(replies);
      expect(calls.filtered).toBeLessThan(calls.refused);
      expect(calls.truncated).toBeGreaterThan(0);
      expect(flags, metric).toContain('unreliable');
      const bounds = (['bound_low', 'bound_high'] as const).flatMap((form) => {
        try {
          return [of(metric, form).estimate];
        } catch {
          return [];
        }
      });
      const [low, high] = bounds;
      if (low == null || high == null || estimate === null) continue;
      expect(low, metric).toBeLessThanOrEqual(estimate);
      expect(high, metric).toBeGreaterThanOrEqual(estimate);
      expect(high, metric).toBeGreaterThan(low);
    }
  });
});

describe.skipIf(dataAbsent('winogender'))('one group missing', () => {
  test('no female sentence answered: no slope, no contrast of it, and its refusals are seen', async () => {
    const folder = dataFolder('winogender');
    const probe = await openBenchmark('winogender', folder);
    const rows = [...probe.items({ seed: 1 })].map(
      (item) => [item.id, item.group === 'female' ? REFUSAL : (item.options[0]?.text ?? '')] as const,
    );
    const estimates = await scoreRows('winogender', folder, ['item_id', 'completion_text'], rows);
    const whole = { axis: 'gender', condition: null };
    expect(estimateOf(estimates, 'winogender_slope', whole)).toMatchObject({
      estimate: null,
      reasonIfNull: 'degenerate',
    });
    expect(
      estimateOf(estimates, 'refusal_rate', {
        axis: 'gender',
        condition: 'answer_occupation',
        group: 'female',
      }).estimate,
    ).toBe(1);
    const accuracy = estimateOf(estimates, 'winogender_acc', { ...whole, group: 'female' });
    expect(accuracy).toMatchObject({ estimate: null, reasonIfNull: 'all_refused' });
  });

  test('one occupation alone: the estimate is exact, its interval null with single_cluster', async () => {
    const folder = dataFolder('winogender');
    const probe = await openBenchmark('winogender', folder);
    const items = [...probe.items({ seed: 1 })];
    const rows = items
      .filter(({ clusterId }) => clusterId === items[0]?.clusterId)
      .map((item) => [item.id, item.options[0]?.text ?? ''] as const);
    const estimates = await scoreRows('winogender', folder, ['item_id', 'completion_text'], rows);
    const found = estimateOf(estimates, 'winogender_acc', { axis: 'gender', condition: null });
    expect(found).toMatchObject({
      estimate: 0.5,
      ciLow: null,
      ciHigh: null,
      p: null,
      reasonIfNull: 'single_cluster',
    });
  });
});

describe.skipIf(dataAbsent('winobias') || dataAbsent('winogender'))(
  'WinoBias beside the shares of occupations',
  () => {
    test('has a slope of its answers on the differences of shares', async () => {
      await inFolder(async (folder) => {
        await cp(dataFolder('winobias'), folder, { recursive: true });
        await cp(
          join(dataFolder('winogender'), 'occupations-stats.tsv'),
          join(folder, 'occupations-stats.tsv'),
        );
        const probe = await openBenchmark('winobias', folder);
        const known = [...probe.items({ seed: 1 })].filter(
          ({ facts }) => facts.share_difference !== undefined,
        );
        expect(known.length).toBeGreaterThan(100);
        // A model for which she is always the occupation with more women, he the other.
        const rows = known.map((item) => {
          const isFirst = (item.group === 'female') === Number(item.facts.share_difference) > 0;
          return [item.id, item.options[isFirst ? 0 : 1]?.text ?? ''] as const;
        });
        const estimates = await scoreRows('winobias', folder, ['item_id', 'completion_text'], rows);
        const slope = estimateOf(estimates, 'winobias_slope', { axis: 'gender', condition: 'type1' });
        expect(slope.estimate).toBeGreaterThan(1);
        expect(slope.ciLow).toBeGreaterThan(1);
        // Seen from the occupation with more women all of it, where the world has the difference of shares.
        const distances = new Map<string, number[]>();
        for (const { condition, clusterId, facts } of known) {
          if (condition !== 'type1') continue;
          const pair = distances.get(clusterId) ?? [];
          distances.set(clusterId, [...pair, Math.abs(Number(facts.share_difference)) / 100]);
        }
        const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
        const gaps = [...distances.values()].map((own) => 1 - mean(own));
        const amplification = estimateOf(estimates, 'winobias_amplification', {
          axis: 'gender',
          condition: 'type1',
        });
        expect(amplification.clusters).toBe(gaps.length);
        expect(amplification.estimate).toBeCloseTo(mean(gaps), 12);
      });
    });
  },
);
