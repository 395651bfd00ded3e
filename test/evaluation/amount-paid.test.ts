import { expect, test } from 'vitest';
import { admission } from '../../src/evaluation/collection/admission.js';
import { amountPaid } from '../../src/evaluation/collection/amount-paid.js';
import { COMPLETION_COLUMNS, completionRow } from '../../src/records/completion-row.js';
import { readCompletionRow, type StoredCompletion } from '../../src/records/stored-completion.js';
import { Spending } from '../../src/runner/spending.js';
import { CONTEXT, exampleCollected } from '../records/completion-fixture.js';

const collected = exampleCollected({}, { inputTokens: null, outputTokens: null });
const stored = (
  change: Partial<Record<(typeof COMPLETION_COLUMNS)[number], string>> = {},
): StoredCompletion => {
  const cells = completionRow(CONTEXT, collected).map((cell) => String(cell ?? ''));
  for (const [place, column] of COMPLETION_COLUMNS.entries())
    cells[place] = change[column] ?? cells[place] ?? '';
  return readCompletionRow('completions.csv', 2, cells);
};

test('an answer without token counts counts after a restart for as much as it did before', async () => {
  const budget = { usd: 1e6, tokens: 1e9, requests: null };
  const spending = new Spending(budget, { usd: 0, tokens: 0, requests: 0 });
  // Of a model only its price matters here.
  const model = { price: CONTEXT.price } as Parameters<typeof admission>[0];
  const permit = await admission(model, spending, () => {})(collected.request, new AbortController().signal);
  permit?.settle(collected.reply);
  const { tokens, usd } = amountPaid(stored(), CONTEXT.price);
  expect(tokens).toBeGreaterThan(0);
  expect(spending.state).toBe(`${tokens} of 1000000000 tokens used, ${usd.toFixed(4)} of 1000000 USD spent`);
});

test('what is known counts as it is: the cost of the row, or its tokens at the price of today', () => {
  const known = { input_tokens: '10', output_tokens: '5' };
  expect(amountPaid(stored({ ...known, cost_usd: '0.25' }), CONTEXT.price)).toEqual({
    usd: 0.25,
    tokens: 15,
  });
  expect(amountPaid(stored(known), CONTEXT.price)).toEqual({ usd: 20e-6, tokens: 15 });
  // Without a price there is no budget in USD.
  expect(amountPaid(stored(known), null)).toEqual({ usd: 0, tokens: 15 });
});

test('a refusal with a status cost nothing; of a timeout nobody knows, so each attempt counts the most', () => {
  const failed = { call_status: 'error', completion_text: '', attempts: '3' };
  expect(amountPaid(stored({ ...failed, error_code: 'rate_limited' }), CONTEXT.price)).toEqual({
    usd: 0,
    tokens: 0,
  });
  const once = amountPaid(stored(), CONTEXT.price);
  const lost = amountPaid(stored({ ...failed, error_code: 'timeout' }), CONTEXT.price);
  expect(lost.tokens).toBe(3 * once.tokens);
  expect(lost.usd).toBeCloseTo(3 * once.usd, 12);
});

test('a row whose prompt is withheld has no bound, so that no budget is taken to be kept', () => {
  expect(amountPaid(stored({ prompt_text: '' }), CONTEXT.price).usd).toBe(Number.POSITIVE_INFINITY);
});
