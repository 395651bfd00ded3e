import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSuite } from '../../src/cli/suite-options.js';
import { type RunOptions, type RunResult, run } from '../../src/evaluate.js';
import { mergeRuns } from '../../src/evaluation/merge-runs.js';
import { unlimitedAccounts } from '../../src/evaluation/scoring/scorer-accounts.js';
import { readLedger } from '../../src/records/completion-ledger.js';
import { Journal } from '../../src/records/journal.js';
import { readTable } from '../../src/records/read-csv.js';
import { scanRecords } from '../../src/records/scan-records.js';
import { readCompletions } from '../../src/records/stored-completion.js';
import { compressPart, tableParts } from '../../src/records/table-parts.js';
import { exampleRow } from './completion-fixture.js';

const home = mkdtempSync(join(tmpdir(), 'probity-parts-'));
const folder = mkdtempSync(join(home, 'journal-'));
const path = join(folder, 'completions.csv');
const RUN = { runId: 'run-1', suite: 'test' };
const clear = () => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
};
beforeEach(clear);
afterAll(() => rmSync(home, { recursive: true, force: true }));

const names = () => readdirSync(folder).sort();

/** A start of a run that is told to begin a part beyond so many bytes. */
async function goOn(rows: readonly string[], partBytes: number, from: number): Promise<string[]> {
  const { end } = await readLedger(path, RUN);
  const full: string[] = [];
  const journal = new Journal(path, end, { partBytes, onFailure() {}, onPart: (part) => full.push(part) });
  for (const [index, text] of rows.entries()) {
    journal.append(exampleRow(`item-${from + index}`, text));
    // One write a row, as answers come.
    await new Promise((resolve) => setImmediate(resolve));
  }
  journal.close();
  return full;
}

async function texts(): Promise<(string | null)[]> {
  const found: (string | null)[] = [];
  for await (const batch of readCompletions(path)) found.push(...batch.map(({ text }) => text));
  return found;
}

async function count(source: AsyncIterable<readonly unknown[]>): Promise<number> {
  let records = 0;
  for await (const batch of source) records += batch.length;
  return records;
}

test('parts of any size, any of them packed, hold the rows of one file, in order', async () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constant('a "b",\nc\r\n'));
  await fc.assert(
    fc.asyncProperty(
      fc.array(text, { maxLength: 12 }),
      fc.integer({ min: 1, max: 4_000 }),
      fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
      fc.nat(12),
      async (rows, partBytes, packed, stopAt) => {
        clear();
        const full = await goOn(rows.slice(0, stopAt), partBytes, 0);
        full.push(...(await goOn(rows.slice(stopAt), partBytes, stopAt)));
        for (const [index, part] of full.entries()) if (packed[index]) await compressPart(part);
        expect(await texts()).toEqual(rows);
        // The header comes once, whoever reads.
        expect(await count(readTable(path))).toBe(rows.length + 1);
        expect(await count(scanRecords(path))).toBe(rows.length + 1);
        expect((await readLedger(path, RUN)).answered.size).toBe(rows.length);
      },
    ),
    { numRuns: 30, seed: 1 },
  );
});

test('a process that dies between two parts goes on in a new file', async () => {
  await goOn(['one', 'two'], 1_000_000, 0);
  renameSync(path, join(folder, 'completions.0001.csv'));
  expect(await texts()).toEqual(['one', 'two']);
  await goOn(['three'], 1_000_000, 2);
  expect(names()).toEqual(['completions.0001.csv', 'completions.csv']);
  expect(await texts()).toEqual(['one', 'two', 'three']);
});

test('a process that dies while a part is packed leaves it readable, and once', async () => {
  const [part = ''] = await goOn(['one', 'two'], 1, 0);
  const plain = readFileSync(part);
  writeFileSync(`${part}.gz.draft`, 'half');
  expect(await texts()).toEqual(['one', 'two']);
  await compressPart(part);
  writeFileSync(part, plain);
  expect(await texts()).toEqual(['one', 'two']);
});

test('a packed part that is damaged is named', async () => {
  const [part = ''] = await goOn(['one', 'two'], 1, 0);
  await compressPart(part);
  writeFileSync(`${part}.gz`, 'no gzip at all');
  await expect(texts()).rejects.toThrow(/completions\.0001\.csv\.gz cannot be read/u);
});

test('files of other tables and names that only look like parts are none', () => {
  for (const name of [
    'completions.1.csv',
    'completions.0001.csv.bak',
    'other.0001.csv',
    'completions.0002.csv',
  ])
    writeFileSync(join(folder, name), '');
  expect(tableParts(path)).toEqual([join(folder, 'completions.0002.csv')]);
});

let whole: RunResult;
const runs = async (out: string, options: Partial<RunOptions> = {}, id = 'parrot') => {
  const suite = await openSuite(undefined, {
    probe: ['decision-hiring'],
    limit: 56,
    model: [`simulated:parrot?id=${id}`],
  });
  const folder = join(home, out);
  return run(suite, { out: folder, environment: {}, command: 'test', ...options });
};
beforeAll(async () => {
  whole = await runs('whole');
});
const metrics = (out: string) => readFileSync(join(home, out, 'metrics.csv'), 'utf8');

test('a run in packed parts has the same metrics.csv, sends nothing again, and is merged and used again like any', async () => {
  const parts = { bytes: 8_000, compress: true };
  await runs('parts', { parts });
  const files = readdirSync(join(home, 'parts')).filter((name) => name.startsWith('completions.'));
  expect(files.length).toBeGreaterThan(1);
  expect(files.filter((name) => !name.endsWith('.gz'))).toEqual(['completions.csv']);
  expect(metrics('parts')).toBe(metrics('whole'));

  let settled = 0;
  const again = await runs('parts', {
    parts,
    onEvent({ type }) {
      if (type === 'settled') settled++;
    },
  });
  expect([settled, again.manifest.status]).toEqual([0, 'complete']);

  const suite = await openSuite(undefined, {
    probe: ['decision-hiring'],
    limit: 56,
    model: ['simulated:parrot?id=parrot'],
  });
  await mergeRuns(suite, [{ folder: join(home, 'parts'), manifest: whole.manifest }], {
    out: join(home, 'merged'),
    command: 'test',
    accounts: unlimitedAccounts(),
  });
  expect(metrics('merged')).toBe(metrics('whole'));

  const reused = await runs('reused', { reuse: join(home, 'parts') });
  const rows: boolean[] = [];
  for await (const batch of readCompletions(join(home, 'reused', 'completions.csv')))
    rows.push(...batch.map(({ cached }) => cached));
  expect(new Set(rows)).toEqual(new Set([true]));
  expect(reused.manifest.models[0]?.answered).toBe(whole.manifest.models[0]?.answered);
});
