import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { getData, listData, verifyData } from '../../src/cli/data-command.js';
import type { Terminal } from '../../src/cli/terminal.js';
import { builtinDataSets } from '../../src/datasets/builtin-data-sets.js';
import { filesOf } from '../../src/datasets/data-set.js';
import { registry } from '../../src/evaluation/registry.js';
import { dataAbsent, dataFolder, inFolder } from '../benchmarks/score-rows.js';
import { withFileServer } from './file-server.js';

function recorder(json = true) {
  const said = { result: '', notes: [] as string[] };
  const terminal: Terminal = {
    json,
    quiet: true,
    colour: false,
    interactive: false,
    result: (text) => {
      said.result = text;
    },
    note: (text) => said.notes.push(text),
  };
  return { said, terminal };
}

test('every data set names benchmarks that there are, and hashes that can be', async () => {
  const { said, terminal } = recorder();
  expect(await listData(terminal)).toBe(0);
  expect(JSON.parse(said.result)).toEqual(JSON.parse(JSON.stringify(builtinDataSets)));
  const names = registry.benchmarks.map(({ name }) => name);
  expect(
    builtinDataSets.flatMap(({ benchmarks }) => benchmarks).filter((name) => !names.includes(name)),
  ).toEqual([]);
  for (const { origins } of builtinDataSets) {
    for (const { commit, files } of origins) {
      if (files.length > 0) expect(commit).toMatch(/^[0-9a-f]{40}$/u);
    }
  }
});

test('a list for people has one line a data set', async () => {
  const { said, terminal } = recorder(false);
  await listData(terminal);
  for (const { name } of builtinDataSets) expect(said.result).toContain(name);
});

describe.skipIf(dataAbsent('winobias'))('against the published files', () => {
  test('commit and every hash of SOURCE.md are in the table', () => {
    for (const set of builtinDataSets) {
      if (filesOf(set).length === 0 || dataAbsent(set.name)) continue;
      const source = readFileSync(join(dataFolder(set.name), 'SOURCE.md'), 'utf8');
      for (const { origin, file } of filesOf(set)) {
        expect(source).toContain(`${origin.repository} at commit ${origin.commit}`);
        const row = source.split('\n').find((line) => line.includes(`:${file.path} |`));
        expect(row, file.path).toContain(file.sha256);
        if (file.bytes !== null) expect(row).toContain(`| ${file.bytes} |`);
      }
    }
  });

  test('get brings a data set from a mirror, byte for byte, which verify then finds the same', () =>
    inFolder((folder) =>
      withFileServer(
        (request, response) => {
          const name = decodeURIComponent(request.url ?? '').replace(/^.*\//u, '');
          response.end(readFileSync(join(dataFolder('winobias'), name)));
        },
        async ({ url }) => {
          const got = recorder();
          expect(await getData('winobias', { out: folder, baseUrl: url }, got.terminal)).toBe(0);
          const { files } = JSON.parse(got.said.result);
          expect(files).toHaveLength(6);
          expect(new Set(files.map(({ state }: { state: string }) => state))).toEqual(
            new Set(['downloaded']),
          );
          const verified = recorder();
          expect(await verifyData(folder, {}, verified.terminal)).toBe(0);
          const [set] = JSON.parse(verified.said.result);
          expect(set.name).toBe('winobias');
          expect(set.files.map(({ state }: { state: string }) => state)).toEqual(Array(6).fill('same'));
          writeFileSync(join(folder, 'WinoBias/wino/data/male_occupations.txt'), 'mine');
          const again = recorder();
          expect(await getData('winobias', { out: folder, baseUrl: url }, again.terminal)).toBe(2);
          expect(again.said.notes.join('\n')).toContain('was left as it is');
        },
      ),
    ));

  test('verify says which file of a flat folder differs, is missing, or is not of the set', () =>
    inFolder(async (folder) => {
      for (const name of readdirSync(dataFolder('winogender')))
        cpSync(join(dataFolder('winogender'), name), join(folder, name));
      rmSync(join(folder, 'templates.tsv'));
      rmSync(join(folder, 'occupations-stats.tsv'));
      writeFileSync(join(folder, 'occupations-stats.tsv'), 'mine');
      const { said, terminal } = recorder(false);
      expect(await verifyData(folder, {}, terminal)).toBe(2);
      expect(said.result).toBe(
        [
          'winogender:',
          '  same  all_sentences.tsv',
          '  missing  data/templates.tsv',
          '  differs  occupations-stats.tsv',
          '  extra  SOURCE.md',
        ].join('\n'),
      );
    }));
});

test('a server that is down leaves the run incomplete, exit 4, and says how to go on', () =>
  inFolder(async (folder) => {
    const url = await withFileServer(
      () => {},
      async (server) => server.url,
    );
    const { said, terminal } = recorder();
    expect(await getData('crows-pairs', { out: folder, baseUrl: url }, terminal)).toBe(4);
    expect(said.notes.at(-1)).toContain('the same command goes on');
  }));

test.each([
  ['a name that is none', () => getData('crows', {}, recorder().terminal), 'crows-pairs'],
  ['a set without hashes', () => getData('discrim-eval', {}, recorder().terminal), 'no hashes are pinned'],
  ['a base URL that is none', () => getData('bbq', { baseUrl: 'mirror' }, recorder().terminal), 'http(s)'],
  [
    'a folder that is none',
    () => verifyData('/nowhere/at/all', {}, recorder().terminal),
    'expected a folder',
  ],
])('%s is the user’s mistake', async (_, work, message) => {
  await expect(work()).rejects.toMatchObject({ code: 'usage', message: expect.stringContaining(message) });
});
