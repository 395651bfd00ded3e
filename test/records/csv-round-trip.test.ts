import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { type Cell, formatRow } from '../../src/records/csv-row.js';
import { readOwnCsv } from '../../src/records/own-csv.js';
import { readCsv } from '../../src/records/read-csv.js';

const folder = mkdtempSync(join(tmpdir(), 'probity-csv-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

async function readBack(text: string | Buffer, end?: number): Promise<string[][]> {
  const path = join(folder, `${files++}.csv`);
  writeFileSync(path, text);
  const records: string[][] = [];
  for await (const batch of readCsv(path, end === undefined ? {} : { end })) records.push(...batch);
  return records;
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', '\u0000', '\ufeff', "'", 'é', '🙂', '=', ' ') }),
);
const anyCell: fc.Arbitrary<Cell> = fc.oneof(
  anyText,
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const asRead = (cell: Cell) => {
  if (cell === null) return '';
  return Object.is(cell, -0) ? '0' : String(cell);
};
async function readAll(path: string): Promise<string[][]> {
  const records: string[][] = [];
  for await (const batch of readOwnCsv(path)) records.push(...batch);
  return records;
}

/** Half of a surrogate pair has no encoding. */
const asReadOwn = (cell: Cell) => asRead(cell).toWellFormed();

test('whatever a row holds is read back, whichever cells stand beside it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(anyCell, anyCell, anyCell), { minLength: 1, maxLength: 8 }),
      async (rows) => {
        // A byte order mark at the very start of a file is none of its text.
        const header = ['first', 'second', 'third'];
        const read = await readBack([header, ...rows].map(formatRow).join(''));
        expect(read).toEqual([header, ...rows.map((row) => row.map(asRead))]);
      },
    ),
    { numRuns: 300 },
  );
});

test('the reader of our own files reads the same, also where a record goes over the end of what is read at once', async () => {
  const filler = fc.constantFrom('x'.repeat(30_000), 'é"\n,'.repeat(8_000), '');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(anyCell, filler, anyCell, anyCell), { minLength: 1, maxLength: 8 }),
      async (rows) => {
        // One of two rows is the same in most fields as the one before it.
        const all = rows.flatMap((row) => [row, [row[0], row[1], 'x', row[3]]]);
        const path = join(folder, `${files++}.csv`);
        writeFileSync(path, all.map(formatRow).join(''));
        expect(await readAll(path)).toEqual(all.map((row) => row.map(asReadOwn)));
      },
    ),
    { numRuns: 100 },
  );
});

test('our own file that ends within a record, or goes on after a closing quote, is refused', async () => {
  for (const text of ['a,b\n1,"2\n', 'a,b\n1,2', 'a,b\n"1"2,3\n', 'a,b\n1,"2"']) {
    const path = join(folder, `${files++}.csv`);
    writeFileSync(path, text);
    await expect(readAll(path)).rejects.toMatchObject({ code: 'unreadable', exitCode: 2 });
  }
});

test('every finite number is written in its shortest form and comes back as the same number', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
      expect(Number(formatRow([number]))).toBe(number === 0 ? 0 : number);
    }),
  );
  expect(formatRow([0.1, 1e21, 1e-7, -0])).toBe('0.1,1e+21,1e-7,0\n');
});

test('a number that is not finite is refused, for an undefined figure is null', () => {
  for (const number of [Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => formatRow([number])).toThrow(RangeError);
});

test('an empty text differs from null in the file', () => {
  expect(formatRow(['', null])).toBe('"",\n');
});

test('half a surrogate pair is kept as U+FFFD, since UTF-8 has no form for it', async () => {
  const read = await readBack(
    Buffer.from(formatRow(['a \ud800 b', '\udfff', '\ud83d\ude42', 'x\ud83d']), 'utf8'),
  );
  expect(read).toEqual([['a \ufffd b', '\ufffd', '🙂', 'x\ufffd']]);
});

test.each([
  ['a byte order mark', '\ufeffa,b\n1,2\n'],
  ['CRLF line ends', 'a,b\r\n1,2\r\n'],
  ['CRLF line ends and rows that were appended with LF', 'a,b\r\n1,2\n'],
  ['LF line ends and a last line without one', 'a,b\n1,2'],
  ['empty lines', 'a,b\n\n1,2\n\r\n'],
])('a file with %s is read', async (_, text) => {
  expect(await readBack(text)).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ]);
});

test('only the bytes asked for are read', async () => {
  expect(await readBack('a,b\n1,2\n"torn', 8)).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ]);
  expect(await readBack('"torn', 0)).toEqual([]);
});

test('a file that is no CSV or is not there is refused with its name', async () => {
  await expect(readBack('a,"b\n')).rejects.toMatchObject({ code: 'unreadable', exitCode: 2 });
  const absent = readCsv(join(folder, 'absent.csv'));
  await expect(absent.next()).rejects.toThrow(/absent\.csv cannot be read/);
});
