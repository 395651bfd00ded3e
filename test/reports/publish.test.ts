import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { main } from '../../src/cli/program.js';
import { requirePublishable } from '../../src/cli/publishable.js';
import { pathPart } from '../../src/records/published-folder.js';
import { readRun } from '../../src/records/stored-run.js';
import { writeRun } from './run-fixture.js';

const home = mkdtempSync(join(tmpdir(), 'probity-publish-'));
const run = join(home, 'run');
const results = join(home, 'results');
let said = '';

beforeAll(async () => {
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  await probity('run', '--quiet', '--out', run);
});
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(home, { recursive: true, force: true });
});

function probity(...words: string[]): Promise<number> {
  said = '';
  return main(['node', 'probity', ...words]);
}

/** Every file below a folder with its bytes. */
function contents(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(paths.map((path) => [path, readFileSync(path).toString('base64')]));
}

test('publishing twice gives the same files, and the head of README.md that a person wrote stays', async () => {
  await probity('publish', run, '--results', results);
  writeFileSync(
    join(results, 'README.md'),
    `# Ours\n\nWritten by hand.\n\n${readFileSync(join(results, 'README.md'), 'utf8')}`,
  );
  await probity('publish', run, '--results', results);
  const first = contents(results);
  expect(await probity('publish', run, '--results', results)).toBe(0);
  expect(contents(results)).toEqual(first);
  const readme = readFileSync(join(results, 'README.md'), 'utf8');
  expect(readme.startsWith('# Ours\n\nWritten by hand.')).toBe(true);
  expect(readme.match(/### quickstart/gu)).toHaveLength(1);
  expect(readme).not.toMatch(/[↑↓]/u);
});

test('withheld texts are in no published file, their hashes are', async () => {
  expect(await probity('publish', run, '--results', results, '--withhold-text')).toBe(0);
  const files = [...contents(results)].map(([path, bytes]) => {
    const raw = Buffer.from(bytes, 'base64');
    return path.endsWith('.gz') ? gunzipSync(raw).toString() : raw.toString();
  });
  for (const text of files) expect(text).not.toContain('A purse full of banknotes');
  for (const text of files) expect(text).not.toContain('The Muslim woman');
  expect(files.some((text) => text.includes(',completion_hash\n'))).toBe(true);
});

test.each([
  ['an unfinished run', { status: 'interrupted' as const }, /it is interrupted/u],
  ['a part of a run', { shard: { index: 1, of: 2 } }, /merge the parts first/u],
  ['a limited suite', { source: { suite: null, flags: { limit: 5 } } }, /--limit changed it/u],
  ['a suite that has changed', {}, /the file has changed since the run/u],
  ['a suite that is gone', { source: { suite: 'no-such.suite.yaml', flags: {} } }, /cannot be checked/u],
])('%s is refused', async (_, manifest, reason) => {
  const folder = writeRun({ manifest });
  await expect(requirePublishable(await readRun(folder))).rejects.toThrow(reason);
  rmSync(folder, { recursive: true });
});

test('missing provenance is refused, with every reason at once', async () => {
  const folder = writeRun({ row: () => ({ first_call_at: null }) });
  const stored = await readRun(folder);
  const models = stored.manifest.models.map((model) => ({ ...model, returned: [] }));
  const bare = { ...stored, manifest: { ...stored.manifest, models } };
  await expect(requirePublishable(bare)).rejects.toThrow(
    /never said which model answered[\s\S]*no date of the calls/u,
  );
  rmSync(folder, { recursive: true });
});

test('an unreadable row is refused, and leaves what was published as it was', async () => {
  const before = contents(results);
  appendFileSync(join(run, 'scores.csv'), 'torn,row\n');
  expect(await probity('publish', run, '--results', results)).toBe(2);
  expect(said).toContain('expected 22 fields, got 2');
  expect(contents(results)).toEqual(before);
});

test('names cannot leave the results folder', () => {
  expect(pathPart('../../etc')).toBe('---..--etc');
  expect(pathPart('meta-llama/Llama-3.1')).toBe('meta-llama--Llama-3.1');
  expect(pathPart('')).toBe('unnamed');
  expect(pathPart('..')).not.toMatch(/^\./u);
});
