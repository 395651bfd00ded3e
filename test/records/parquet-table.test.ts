import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COMPLETION_COLUMNS } from '../../src/records/completion-row.js';
import { type Cell, formatRow } from '../../src/records/csv-row.js';
import { writeParquet } from '../../src/records/parquet-table.js';
import { readCsv } from '../../src/records/read-csv.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'probity-parquet-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HARD_TEXT = 'line one\nline "two", \u202eright to left\u202c, 👩🏽‍🚀, =1+1, \u0007';

function row(values: Partial<Record<(typeof COMPLETION_COLUMNS)[number], Cell>>): string {
  return formatRow(COMPLETION_COLUMNS.map((column) => values[column] ?? null));
}

async function query(sql: string): Promise<unknown[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(sql);
  const rows = reader.getRowObjectsJson();
  connection.closeSync();
  instance.closeSync();
  return rows;
}

test('DuckDB reads back every value with the type of its column', async () => {
  const csv = join(folder, 'completions.csv');
  const parquet = join(folder, 'completions.parquet');
  writeFileSync(
    csv,
    formatRow(COMPLETION_COLUMNS) +
      row({
        completion_id: 'one',
        sample_index: 3,
        temperature: 0.1,
        seed: 2 ** 52,
        cached: true,
        started_at: '2026-11-27T03:04:05.678Z',
        completion_text: HARD_TEXT,
      }) +
      row({ completion_id: 'two', cached: false }),
  );
  expect(await writeParquet(parquet, readCsv(csv))).toBe(2);
  expect(
    await query(
      `select completion_id, sample_index, temperature, seed, cached, started_at::varchar as started_at, completion_text
       from '${parquet}' order by completion_id`,
    ),
  ).toEqual([
    {
      completion_id: 'one',
      sample_index: '3',
      temperature: 0.1,
      seed: '4503599627370496',
      cached: true,
      started_at: '2026-11-27 03:04:05.678',
      completion_text: HARD_TEXT,
    },
    {
      completion_id: 'two',
      sample_index: null,
      temperature: null,
      seed: null,
      cached: false,
      started_at: null,
      completion_text: null,
    },
  ]);
});

test('rows beyond one row group are all there, in order', async () => {
  const csv = join(folder, 'items.csv');
  const parquet = join(folder, 'items.parquet');
  const rows = Array.from({ length: 60_001 }, (_, index) => `item-${index},${index}\n`);
  writeFileSync(csv, `item_id,ordinal\n${rows.join('')}`);
  expect(await writeParquet(parquet, readCsv(csv))).toBe(60_001);
  expect(
    await query(
      `select count(*) as n, sum(ordinal)::bigint as sum, count(distinct item_id) as ids from '${parquet}'`,
    ),
  ).toEqual([{ n: '60001', sum: String((60_000 * 60_001) / 2), ids: '60001' }]);
});

test('a field that is not of its type is refused with its record and column, and leaves no file', async () => {
  const csv = join(folder, 'broken.csv');
  const parquet = join(folder, 'broken.parquet');
  writeFileSync(csv, 'item_id,n_items\na,1\nb,1.5\n');
  await expect(writeParquet(parquet, readCsv(csv))).rejects.toThrow(
    `${parquet}: record 3 holds "1.5" in n_items, expected int`,
  );
  expect([existsSync(parquet), existsSync(`${parquet}.draft`)]).toEqual([false, false]);
});

test('a table with a header only becomes a table of no rows', async () => {
  const csv = join(folder, 'empty.csv');
  const parquet = join(folder, 'empty.parquet');
  writeFileSync(csv, 'item_id,n_items\n');
  expect(await writeParquet(parquet, readCsv(csv))).toBe(0);
  expect(await query(`select count(*) as n from '${parquet}'`)).toEqual([{ n: '0' }]);
});
