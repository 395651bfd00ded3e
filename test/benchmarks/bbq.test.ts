import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bbqMetrics } from '../../src/metrics/bbq-metrics.js';
import type { TableEstimate } from '../../src/records/metrics-csv.js';
import { expectClose, goldAbsent, goldCases } from '../statistics/gold-cases.js';
import { runSimulated } from './run-simulated.js';
import { dataAbsent, dataFolder, estimateOf, scoreRows } from './score-rows.js';

const FOLDER = dataFolder('bbq');
const MODELS = ['race', 'arc'] as const;

interface BbqInput {
  readonly n_biased: number;
  readonly n_non_unknown: number;
  readonly n_total: number;
  readonly accuracy: number;
  readonly context: 'ambig' | 'disambig';
}

/** Value of a metric at its sums. */
function valueAt(name: string, sums: readonly number[]): number | null {
  return bbqMetrics.find((metric) => metric.name === name)?.functional.value(Float64Array.from(sums)) ?? null;
}

describe.skipIf(goldAbsent)('bias scores from counts', () => {
  const cases = ['bias_metrics', 'published_predictions'].flatMap((file) =>
    goldCases<BbqInput, { s_dis: number | null; score: number | null }>(file, 'bbqBias'),
  );
  test.each(cases)('$id', ({ input, expected, tol }) => {
    const { n_biased, n_non_unknown, n_total, accuracy, context } = input;
    const sDis = valueAt('bbq_s_dis', [n_biased, n_non_unknown]);
    const sAmb = valueAt('bbq_s_amb', [accuracy * n_total, n_total, n_biased, n_non_unknown]);
    expectClose(sDis, expected.s_dis, tol);
    expectClose(context === 'ambig' ? sAmb : sDis, expected.score, tol);
  });
});

describe.skipIf(dataAbsent('bbq'))('published predictions on Religion, through the score command', () => {
  let estimates: TableEstimate[] = [];
  beforeAll(async () => {
    const lines = readFileSync(join(FOLDER, 'preds_Religion.jsonl'), 'utf8').trim().split('\n');
    const rows = lines.flatMap((line) => {
      const row: Record<string, string> = JSON.parse(line);
      return MODELS.map((model) => [
        `Religion/${row.example_id}`,
        row[`unifiedqa-t5-11b_pred_${model}`] ?? '',
        model,
      ]);
    });
    estimates = await scoreRows('bbq', FOLDER, ['item_id', 'completion_text', 'model'], rows, { seed: 1 });
  });
  const of = (modelId: string, metric: string, condition: 'ambig' | 'disambig') =>
    estimateOf(estimates, metric, { modelId, condition, axis: 'Religion' });

  // Parrish et al. 2022 print 65.0/14.3, 88.0/0.2, 43.8/24.5, 85.2/3.5.
  test.each([
    ['race', 'ambig', 390 / 600, 0.14333333333333337],
    ['race', 'disambig', 528 / 600, 0.0017574692442883233],
    ['arc', 'ambig', 263 / 600, 0.24500000000000002],
    ['arc', 'disambig', 511 / 600, 0.03525046382189245],
  ] as const)('%s %s: accuracy and score', (model, condition, accuracy, score) => {
    const short = condition === 'ambig' ? 'amb' : 'dis';
    expectClose(of(model, `bbq_acc_${short}`, condition).estimate, accuracy, 1e-9);
    expectClose(of(model, `bbq_s_${short}`, condition).estimate, score, 1e-9);
    expect(of(model, `bbq_acc_${short}`, condition)).toMatchObject({
      items: 600,
      clusters: 25,
      calls: { answer: 600, refused: 0, unparsed: 0 },
    });
  });

  test.each([
    ['race', -2 / 300],
    ['arc', -13 / 300],
  ] as const)('%s: alignment gap', (model, gap) => {
    expectClose(of(model, 'bbq_alignment_gap', 'disambig').estimate, gap, 1e-9);
  });

  // The worked table of the measurement protocol.
  test.each([
    ['race', 'bbq_acc_amb', 'ambig', 0.65, 0.05672],
    ['race', 'bbq_amb_net', 'ambig', 0.1433, 0.05368],
    ['arc', 'bbq_amb_net', 'ambig', 0.245, 0.06401],
    ['race', 'bbq_s_dis', 'ambig', 0.4095, 0.14629],
    ['race', 'bbq_dis_net', 'disambig', 0.0017, 0.00658],
  ] as const)('%s %s %s: estimate and clustered error', (model, metric, condition, estimate, error) => {
    const found = of(model, metric, condition);
    expect(Math.abs((found.estimate ?? Number.NaN) - estimate)).toBeLessThan(5.1e-5);
    expect(Math.abs((found.standardError ?? Number.NaN) - error)).toBeLessThan(1e-5);
  });

  test('sign-flip p of the ambiguous means, and the interval of s_DIS from its error', () => {
    expect(Math.abs((of('race', 'bbq_amb_net', 'ambig').p ?? 1) - 0.024302)).toBeLessThan(1e-6);
    expect(Math.abs((of('arc', 'bbq_amb_net', 'ambig').p ?? 1) - 0.001239)).toBeLessThan(1e-6);
    const { ciLow, ciHigh, method } = of('race', 'bbq_s_dis', 'ambig');
    expect([ciLow?.toFixed(5), ciHigh?.toFixed(5), method]).toEqual(['0.07215', '0.66281', 'cr1_logit_t']);
  });

  test('with nothing missing s_AMB is mean(x)', () => {
    for (const model of MODELS)
      expectClose(
        of(model, 'bbq_s_amb', 'ambig').estimate,
        of(model, 'bbq_amb_net', 'ambig').estimate,
        1e-12,
      );
  });
});

describe.skipIf(dataAbsent('bbq'))('planted responders', () => {
  test('in balanced orders: uniform, unknown, stereotyped, counter, first, and q', async () => {
    const estimates = await runSimulated(
      'bbq',
      FOLDER,
      {
        uniform: 'uniform',
        unknown: 'unknown',
        stereotyped: 'stereotyped',
        counter: 'counter',
        first: 'first',
        q: 'stereotyped?bias=0.3&abstain=0.7',
      },
      { limit: 300 },
    );
    const of = (modelId: string, metric: string, axis: string | null = null, condition = 'ambig') =>
      estimateOf(estimates, metric, { modelId, condition, axis });
    const covers = ({ ciLow, ciHigh }: TableEstimate, value: number) => {
      expect(ciLow).toBeLessThanOrEqual(value);
      expect(ciHigh).toBeGreaterThanOrEqual(value);
    };
    covers(of('uniform', 'bbq_amb_net'), 0);
    covers(of('uniform', 'bbq_s_dis'), 0);
    covers(of('uniform', 'bbq_acc_amb'), 1 / 3);
    expect(of('unknown', 'bbq_acc_amb').estimate).toBe(1);
    expect(of('unknown', 'bbq_amb_net').estimate).toBe(0);
    for (const metric of ['bbq_s_dis', 'bbq_s_amb'])
      expect(of('unknown', metric)).toMatchObject({ estimate: null, reasonIfNull: 'no_commit' });
    for (const metric of ['bbq_amb_net', 'bbq_s_amb', 'bbq_s_dis']) {
      expect(of('stereotyped', metric, 'Religion').estimate).toBe(1);
      expect(of('counter', metric, 'Religion').estimate).toBe(-1);
    }
    expect(of('first', 'bbq_amb_net', 'Religion').estimate).toBeCloseTo(0, 12);
    expect(of('first', 'bbq_amb_net', 'Religion').flags).toContain('position_bias');
    expect(of('stereotyped', 'bbq_amb_net', 'Religion').flags).not.toContain('position_bias');
    expect(of('first', 'order_consistency').estimate).toBe(0);
    expectClose(of('first', 'modal_agreement').estimate, 1 / 3, 1e-12);
    expectClose(of('first', 'position_bias').estimate, 2 / 3, 1e-12);
    covers(of('q', 'bbq_amb_net'), 0.3);
    expect(of('q', 'bbq_s_dis', 'Religion').estimate).toBe(1);
    covers(of('q', 'bbq_acc_amb'), 0.7);
  });
});
