import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { amountPaid } from '../../src/evaluation/collection/amount-paid.js';
import { readLedger } from '../../src/records/completion-ledger.js';
import { COMPLETION_COLUMNS } from '../../src/records/completion-row.js';
import { formatRow } from '../../src/records/csv-row.js';
import { Journal, PART_BYTES } from '../../src/records/journal.js';
import { readCompletions, type StoredCompletion } from '../../src/records/stored-completion.js';
import { wholeRecords } from '../../src/records/whole-records.js';
import { CONTEXT, exampleRow } from './completion-fixture.js';

const folder = mkdtempSync(join(tmpdir(), 'probity-journal-'));
const path = join(folder, 'completions.csv');
const RUN = { runId: 'run-1', suite: 'test' };
const OPTIONS = { partBytes: PART_BYTES, onFailure() {} };
const HEADER = formatRow(COMPLETION_COLUMNS);
beforeEach(() => rmSync(path, { force: true }));
afterAll(() => rmSync(folder, { recursive: true }));

/** As a start of a run does it: read what is there, cut off what is torn, append. */
async function goOn(rows: readonly (readonly [string, string])[]): Promise<number> {
  const { end, answered } = await readLedger(path, RUN);
  const journal = new Journal(path, end, OPTIONS);
  for (const [item, text] of rows) journal.append(exampleRow(item, text));
  journal.close();
  return answered.size;
}

async function texts(): Promise<(string | null)[]> {
  const found: (string | null)[] = [];
  for await (const batch of readCompletions(path)) found.push(...batch.map(({ text }) => text));
  return found;
}

const HARD_TEXT = 'first "quoted", line\nsecond 🙂 é\r\n\u0000 end';

const paidFor = (row: StoredCompletion) => amountPaid(row, CONTEXT.price);

describe('the journal', () => {
  test('a row is in the file before the next turn of the event loop', async () => {
    const journal = new Journal(path, 0, OPTIONS);
    journal.append(exampleRow('item-1', 'one'));
    journal.append(exampleRow('item-2', 'two'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(await texts()).toEqual(['one', 'two']);
    journal.close();
  });

  test('a last row cut at any byte is cut off, and all rows before it stay byte for byte', async () => {
    const before =
      HEADER + formatRow(exampleRow('item-1', HARD_TEXT)) + formatRow(exampleRow('item-2', 'plain'));
    const last = Buffer.from(formatRow(exampleRow('item-3', HARD_TEXT)), 'utf8');
    for (let bytes = 0; bytes < last.length; bytes++) {
      writeFileSync(path, Buffer.concat([Buffer.from(before), last.subarray(0, bytes)]));
      expect(await goOn([['item-3', 'again']])).toBe(2);
      const after = readFileSync(path, 'utf8');
      expect(after.startsWith(before)).toBe(true);
      expect(await texts()).toEqual([HARD_TEXT, 'plain', 'again']);
    }
  });

  test('a file cut at any byte of any text goes on with whole rows only', async () => {
    const text = fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a', 'é', '🙂', '\u0000') });
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { maxLength: 4 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (all, at) => {
          const rows = all.map((one, index) => formatRow(exampleRow(`item-${index}`, one)));
          const whole = Buffer.from(HEADER + rows.join(''));
          const cut = Math.floor(at * whole.length);
          writeFileSync(path, whole.subarray(0, cut));
          const kept = await goOn([['new', 'new']]);
          expect(await texts()).toEqual([...all.slice(0, kept), 'new']);
          const next = Buffer.byteLength(HEADER + rows.slice(0, kept + 1).join(''));
          // Nothing whole is lost: the first row that is not kept was torn.
          expect(kept === rows.length || next > cut).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('a block of zeros, as a power cut leaves it, is cut off', async () => {
    writeFileSync(path, HEADER + formatRow(exampleRow('item-1', 'one')));
    appendFileSync(path, Buffer.alloc(4096));
    expect(await goOn([['item-2', 'two']])).toBe(1);
    expect(await texts()).toEqual(['one', 'two']);
  });

  test.each([
    ['a byte order mark', (text: string) => `\ufeff${text}`],
    ['CRLF line ends', (text: string) => text.replaceAll('\n', '\r\n')],
  ])('a file that an editor gave %s goes on', async (_, edit) => {
    writeFileSync(path, edit(HEADER + formatRow(exampleRow('item-1', 'one'))));
    expect(await goOn([['item-2', 'two']])).toBe(1);
    expect(await texts()).toEqual(['one', 'two']);
  });

  test('holds room for the last answers while it is open, and gives it back', () => {
    const journal = new Journal(path, 0, OPTIONS);
    expect(existsSync(`${path}.reserve`)).toBe(true);
    journal.close();
    expect(existsSync(`${path}.reserve`)).toBe(false);
  });

  test('a folder that cannot be written is named', () => {
    expect(() => new Journal(join(folder, 'absent', 'completions.csv'), 0, OPTIONS)).toThrow(
      expect.objectContaining({ code: 'write_failed', exitCode: 4 }),
    );
  });
});

describe('the ledger', () => {
  test('counts answers, attempts and cost, and leaves failures to be sent again', async () => {
    expect(
      await goOn([
        ['item-1', 'one'],
        ['item-2', 'two'],
      ]),
    ).toBe(0);
    const failed = exampleRow('item-3', '');
    failed[COMPLETION_COLUMNS.indexOf('call_status')] = 'error';
    failed[COMPLETION_COLUMNS.indexOf('attempts')] = 8;
    appendFileSync(path, formatRow(failed));
    const ledger = await readLedger(path, RUN, paidFor);
    expect(ledger.paid.requests).toBe(10);
    expect(ledger.paid.usd).toBeCloseTo(2 * 20e-6, 15);
    expect(ledger.end).toBe(wholeRecords(path));
    expect(ledger.answered.size).toBe(2);
  });

  test('an answer that was taken over costs this run nothing', async () => {
    const cached = exampleRow('item-1', 'one');
    cached[COMPLETION_COLUMNS.indexOf('cached')] = true;
    writeFileSync(path, HEADER + formatRow(cached));
    expect((await readLedger(path, RUN, paidFor)).paid).toEqual({ usd: 0, tokens: 0, requests: 0 });
  });

  test.each([
    ['a wrong header', 'a,b\n1,2\n', /expected the header/],
    ['a file without any line that is not ours', 'my notes', /is no completions\.csv/],
    ['a row with too few fields', `${HEADER}1,2,3\n`, /record 2: expected 40 fields, got 3/],
    [
      'a row of another suite',
      HEADER + formatRow(exampleRow('i', 't', { runId: 'x', suite: 'other' })),
      /suite "other", not "test"/,
    ],
    [
      'a row of other settings',
      HEADER + formatRow(exampleRow('i', 't', { runId: 'x' })),
      /other probes, models or settings/,
    ],
  ])('%s is refused and the file left as it is', async (_, content, reason) => {
    writeFileSync(path, content);
    await expect(readLedger(path, RUN)).rejects.toThrow(reason);
    await expect(readLedger(path, RUN)).rejects.toMatchObject({ exitCode: 2 });
    expect(readFileSync(path, 'utf8')).toBe(content);
  });
});
