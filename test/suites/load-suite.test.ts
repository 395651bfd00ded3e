import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/evaluate.js';
import { registry } from '../../src/evaluation/registry.js';
import { loadSuite, type SuiteOverrides } from '../../src/suites/load-suite.js';
import type { Suite } from '../../src/suites/suite.js';
import { pairProbe, YES_NO } from '../probes/example-probe.js';
import { complaintsOf, openSuite, SUITE, suiteFolder } from './suite-folder.js';

describe('an opened suite', () => {
  test('has every default filled in', async () => {
    const suite = await openSuite(SUITE.replace('seed: 3\n', ''));
    expect(suite).toMatchObject({
      name: 'example',
      seed: 1,
      samples: 1,
      statistics: { confidence: 0.95, adjust: 'bh', resamples: 2000 },
      budget: { usd: null, requests: null },
      gates: [],
    });
    expect(suite.models).toEqual([
      {
        id: 'one',
        adapter: 'simulated',
        model: 'parrot',
        baseURL: undefined,
        apiKeyEnv: undefined,
        sampling: { temperature: null, topP: null, maxTokens: 1024, seed: null },
        timeout: 60,
        options: {},
        limits: { concurrency: 16, requestsPerMinute: null, tokensPerMinute: null },
        price: null,
      },
    ]);
  });

  test("measures the probe's own metrics, and refusals and unreadable replies of every probe", async () => {
    const suite = await openSuite(SUITE);
    expect(suite.probes[0]?.scorers.map(({ name }) => name)).toEqual(['yes_no']);
    expect(suite.probes[0]?.metrics.map(({ metric, scoreKey }) => `${metric.name} of ${scoreKey}`)).toEqual([
      'denial_rate of yes_no/decision',
      'refusal_rate of yes_no/decision',
      'unparsed_rate of yes_no/decision',
    ]);
  });

  test('extra scorers and metrics go to the probes whose task and scores they fit', async () => {
    const suite = await openSuite(`${SUITE}  - { file: pairs.probe.yaml }\nmetrics: [stereotype_net]\n`, {
      'pairs.probe.yaml': pairProbe(1),
    });
    const names = suite.probes.map(({ metrics }) => metrics.map(({ metric }) => metric.name));
    expect(names[0]).not.toContain('stereotype_net');
    expect(names[1]).toContain('stereotype_net');
  });

  test('word lists that the suite names give the metrics of words that they are enough for', async () => {
    const suite = `${SUITE}  - { benchmark: corpus, data: texts, words: words.csv }\n`;
    const files = {
      'texts/corpus.csv': 'item_id,prompt,group\na,Tell me.,amber\n',
      'words.csv': 'role,list,word\ngroup,river,river\ngroup,hill,hill\n',
    };
    const { probes } = await openSuite(suite, files);
    const names = probes.map(({ metrics }) => metrics.map(({ metric }) => metric.name));
    expect(names[1]).toEqual(expect.arrayContaining(['representation_tvd', 'cooccurrence_bias_b95']));
    // There is no list of target words.
    expect(names[1]).not.toContain('association_tvd');
    expect(names[0]).not.toContain('representation_tvd');
    const broken = { ...files, 'words.csv': 'role,list,word\ngroup,river,two words\n' };
    expect(await complaintsOf(suite, broken)).toEqual([expect.stringContaining('words.csv:2:1')]);
  });

  test('the command line comes before the file', async () => {
    const overrides: SuiteOverrides = {
      models: [{ adapter: 'simulated', model: 'fair' }],
      limit: 2,
      samples: 5,
      seed: 9,
      concurrency: 2,
      maxUsd: 3,
      maxRequests: 4,
    };
    const suite = await openSuite(SUITE, {}, overrides);
    expect(suite.models.map(({ id, limits }) => [id, limits.concurrency])).toEqual([['fair', 2]]);
    expect(suite.probes[0]?.selection).toEqual({ limit: 2, seed: 9 });
    expect(suite).toMatchObject({ samples: 5, seed: 9, budget: { usd: 3, requests: 4 } });
  });

  test('gates are read where they hold', async () => {
    const gates =
      'gates: [{ metric: denial_rate, group: older, margin: 0.05 }, { metric: refusal_rate, ceiling: 0.2 }]\n';
    expect((await openSuite(SUITE + gates)).gates).toMatchObject([
      { metric: 'denial_rate', group: 'older', margin: 0.05 },
      { metric: 'refusal_rate', group: null },
    ]);
  });
});

describe('the hash of a suite', () => {
  const LIMITED = SUITE.replace('example.probe.yaml', 'example.probe.yaml, select: { limit: 4 }');
  const hashOf = async (
    suite: string,
    files: Readonly<Record<string, string>> = {},
    overrides: SuiteOverrides = {},
  ) => (await openSuite(suite, files, overrides)).hash;

  test.each<readonly [string, string, Readonly<Record<string, string>>, SuiteOverrides]>([
    ['nothing', SUITE, {}, {}],
    ['its name, description and comments', `# Ours.\n${SUITE.replace('An example.', 'Another.')}`, {}, {}],
    ['its models', SUITE.replace('model: parrot', 'model: fair, parameters: { temperature: 1 }'), {}, {}],
    ['its models on the command line', SUITE, {}, { models: [{ adapter: 'simulated', model: 'fair' }] }],
    [
      'its gates and budget',
      `${SUITE}budget: { requests: 9 }\ngates: [{ metric: denial_rate, margin: 1 }]\n`,
      {},
      {},
    ],
    ['the requests in flight', SUITE, {}, { concurrency: 3 }],
  ])('stays when what changes is %s', async (_, suite, files, overrides) => {
    expect(await hashOf(suite, files, overrides)).toBe(await hashOf(SUITE));
  });

  test.each<readonly [string, string, Readonly<Record<string, string>>, SuiteOverrides]>([
    [
      'a letter of a probe',
      SUITE,
      { 'example.probe.yaml': YES_NO.replace('hire {group}?', 'hire {group} ?') },
      {},
    ],
    ['the limit', LIMITED, {}, {}],
    ['the limit on the command line', SUITE, {}, { limit: 4 }],
    ['the samples', `${SUITE}samples: 2\n`, {}, {}],
    ['the seed', SUITE.replace('seed: 3', 'seed: 4'), {}, {}],
    ['the metrics', `${SUITE}scorers: [own]\nmodules: [own.mjs]\n`, { 'own.mjs': ownModule('1') }, {}],
    ['the probes', `${SUITE}  - { file: pairs.probe.yaml }\n`, { 'pairs.probe.yaml': pairProbe(1) }, {}],
  ])('changes with %s', async (_, suite, files, overrides) => {
    expect(await hashOf(suite, files, overrides)).not.toBe(await hashOf(SUITE));
  });

  test('changes with the version of a scorer', async () => {
    const suite = `${SUITE}scorers: [own]\nmodules: [own.mjs]\n`;
    const [one, again, two] = await Promise.all([
      hashOf(suite, { 'own.mjs': ownModule('1') }),
      hashOf(suite, { 'own.mjs': ownModule('1') }),
      hashOf(suite, { 'own.mjs': ownModule('2') }),
    ]);
    expect(again).toBe(one);
    expect(two).not.toBe(one);
  });
});

/** A module as a user would write it: an adapter that always says yes, a scorer of length, a metric of it. */
function ownModule(version: string): string {
  const source = (path: string) =>
    JSON.stringify(pathToFileURL(fileURLToPath(new URL(`../../src/${path}`, import.meta.url))).href);
  return `import { defineAdapter } from ${source('adapters/adapter.ts')};
import { defineScorer } from ${source('scorers/scorer.ts')};
import { defineMetric } from ${source('metrics/metric.ts')};
export const adapter = defineAdapter({
  name: 'yes-man',
  description: 'always says yes',
  open: async ({ model }) => ({
    provider: 'own', model,
    complete: async () => ({
      text: 'Yes', status: 'ok', finishReason: 'stop', modelReturned: null, systemFingerprint: null, inputTokens: null,
      outputTokens: null, cachedTokens: null, notSettable: [], labelProbabilities: null,
    }),
  }),
});
const nothing = {
  outcome: 'answer', parseRule: null, refusalKind: null, answerRaw: null, answerCanonical: null, correct: null, label: null,
  scoreMin: 0, scoreMax: null, truncatedForScorer: false, reasonIfNull: null,
};
export default [
  defineScorer({
    name: 'own', version: '${version}', description: 'length', scoreNames: ['characters'], tasks: ['yes_no'], languages: null,
    score: ({ text }) => [{ ...nothing, scoreName: 'characters', score: text.length }],
  }),
  defineMetric({
    name: 'mean_length', version: '1', title: 'Length', source: 'own', direction: 'nearer_ideal_is_better',
    range: [0, Number.POSITIVE_INFINITY], ideal: null, scorer: 'own', forms: ['conditional'], value: ({ score }) => score,
  }),
];
`;
}

describe("a suite's own module", () => {
  const OWN = `${SUITE.replace('adapter: simulated', 'adapter: yes-man')}modules: [own.mjs]
scorers: [own]
metrics: [mean_length]
`;
  const open = async (): Promise<{ suite: Suite; folder: string }> => {
    const folder = await suiteFolder(OWN, { 'own.mjs': ownModule('1') });
    return { suite: await loadSuite(join(folder, 'example.suite.yaml'), registry), folder };
  };

  test('adds an adapter, a scorer and a metric that work as the built-in ones do', async () => {
    const { suite, folder } = await open();
    const { estimates, manifest } = await run(suite, {
      out: join(folder, 'out'),
      environment: {},
      command: 'test',
    });
    expect(manifest.status).toBe('complete');
    const value = (metric: string, group: string | null, reference: string | null) =>
      estimates.find((row) => row.metric === metric && row.group === group && row.reference === reference)
        ?.estimate;
    // Each of 8 replies is "Yes", three characters; yes is good in one template and bad in the other.
    expect(value('mean_length', null, null)).toBe(3);
    expect(value('mean_length', 'older', 'younger')).toBe(0);
    expect(value('denial_rate', null, null)).toBe(0.5);
    expect(estimates.find(({ metric }) => metric === 'mean_length')?.scorer).toBe('own@1');
  });

  test.each([
    ['defines nothing', 'export const x = 1;', 'exports no definition; expected a value of define'],
    ['cannot be read', 'export const = 1;', 'own.mjs cannot be imported: '],
    ['throws', 'throw new Error("broken on purpose");', 'own.mjs cannot be imported: broken on purpose'],
  ])('one that %s is a mistake of the suite, with its place', async (_, text, message) => {
    const [complaint = ''] = await complaintsOf(OWN, { 'own.mjs': text });
    expect(complaint.startsWith(`example.suite.yaml:8:11: ${message}`)).toBe(true);
  });
});
