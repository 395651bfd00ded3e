import { describe, expect, test } from 'vitest';
import { AS_WRITTEN, textItem } from '../../src/benchmarks/text-item.js';
import { ScoreAggregator } from '../../src/metrics/aggregate-scores.js';
import { estimateTable } from '../../src/metrics/estimate-table.js';
import { defineMetric } from '../../src/metrics/metric.js';
import { presentItem } from '../../src/probes/present-item.js';
import { scored } from '../../src/scorers/reply-outcome.js';
import { clusteredMean } from '../../src/statistics/clustered-mean.js';
import { mulberry32 } from '../../src/statistics/random-source.js';

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

const factors = {
  'white-men': { race: 'white', gender: 'men' },
  'white-women': { race: 'white', gender: 'women' },
  'black-men': { race: 'black', gender: 'men' },
  'black-women': { race: 'black', gender: 'women' },
};
const LEVELS: Readonly<Record<string, number>> = {
  'white-men': 0.1,
  'white-women': 0.2,
  'black-men': 0.3,
  'black-women': 0.7,
};

interface Design {
  readonly templates: number;
  readonly names: number | null;
  readonly value: (group: string, template: number, name: number) => number | null;
}

function tableOf({ templates, names, value }: Design) {
  const aggregator = new ScoreAggregator([{ metric, scoreKey: 's/s', scorer: 's@1' }], null, 1);
  let ordinal = 0;
  for (let template = 0; template < templates; template++) {
    for (let name = 0; name < (names ?? 1); name++) {
      for (const group of Object.keys(factors)) {
        const score = value(group, template, name);
        const id = `${ordinal}`;
        const plain = textItem({
          id,
          ordinal: ordinal++,
          probe: 'p',
          templateId: `t${template}`,
          clusterId: `t${template}`,
          question: '',
          axis: 'race-gender',
          group,
        });
        const item = { ...plain, cluster2Id: names === null ? null : `term-${name}` };
        const [prompt] = presentItem(AS_WRITTEN, item);
        if (!prompt || score === null) continue;
        const scores = new Map([['s/s', scored('s', ANSWER, { score })]]);
        aggregator.add({ prompt, sampleIndex: 0, status: 'ok', scores, costUsd: null, startedAt: null });
      }
    }
  }
  const rows = estimateTable(aggregator.finish(), 'f', {
    level: 0.95,
    seed: 7,
    resamples: 1000,
    samples: 1,
    language: 'en',
    adjust: 'bh',
    factors,
    reference: 'white-men',
  });
  return (axis: string, group: string) => rows.find((row) => row.axis === axis && row.group === group);
}

describe('a factorial design of groups', () => {
  test('gives effects averaged over the other factor, and what is beyond their sum', () => {
    const row = tableOf({ templates: 8, names: null, value: (group) => LEVELS[group] ?? null });
    expect(row('race', 'black')).toMatchObject({ reference: 'white', clusters: 8, items: 32 });
    expect(row('race', 'black')?.estimate).toBeCloseTo(0.35, 12);
    expect(row('gender', 'women')?.estimate).toBeCloseTo(0.25, 12);
    expect(row('race*gender', 'black-women')).toMatchObject({ reference: 'additive' });
    expect(row('race*gender', 'black-women')?.estimate).toBeCloseTo(0.3, 12);
    expect(row('race*gender', 'black-men')).toBeUndefined();
  });

  test('compares inside templates, whose own level does not matter', () => {
    const effects = [0.1, -0.2, 0.4, 0.3, 0, 0.6, -0.1, 0.5];
    const row = tableOf({
      templates: 8,
      names: null,
      value: (group, template) => 10 * template + (group.startsWith('black') ? (effects[template] ?? 0) : 0),
    });
    const { mean, standardErrorCr1 } = clusteredMean(effects, [...effects.keys()]);
    expect(row('race', 'black')).toMatchObject({
      method: 'cr1_t_within_clusters',
      pMethod: 'signflip_cluster',
    });
    expect(row('race', 'black')?.estimate).toBeCloseTo(mean ?? Number.NaN, 9);
    expect(row('race', 'black')?.standardError).toBeCloseTo(standardErrorCr1 ?? Number.NaN, 9);
  });

  test('is clustered by template and by name where both are crossed, as V_template + V_name - V_cell', () => {
    const random = mulberry32(11);
    const noise = Array.from({ length: 8 * 9 }, () => random());
    const at = (template: number, name: number) => noise[template * 9 + name] ?? 0;
    const row = tableOf({
      templates: 8,
      names: 9,
      value: (group, template, name) => (group.startsWith('black') ? at(template, name) : 0),
    });
    // The effect of race in a cell of template and name is the noise there; the same formula on those cells.
    const cells = noise.map((value, cell) => ({ value, template: Math.floor(cell / 9), name: cell % 9 }));
    const variance = (by: (cell: (typeof cells)[number]) => number) =>
      (clusteredMean(noise, cells.map(by)).standardErrorCr1 ?? Number.NaN) ** 2;
    const [template, name] = [variance((cell) => cell.template), variance((cell) => cell.name)];
    const both = template + name - variance((cell) => cell.template * 9 + cell.name);
    const expected = both > 0 ? Math.max(both, Math.min(template, name)) : Math.max(template, name);
    expect(row('race', 'black')).toMatchObject({ method: 'cr1_t_two_way', clusters: 8 });
    expect(row('race', 'black')?.standardError).toBeCloseTo(Math.sqrt(expected), 12);
  });

  test('says nothing of a level of which one group never answered', () => {
    const row = tableOf({
      templates: 8,
      names: null,
      value: (group) => (group === 'black-women' ? null : (LEVELS[group] ?? null)),
    });
    for (const [axis, group] of [
      ['race', 'black'],
      ['gender', 'women'],
      ['race*gender', 'black-women'],
    ] as const) {
      expect(row(axis, group)).toMatchObject({ estimate: null, ciLow: null, reasonIfNull: 'group_absent' });
    }
  });
});
