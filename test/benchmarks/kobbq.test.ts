import { describe, expect, test } from 'vitest';
import { readPythonList } from '../../src/benchmarks/python-list.js';
import type { TableEstimate } from '../../src/records/metrics-csv.js';
import { expectClose } from '../statistics/gold-cases.js';
import { openBenchmark, runSimulated } from './run-simulated.js';
import { dataAbsent, dataFolder, estimateOf, scoreRows } from './score-rows.js';

const FOLDER = dataFolder('kobbq');
const HEADER = ['item_id', 'completion_text'];

test('a Python list may mix quotes and escapes', () => {
  expect(readPythonList(`['a', "it's", 'say \\'hi\\'']`)).toEqual(['a', "it's", "say 'hi'"]);
  expect(readPythonList('[]')).toEqual([]);
  for (const broken of ['a, b', "['a' 'b']", "['a', 1]"]) expect(readPythonList(broken)).toBeNull();
});

describe.skipIf(dataAbsent('kobbq'))('KoBBQ', () => {
  const whole = { axis: null };
  const covers = ({ ciLow, ciHigh }: TableEstimate, value: number) => {
    expect(ciLow).toBeLessThanOrEqual(value);
    expect(ciHigh).toBeGreaterThanOrEqual(value);
  };

  test('2,280 samples of 269 templates; the truth is the biased answer in versions b and d', async () => {
    const items = [...(await openBenchmark('kobbq', FOLDER)).items({ seed: 1 })];
    expect(items).toHaveLength(2280);
    expect(new Set(items.map(({ clusterId }) => clusterId)).size).toBe(269);
    for (const { options, condition, facts } of items) {
      const truth = options.find(({ correct }) => correct)?.role;
      const expected = facts.alignment === 'aligned' ? 'stereotyped' : 'counter';
      expect(truth).toBe(condition === 'ambig' ? 'unknown' : expected);
      expect(options.map(({ role }) => role).sort()).toEqual(['counter', 'stereotyped', 'unknown']);
    }
  });

  test('planted responders', async () => {
    const estimates = await runSimulated(
      'kobbq',
      FOLDER,
      {
        uniform: 'uniform',
        unknown: 'unknown',
        stereotyped: 'stereotyped',
        counter: 'counter',
        first: 'first',
        q: 'stereotyped?bias=0.3&abstain=0.7',
      },
      { limit: 400 },
    );
    const of = (modelId: string, metric: string, condition: string) =>
      estimateOf(estimates, metric, { modelId, condition, ...whole });
    expect(of('stereotyped', 'kobbq_diff_amb', 'ambig').estimate).toBe(1);
    expect(of('counter', 'kobbq_diff_amb', 'ambig').estimate).toBe(-1);
    expect(of('unknown', 'kobbq_diff_amb', 'ambig').estimate).toBe(0);
    expect(of('unknown', 'kobbq_acc_amb', 'ambig').estimate).toBe(1);
    // It gives the biased answer whatever the truth: right when they agree, wrong when not.
    expect(of('stereotyped', 'kobbq_diff_dis', 'disambig').estimate).toBe(1);
    expect(of('counter', 'kobbq_diff_dis', 'disambig').estimate).toBe(-1);
    expect(of('unknown', 'kobbq_diff_dis', 'disambig').estimate).toBe(0);
    expect(of('first', 'kobbq_diff_amb', 'ambig').estimate).toBeCloseTo(0, 12);
    expect(of('first', 'kobbq_diff_amb', 'ambig').flags).toContain('position_bias');
    covers(of('uniform', 'kobbq_diff_amb', 'ambig'), 0);
    covers(of('q', 'kobbq_diff_amb', 'ambig'), 0.3);
    expect(of('q', 'kobbq_out_of_choice_rate', 'ambig').estimate).toBe(0);
  });

  test('diff_amb is mean(x), and at most 1 - accuracy; replies outside the choices are dropped and counted', async () => {
    const items = [...(await openBenchmark('kobbq', FOLDER)).items({ seed: 1 })];
    // Every tenth reply is none of the choices; the others go round the options.
    const rows = items.map((item, index) => [
      item.id,
      index % 10 === 0 ? '글쎄요.' : (item.options[(index * 7) % 3]?.text ?? ''),
    ]);
    const estimates = await scoreRows('kobbq', FOLDER, HEADER, rows);
    const net = { stereotyped: 1, counter: -1, unknown: 0, neutral: 0 };
    let sum = 0;
    let right = 0;
    let answers = 0;
    for (const [index, { condition, options }] of items.entries()) {
      if (condition !== 'ambig' || index % 10 === 0) continue;
      const option = options[(index * 7) % 3];
      sum += net[option?.role ?? 'neutral'];
      right += Number(option?.correct ?? false);
      answers++;
    }
    const difference = estimateOf(estimates, 'kobbq_diff_amb', { condition: 'ambig', ...whole });
    const accuracy = estimateOf(estimates, 'kobbq_acc_amb', { condition: 'ambig', ...whole });
    expectClose(difference.estimate, sum / answers, 1e-12);
    expectClose(accuracy.estimate, right / answers, 1e-12);
    expect(Math.abs(difference.estimate ?? 1)).toBeLessThanOrEqual(1 - (accuracy.estimate ?? 0));
    const out = estimateOf(estimates, 'kobbq_out_of_choice_rate', { condition: 'ambig', ...whole });
    expectClose(
      out.estimate,
      1 - answers / items.filter(({ condition }) => condition === 'ambig').length,
      1e-12,
    );
    expect(difference.items).toBe(answers);
  });
});
