import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { main } from '../../src/cli/program.js';
import { readDrift, readHistory } from '../../src/records/history-file.js';
import { sparkline } from '../../src/reports/sparkline.js';

const home = mkdtempSync(join(tmpdir(), 'probity-drift-'));
const results = join(home, 'results');
const suite = join(results, 'quickstart');
const at = (name: string) => join(home, name);
let said = '';

beforeAll(async () => {
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  await probity('run', '--quiet', '--out', at('first'));
  await probity('run', '--quiet', '--out', at('same'));
  await probity('run', '--quiet', '--model', 'simulated:parrot?bias=0.5&id=parrot', '--out', at('shifted'));
});
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(home, { recursive: true, force: true });
});

function probity(...words: string[]): Promise<number> {
  said = '';
  return main(['node', 'probity', ...words]);
}

test('drift of a suite without a history is refused with what to do', async () => {
  expect(await probity('drift', 'quickstart', '--results', results)).toBe(2);
  expect(said).toContain('record a run with --record RUN');
});

test('the first run becomes the reference, and alone it tells nothing', async () => {
  expect(await probity('drift', 'quickstart', '--results', results, '--record', at('first'))).toBe(0);
  const rows = readHistory(join(suite, 'history.csv'));
  expect(new Set(rows.map((row) => row.is_reference))).toEqual(new Set(['true']));
  expect(new Set(readDrift(suite).map(({ verdict }) => verdict))).toEqual(new Set(['cannot tell yet']));
});

test('a run with the same answers has moved nowhere', async () => {
  await probity('drift', 'quickstart', '--results', results, '--record', at('same'));
  const verdicts = readDrift(suite).filter(({ looks }) => looks > 0);
  expect(verdicts.length).toBeGreaterThan(50);
  expect(verdicts.filter(({ verdict }) => verdict !== 'not moved')).toEqual([]);
});

test('recording a run again changes nothing', async () => {
  const before = readFileSync(join(suite, 'history.csv'), 'utf8');
  await probity('drift', 'quickstart', '--results', results, '--record', at('same'));
  expect(readFileSync(join(suite, 'history.csv'), 'utf8')).toBe(before);
});

test('a model that turned worse has moved where it turned, and nowhere else', async () => {
  await probity('drift', 'quickstart', '--results', results, '--record', at('shifted'));
  await probity('drift', 'quickstart', '--results', results, '--record', at('shifted'));
  const of = (metric: string) => readDrift(suite).filter((row) => row.metric === metric);
  expect(of('bbq_amb_net').filter(({ verdict }) => verdict === 'moved').length).toBeGreaterThan(0);
  expect(of('unparsed_rate').filter(({ verdict }) => verdict === 'moved')).toEqual([]);
  const page = readFileSync(join(suite, 'drift.html'), 'utf8');
  expect(page.includes('script-src &#39;none&#39;')).toBe(true);
  expect(page.length).toBeLessThan(1_500_000);
});

test('a run of another suite is refused', async () => {
  expect(await probity('drift', 'other', '--results', results, '--record', at('first'))).toBe(2);
  expect(said).toContain('is a run of "quickstart", not of "other"');
});

test('a published table has an arrow only for what moved', async () => {
  await probity('publish', at('first'), '--results', results);
  const lines = readFileSync(join(results, 'README.md'), 'utf8').split('\n');
  expect(lines.filter((line) => line.includes('↑')).length).toBeGreaterThan(0);
  expect(lines.filter((line) => line.includes('stereotype_net') && line.includes('↑'))).toEqual([]);
});

test('a sparkline spans its own range and leaves gaps', () => {
  expect(sparkline([0, 0.5, null, 1])).toBe('▁▅ █');
  expect(sparkline([2, 2])).toBe('▅▅');
  expect(sparkline([])).toBe('');
});
