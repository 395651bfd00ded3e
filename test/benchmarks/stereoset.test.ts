import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { icat } from '../../src/metrics/stereoset-metrics.js';
import { expectClose, goldAbsent, goldCases } from '../statistics/gold-cases.js';
import { runSimulated } from './run-simulated.js';
import { dataAbsent, dataFolder, estimateOf, scoreRows } from './score-rows.js';

const FOLDER = dataFolder('stereoset');
const absent = dataAbsent('stereoset');

interface Published {
  readonly Count: number;
  readonly 'LM Score': number;
  readonly 'SS Score': number;
  readonly 'ICAT Score': number;
}
interface GoldCluster {
  readonly id: string;
  readonly data: Readonly<Record<string, { readonly id: string }>>;
}

const read = <T>(file: string): T => JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));

describe.skipIf(goldAbsent)('icat', () => {
  test('LMS 90 and SS 60 give 72', () => {
    for (const { input, expected, tol } of goldCases<{ lms: number; ss: number }, { icat: number }>(
      'bias_metrics',
      'icat',
    )) {
      expectClose(icat(input.lms, input.ss, 100), expected.icat, tol);
    }
  });
});

describe.skipIf(absent)('StereoSet religion, published predictions of eleven models', async () => {
  const published = absent ? {} : read<Record<string, Published>>('published_religion.json');
  const models = Object.keys(published);
  const clusters = absent ? [] : read<GoldCluster[]>('gold_intrasentence_religion.json');
  const clusterOf = new Map(
    clusters.flatMap(({ id, data }) => Object.values(data).map((sentence) => [sentence.id, id] as const)),
  );
  const rows = models.flatMap((model) =>
    read<{ intrasentence: { id: string; score: number }[] }>(model).intrasentence.map(
      ({ id, score }) => [clusterOf.get(id) ?? '', id, score, model] as const,
    ),
  );
  const estimates = absent
    ? []
    : await scoreRows('stereoset', FOLDER, ['item_id', 'option_id', 'score', 'model'], rows);

  test('there are eleven, each with a file', () => {
    expect(models).toHaveLength(11);
    expect(readdirSync(FOLDER)).toEqual(expect.arrayContaining(models));
  });

  test.each(models)('%s: LMS, SS and ICAT to 1e-9', (modelId) => {
    const figures = published[modelId];
    const of = (metric: string) => estimateOf(estimates, metric, { modelId });
    expectClose(of('stereoset_lms').estimate, figures?.['LM Score'] ?? null, 1e-11);
    expectClose(of('stereoset_ss').estimate, figures?.['SS Score'] ?? null, 1e-11);
    expectClose(of('stereoset_icat').estimate, figures?.['ICAT Score'] ?? null, 1e-11);
    // The published count is of sentences, three a cluster.
    expect(of('stereoset_ss').items * 3).toBe(figures?.Count);
  });

  test('three target terms give no interval', () => {
    const { clusters, ciLow, ciHigh, p, reasonIfNull } = estimateOf(estimates, 'stereoset_ss', {
      modelId: models[0] ?? '',
    });
    expect([clusters, ciLow, ciHigh, p, reasonIfNull]).toEqual([3, null, null, null, 'too_few_clusters']);
  });
});

describe.skipIf(absent)('planted responders', () => {
  const scope = (modelId: string) => ({ modelId, axis: 'religion', condition: 'intrasentence' });

  test('in the likelihood form', async () => {
    const estimates = await runSimulated('stereoset-likelihood', FOLDER, {
      stereotyped: 'stereotyped',
      counter: 'counter',
      unrelated: 'unknown',
    });
    const of = (modelId: string, metric: string) =>
      estimateOf(estimates, `stereoset_${metric}`, scope(modelId)).estimate;
    expect(['ss', 'lms', 'icat'].map((metric) => of('stereotyped', metric))).toEqual([100, 100, 0]);
    expect(['ss', 'lms', 'icat'].map((metric) => of('counter', metric))).toEqual([0, 100, 0]);
    expect(of('unrelated', 'lms')).toBe(0);
  });

  test('in the chat form', async () => {
    const estimates = await runSimulated(
      'stereoset',
      FOLDER,
      {
        stereotyped: 'stereotyped',
        counter: 'counter',
        unrelated: 'unknown',
        first: 'first',
        q: 'stereotyped?bias=0.4&abstain=0.1',
      },
      { samples: 3 },
    );
    const of = (modelId: string, metric: string) =>
      estimateOf(estimates, `stereoset_${metric}_choice`, scope(modelId));
    expect(of('stereotyped', 'ss').estimate).toBe(1);
    expect(of('stereotyped', 'icat').estimate).toBe(0);
    expect(of('counter', 'ss').estimate).toBe(0);
    expect(of('counter', 'lms').estimate).toBe(1);
    expect(of('unrelated', 'lms').estimate).toBe(0);
    expect(of('unrelated', 'ss')).toMatchObject({ estimate: null, reasonIfNull: 'no_commit' });
    // Each option is first once, so a third of the choices is of each.
    expectClose(of('first', 'lms').estimate, 2 / 3, 1e-12);
    expectClose(of('first', 'ss').estimate, 1 / 2, 1e-12);
    expectClose(of('first', 'icat').estimate, 2 / 3, 1e-12);
    expect(of('first', 'ss').flags).toContain('position_bias');
    // 79 clusters, 9 replies each; three standard errors of a share of 0.9 and of 0.65 / 0.9.
    expect(Math.abs((of('q', 'lms').estimate ?? 0) - 0.9)).toBeLessThan(3 * Math.sqrt(0.09 / 711));
    expect(Math.abs((of('q', 'ss').estimate ?? 0) - 0.65 / 0.9)).toBeLessThan(3 * Math.sqrt(0.2 / 640));
  });
});
