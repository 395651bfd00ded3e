import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FileError } from '../../src/errors.js';
import { registry } from '../../src/evaluation/registry.js';
import { loadSuite } from '../../src/suites/load-suite.js';
import { pairProbe, YES_NO } from '../probes/example-probe.js';
import { complaintsOf, SUITE, suiteFolder } from './suite-folder.js';

const FILE = 'example.suite.yaml';
const AT = `${FILE}:`;

/** The suite with one passage replaced, which must be there. */
function change(from: string, to: string): string {
  expect(SUITE).toContain(from);
  return SUITE.replace(from, to);
}

/** Complaints cut to the length of the expected one: lists of what is allowed grow. */
async function openings(suite: string, message: string): Promise<string[]> {
  return (await complaintsOf(suite)).map((line) => line.slice(0, AT.length + message.length));
}

test('the example itself has no mistake', async () => {
  expect(await complaintsOf(SUITE)).toEqual([]);
});

const MODEL = '{ id: one, adapter: simulated, model: parrot }';
const MODEL_KEYS = 'adapter, apiKeyEnv, baseURL, id, limits, model, parameters, price';
const CHANGED: readonly (readonly [string, string, string, string])[] = [
  [
    'an unknown key of a model',
    'model: parrot',
    'model: parrot, modle: x',
    `5:51: unknown key "modle"; allowed: ${MODEL_KEYS}; did you mean "model"?`,
  ],
  ['a model without an adapter', 'adapter: simulated, ', '', '5:5: "adapter" is missing'],
  ['no model', `\n  - ${MODEL}`, ' []', '4:9: expected 1 or more entries, got []'],
  ['a seed that is no whole number', 'seed: 3', 'seed: 1.5', '3:7: expected a whole number, got 1.5'],
  ['a negative seed', 'seed: 3', 'seed: -1', '3:7: expected 0 or more, got -1'],
  [
    'no concurrency',
    'model: parrot',
    'model: parrot, limits: { concurrency: 0 }',
    '5:74: expected 1 or more, got 0',
  ],
  [
    'a base URL of another kind',
    'model: parrot',
    'model: parrot, baseURL: "ftp://x"',
    '5:60: expected an http or https URL, got "ftp://x"',
  ],
  [
    'a temperature in words',
    'model: parrot',
    'model: parrot, parameters: { temperature: hot }',
    '5:78: expected a number, got "hot"',
  ],
  [
    'a confidence in percent',
    'seed: 3',
    'statistics: { confidence: 95 }',
    '3:27: expected less than 1, got 95',
  ],
  [
    'an adjustment that is none',
    'seed: 3',
    'statistics: { adjust: bonferroni }',
    '3:23: unknown value "bonferroni"; allowed: none, holm, bh, by',
  ],
  [
    'an unknown adapter',
    'adapter: simulated',
    'adapter: simulatd',
    '5:25: unknown adapter "simulatd"; allowed: ',
  ],
  [
    'a probe of two kinds',
    'file: example.probe.yaml',
    'file: example.probe.yaml, benchmark: bbq',
    '7:5: expected either "file" or "benchmark"',
  ],
  [
    'a probe of no kind',
    'file: example.probe.yaml',
    'select: { limit: 3 }',
    '7:5: expected either "file" or "benchmark"',
  ],
  [
    'an unknown benchmark',
    'file: example.probe.yaml',
    'benchmark: bqb, data: .',
    '7:18: unknown benchmark "bqb"; allowed: bbq',
  ],
  [
    'a probe file that is not there',
    'example.probe.yaml',
    'exmaple.probe.yaml',
    '7:13: "exmaple.probe.yaml" is not there (looked below .)',
  ],
  [
    'a misspelt probe file beside the right one',
    'example.probe.yaml',
    'exmaple.probe.yaml',
    '7:13: "exmaple.probe.yaml" is not there (looked below .); did you mean "example.probe.yaml"?',
  ],
  [
    'a limit of none',
    'example.probe.yaml',
    'example.probe.yaml, select: { limit: 0 }',
    '7:50: expected 1 or more, got 0',
  ],
];

test.each(CHANGED)('%s is told with its place', async (_, from, to, message) => {
  expect(await openings(change(from, to), message)).toContain(`${AT}${message}`);
});

const ADDED: readonly (readonly [string, string, string])[] = [
  ['an unknown scorer', 'scorers: [vader, vadr]', '8:18: unknown scorer "vadr"; allowed: '],
  ['an unknown metric', 'metrics: [denial_rte]', '8:11: unknown metric "denial_rte"; allowed: '],
  ['a module that is not there', 'modules: [own.mjs]', '8:11: "own.mjs" is not there (looked below .)'],
  [
    'a gate on a metric that no probe measures',
    'gates: [{ metric: bbq_acc_amb, margin: 0.1 }]',
    '8:19: unknown metric "bbq_acc_amb"; allowed: denial_rate, ',
  ],
  [
    'a gate on a misspelt metric',
    'gates: [{ metric: denial_rat, margin: 0.1 }]',
    '8:19: unknown metric "denial_rat"; allowed: denial_rate, ',
  ],
  [
    'a gate on a group that no probe has',
    'gates: [{ metric: denial_rate, group: oldr, margin: 0.1 }]',
    '8:39: unknown group "oldr"; allowed: older, younger; did you mean "older"?',
  ],
  [
    'a gate without a margin',
    'gates: [{ metric: denial_rate }]',
    '8:9: expected either "margin" or "ceiling"',
  ],
  ['a margin of 0', 'gates: [{ metric: denial_rate, margin: 0 }]', '8:40: expected more than 0, got 0'],
];

test.each(ADDED)('%s is told with its place', async (_, line, message) => {
  expect(await openings(`${SUITE}${line}\n`, message)).toContain(`${AT}${message}`);
});

test('two models with one id cannot be told apart, so they are refused', async () => {
  expect(await complaintsOf(change(MODEL, `${MODEL}\n  - ${MODEL}`))).toEqual([
    `${AT}6:5: two models have the id "one"; give one of them another "id"`,
  ]);
  const same = { adapter: 'simulated', model: 'parrot' };
  expect(await complaintsOf(SUITE, {}, { models: [same, same] })).toEqual([
    'two models have the id "parrot"; give one of them another "id"',
  ]);
});

test('one probe twice would be counted twice, so it is refused', async () => {
  const twice = `${SUITE}  - { file: copy.probe.yaml }\n`;
  expect(await complaintsOf(twice, { 'copy.probe.yaml': YES_NO })).toEqual([
    `${AT}8:5: the probe "example" is in the suite twice`,
  ]);
  expect(await complaintsOf(twice, { 'copy.probe.yaml': pairProbe(2) })).toEqual([]);
});

test('all mistakes of a stage come at once, those of every probe file too', async () => {
  const suite = change('seed: 3', 'seed: -3').replace('adapter: simulated', 'adapter: 4');
  expect(await complaintsOf(suite)).toHaveLength(2);
  const probes = `${SUITE}  - { file: second.probe.yaml }\n  - { file: third.probe.yaml }\n`;
  const files = {
    'example.probe.yaml': YES_NO.replace('title:', 'titel:'),
    'second.probe.yaml': pairProbe(1).replace('reference: younger\n', 'reference: yonger\n'),
  };
  expect((await complaintsOf(probes, files)).map((line) => line.split(': ')[0])).toEqual([
    'example.probe.yaml:1:1',
    'example.probe.yaml:3:1',
    'second.probe.yaml:18:12',
    `${AT}9:13`,
  ]);
});

test('a benchmark without its data says where, and what to type; other mistakes are told beside it', async () => {
  const suite = `${change('file: example.probe.yaml', 'benchmark: bbq')}  - { file: absent.probe.yaml }\n`;
  expect(await complaintsOf(suite)).toEqual([
    `${AT}7:18: benchmark "bbq" needs the publisher's files: give their folder with --data DIR, or in a suite as "data: DIR" beside "benchmark: bbq"`,
    `${AT}8:13: "absent.probe.yaml" is not there (looked below .)`,
  ]);
});

test('a key in place of the name of its variable is not repeated in the message', async () => {
  expect(await complaintsOf(change('model: parrot', 'model: parrot, apiKeyEnv: sk-very-secret-key'))).toEqual(
    [`${AT}5:62: expected the name of an environment variable, never a key, got a text of 18 characters`],
  );
});

test('a suite file that is not there is a mistake of the command', async () => {
  await expect(loadSuite('/nowhere/x.suite.yaml', registry)).rejects.toMatchObject({ code: 'usage' });
});

describe('a path that leaves the folder of the suite', () => {
  const leaves = (place: string, path: string) =>
    `${AT}${place}: "${path}" leaves the suite's folder; expected a path below it`;

  test.each(['../other.probe.yaml', 'sub/../../other.probe.yaml', '/etc/passwd', '..'])(
    '%s',
    async (path) => {
      expect(await complaintsOf(change('example.probe.yaml', path))).toEqual([leaves('7:13', path)]);
    },
  );

  test('over a link, of the file or of a folder on the way', async () => {
    const outside = await suiteFolder(SUITE);
    for (const [path, target] of [
      ['link.probe.yaml', join(outside, 'example.probe.yaml')],
      ['sub/example.probe.yaml', outside],
    ] as const) {
      const folder = await suiteFolder(change('example.probe.yaml', path));
      await symlink(target, join(folder, path.split('/')[0] ?? ''));
      const error = await loadSuite(join(folder, FILE), registry).catch((cause: unknown) => cause);
      expect(error).toBeInstanceOf(FileError);
      expect(String(error)).toContain(leaves('7:13', path));
    }
  });

  test('modules and data are held to the same rule', async () => {
    expect(await complaintsOf(`${SUITE}modules: [../own.mjs]\n`)).toEqual([leaves('8:11', '../own.mjs')]);
    const data = change('file: example.probe.yaml', 'benchmark: bbq, data: ../bbq');
    expect(await complaintsOf(data)).toEqual([leaves('7:29', '../bbq')]);
  });

  test('dots inside the folder, and a name that starts with dots, are fine', async () => {
    expect(await complaintsOf(change('example.probe.yaml', 'sub/../example.probe.yaml'))).toEqual([]);
    const odd = { '..odd.probe.yaml': YES_NO };
    expect(await complaintsOf(change('example.probe.yaml', '..odd.probe.yaml'), odd)).toEqual([]);
  });

  test('a link that stays inside is followed', async () => {
    const folder = await suiteFolder(change('example.probe.yaml', 'link.probe.yaml'));
    await writeFile(join(folder, 'real.probe.yaml'), YES_NO);
    await symlink(join(folder, 'real.probe.yaml'), join(folder, 'link.probe.yaml'));
    expect((await loadSuite(join(folder, FILE), registry)).probes).toHaveLength(1);
  });
});
