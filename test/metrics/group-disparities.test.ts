import { describe, expect, test } from 'vitest';
import { AS_WRITTEN, textItem } from '../../src/benchmarks/text-item.js';
import { ScoreAggregator } from '../../src/metrics/aggregate-scores.js';
import { estimateTable, type FamilyEstimate } from '../../src/metrics/estimate-table.js';
import { defineMetric } from '../../src/metrics/metric.js';
import { presentItem } from '../../src/probes/present-item.js';
import { scored } from '../../src/scorers/reply-outcome.js';
import { mulberry32 } from '../../src/statistics/random-source.js';
import { shrinkage } from '../../src/statistics/shrinkage.js';
import { expectClose, goldAbsent, goldCases } from '../statistics/gold-cases.js';

const ANSWER = { outcome: 'answer', parseRule: 'text', refusalKind: null } as const;
const metric = defineMetric({
  name: 'm',
  version: '1',
  title: 'm',
  source: 'own',
  direction: 'higher_is_worse',
  range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  ideal: null,
  forms: ['conditional'],
  scorer: null,
  value: ({ score }) => score,
});

type Value = readonly [cluster: string, group: string, score: number];

/** The table of one metric over items of one axis. */
function table(
  values: readonly Value[],
  reference: string | null,
  declared?: readonly string[],
  members?: 'cluster',
) {
  const aggregator = new ScoreAggregator([{ metric, scoreKey: 's/s', scorer: 's@1' }], null, 1);
  for (const [ordinal, [clusterId, group, value]] of values.entries()) {
    const id = `${ordinal}`;
    const item = textItem({
      id,
      ordinal,
      probe: 'p',
      templateId: 't',
      clusterId,
      question: '',
      axis: 'x',
      group,
    });
    const [prompt] = presentItem(AS_WRITTEN, item);
    if (!prompt) continue;
    const scores = new Map([['s/s', scored('s', ANSWER, { score: value })]]);
    aggregator.add({ prompt, sampleIndex: 0, status: 'ok', scores, costUsd: null, startedAt: null });
  }
  const groups = declared ?? [...new Set(values.map(([, group]) => group))];
  return estimateTable(aggregator.finish(), 'f', {
    level: 0.95,
    seed: 7,
    resamples: 1000,
    samples: 1,
    language: 'en',
    adjust: 'bh',
    unpaired: [{ axis: 'x', groups, reference }],
    expectAll: true,
    ...(members && { members }),
  });
}

const row = (rows: readonly FamilyEstimate[], name: string, group: string | null, reference: string | null) =>
  rows.find(
    (one) => one.metric === name && one.group === group && one.reference === reference && one.axis === 'x',
  );

describe.skipIf(goldAbsent)('groups that share their templates are compared inside them', () => {
  const [model] = goldCases<{ rows: [number, string, number][] }, unknown>(
    'mixed_effects',
    'lmmRandomIntercept',
  );
  test.each(goldCases<unknown, { mean: number; se: number }>('mixed_effects', 'pairedByTemplate'))(
    '$id: the fixed effect of the mixed model, with the paired error',
    ({ expected, tol }) => {
      const values =
        model?.input.rows.map(([template, group, score]): Value => [`${template}`, group, score]) ?? [];
      const contrast = row(table(values, 'base'), 'm', 'g1', 'base');
      expectClose(contrast?.estimate ?? null, expected.mean, tol);
      expectClose(contrast?.standardError ?? null, expected.se, tol);
      expect([contrast?.method, contrast?.pMethod]).toEqual(['cr1_t_within_clusters', 'signflip_cluster']);
    },
  );
});

/** Groups of entities with noise of their own around these means. */
function nested(means: Readonly<Record<string, number>>, entities: number, seed: number): Value[] {
  const random = mulberry32(seed);
  return Object.entries(means).flatMap(([group, mean]) =>
    Array.from({ length: entities }, (_, entity) => entity).flatMap((entity): Value[] => {
      const own = mean + (random() - 0.5) * 0.4;
      return [0, 1, 2].map(() => [`${group}-${entity}`, group, own + (random() - 0.5) * 0.2]);
    }),
  );
}

test('groups of entities of their own: two clustered means, against the mean of the others', () => {
  const rows = table(nested({ a: 0, b: 0, c: 0.5 }, 20, 1), null);
  const contrast = row(rows, 'm', 'c', 'loo_mean');
  expect([contrast?.method, contrast?.pMethod, contrast?.clusters]).toEqual([
    'cr1_t_unpaired',
    'permutation_clusters',
    20,
  ]);
  expect(contrast?.p).toBeLessThan(0.01);
  expect(Math.abs((contrast?.estimate ?? 0) - 0.5)).toBeLessThan(0.15);
  // Never a mean that holds the group itself.
  const [a = 0, b = 0, c = 0] = ['a', 'b', 'c'].map((group) => row(rows, 'm', group, null)?.estimate ?? 0);
  expect(contrast?.estimate).toBeCloseTo(c - (a + b) / 2, 12);
  expect(contrast?.pAdjusted).toBeGreaterThanOrEqual(contrast?.p ?? 1);
});

test('coverage of the unpaired interval and size of its test, without a difference', () => {
  let covered = 0;
  let rejected = 0;
  const runs = 200;
  for (let seed = 0; seed < runs; seed++) {
    const contrast = row(table(nested({ a: 0, b: 0 }, 12, seed), 'a'), 'm', 'b', 'a');
    if ((contrast?.ciLow ?? 1) <= 0 && (contrast?.ciHigh ?? -1) >= 0) covered++;
    if ((contrast?.p ?? 1) <= 0.05) rejected++;
  }
  // Three standard errors of a share of 0.95 over 200 runs.
  expect(covered / runs).toBeGreaterThan(0.9);
  expect(rejected / runs).toBeLessThan(0.1);
});

test('groups with a handful of entities stay out of the others’ mean, and have no interval', () => {
  const values = [...nested({ a: 0, b: 0 }, 12, 3), ...nested({ few: 1 }, 4, 4), ...nested({ one: 1 }, 1, 5)];
  const rows = table(values, null);
  const contrast = row(rows, 'm', 'a', 'loo_mean');
  expect(contrast?.flags).toContain('groups_left_out');
  expect(contrast?.ciLow).not.toBeNull();
  expect(row(rows, 'm', 'few', 'loo_mean')).toMatchObject({ ciLow: null, reasonIfNull: 'too_few_clusters' });
  expect(row(rows, 'm', 'one', 'loo_mean')).toMatchObject({ ciLow: null, reasonIfNull: 'single_cluster' });
  // The range holds every group, and has its permutation null though no interval.
  const range = row(rows, 'm_group_range', null, null);
  expect(range).toMatchObject({ ciLow: null, reasonIfNull: 'single_cluster', pMethod: 'permutation_groups' });
  expect(range?.nullMean).toBeGreaterThan(0);
});

test('absent: a group of the data without a reply, and every group when the reference has none', () => {
  const values = nested({ a: 0, b: 0 }, 8, 1);
  expect(row(table(values, null, ['a', 'b', 'c']), 'm', 'c', 'loo_mean')).toMatchObject({
    estimate: null,
    reasonIfNull: 'group_absent',
  });
  expect(row(table(values, 'c', ['a', 'b', 'c']), 'm', 'a', 'c')).toMatchObject({
    estimate: null,
    reasonIfNull: 'group_absent',
  });
});

test('five or more groups are shrunk toward their mean; four are not', () => {
  const means = { a: 0, b: 0.1, c: 0.2, d: 0.1, e: 0.3 };
  const rows = table(nested(means, 10, 9), null);
  const levels = Object.keys(means).map((group) => row(rows, 'm', group, null));
  const estimates = levels.map((level) => level?.estimate ?? 0);
  const variances = levels.map((level) => (level?.standardError ?? 0) ** 2);
  const { value } = shrinkage(estimates, variances, 'dersimonian_laird');
  for (const [place, level] of levels.entries())
    expect(level?.shrunkEstimate).toBeCloseTo(value?.groups[place]?.shrunk ?? 0, 12);
  const spread = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
  expect(spread(levels.map((level) => level?.shrunkEstimate ?? 0))).toBeLessThan(spread(estimates));
  expect(row(rows, 'm_group_tau2', null, null)?.estimate).toBeCloseTo(value?.tau2 ?? 0, 12);
  const four = table(nested({ a: 0, b: 0.1, c: 0.2, d: 0.1 }, 10, 9), null);
  expect(four.every(({ shrunkEstimate }) => shrunkEstimate === null)).toBe(true);
});

describe('the noise floor of a disparity', () => {
  const values = (group: string, entities: number): Value[] =>
    Array.from({ length: entities }, (_, entity) => [`${group}-${entity}`, group, entity % 2]);

  test('is the 95th percentile of differences between halves of one group: 1/2 where four of eight score 1', () => {
    // Of 70 ways to halve, 36 differ by 0, 32 by 1/2 and 2 by 1 (hypergeometric).
    const rows = table([...values('a', 8), ...values('b', 8)], 'a', ['a', 'b'], 'cluster');
    const contrast = rows.find(({ group, reference }) => group === 'b' && reference === 'a');
    expect(contrast).toMatchObject({ estimate: 0, noiseFloor: 0.5 });
    expect(rows.filter(({ reference }) => reference === null).map(({ noiseFloor }) => noiseFloor)).toEqual(
      rows.filter(({ reference }) => reference === null).map(() => null),
    );
  });

  test('is not known for a group of fewer than eight members, nor where nothing stands for a member', () => {
    const few = table([...values('a', 8), ...values('b', 7)], 'a', ['a', 'b'], 'cluster');
    expect(few.find(({ reference }) => reference === 'a')).toMatchObject({ noiseFloor: null });
    const none = table([...values('a', 8), ...values('b', 8)], 'a', ['a', 'b']);
    expect(none.find(({ reference }) => reference === 'a')).toMatchObject({ noiseFloor: null });
  });
});
