import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { COMPLETION_COLUMNS, completionId, completionRow } from '../../src/records/completion-row.js';
import { formatRow } from '../../src/records/csv-row.js';
import { PaidCompletions } from '../../src/records/paid-completions.js';
import { exampleRequest } from '../adapters/prompt-fixture.js';
import { CONTEXT, exampleCollected } from './completion-fixture.js';

const folder = mkdtempSync(join(tmpdir(), 'probity-paid-'));
const path = join(folder, 'completions.csv');
afterAll(() => rmSync(folder, { recursive: true }));

async function paidBy(rows: readonly ReturnType<typeof exampleCollected>[], lineEnd = '\n') {
  const text = [[...COMPLETION_COLUMNS], ...rows.map((row) => completionRow(CONTEXT, row))]
    .map(formatRow)
    .join('');
  writeFileSync(path, `\ufeff${text.replace(/\n$/u, lineEnd)}`);
  return PaidCompletions.open(path);
}

test('an answer is found by model, messages, sampling parameters and sample, whatever the item is called', async () => {
  const hard = 'two\nlines, "quoted" 🙂';
  const paid = await paidBy([
    exampleCollected({ text: 'one' }, { text: 'first' }),
    exampleCollected({ text: 'two' }, { text: hard, notSettable: ['seed', 'top_p'] }),
    exampleCollected({ text: 'three' }, { text: 'third' }),
  ]);
  const found = paid.find('candidate', exampleRequest({ text: 'two', itemId: 'renamed' }));
  expect(found).toMatchObject({
    reused: { costUsd: 20e-6 },
    reply: { text: hard, notSettable: ['seed', 'top_p'] },
  });
  expect(found?.request.prompt.item.id).toBe('renamed');
  expect(paid.find('candidate', exampleRequest({ text: 'one' }))?.reply?.text).toBe('first');
  expect(paid.find('candidate', exampleRequest({ text: 'three' }))?.reply?.text).toBe('third');
  paid.close();
});

test('a request that differs in anything that is sent is not found', async () => {
  const paid = await paidBy([exampleCollected({ text: 'one' })]);
  const other: Parameters<typeof exampleRequest>[0][] = [
    { text: 'one ' },
    { text: 'one', system: 'Be brief.' },
    { text: 'one', sampleIndex: 1 },
    { text: 'one', sampling: { temperature: 0.5 } },
    { text: 'one', sampling: { temperature: null } },
    { text: 'one', sampling: { topP: 1 } },
    { text: 'one', sampling: { maxTokens: 17 } },
    { text: 'one', sampling: { seed: 8 } },
  ];
  for (const parts of other) expect(paid.find('candidate', exampleRequest(parts))).toBeNull();
  expect(paid.find('another', exampleRequest({ text: 'one' }))).toBeNull();
  expect(paid.find('candidate', exampleRequest({ text: 'one' }))).not.toBeNull();
  paid.close();
});

test('an answer that was cut off is not taken over, nor one whose row is torn', async () => {
  const paid = await paidBy(
    [exampleCollected({ text: 'one' }, { status: 'truncated' }), exampleCollected({ text: 'two' })],
    '',
  );
  expect(paid.find('candidate', exampleRequest({ text: 'one' }))).toBeNull();
  expect(paid.find('candidate', exampleRequest({ text: 'two' }))).toBeNull();
  paid.close();
});

test('probabilities of labels come along with the answer that they belong to', async () => {
  const answer = exampleCollected({ text: 'one' });
  (await paidBy([answer])).close();
  const id = completionId(CONTEXT.model, answer.request.prompt, 0);
  const paid = await PaidCompletions.open(path, new Map([[id, { A: 0.75, B: 0.25 }]]));
  const found = paid.find('candidate', exampleRequest({ text: 'one', itemId: 'renamed' }));
  expect(found?.reply?.labelProbabilities).toEqual({ A: 0.75, B: 0.25 });
  paid.close();
});
