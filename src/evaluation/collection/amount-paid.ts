import { join } from 'node:path';
import { type CompletionLedger, type PaidAmount, readLedger } from '../../records/completion-ledger.js';
import { costOf, type Price } from '../../records/completion-row.js';
import type { StoredCompletion } from '../../records/stored-completion.js';
import { mostTokens } from '../../runner/most-tokens.js';
import type { Suite, SuiteModel } from '../../suites/suite.js';
import { paidByScorers } from '../scoring/scorer-accounts.js';

/** Codes of failures after which nobody knows whether the provider charged: nothing came back, or nothing that can be
 *  read. A refusal with a status is not charged. */
const MAY_BE_CHARGED: readonly (string | null)[] = ['timeout', 'connection', 'bad_reply'];

/** What a row of an earlier start counts for in the budget: what it cost, and where that is not known the most that it may
 *  have cost, as it counted while that start was under way. Attempts before the last one of an answer are not told apart
 *  there and count as requests only.
 *  @param price null: not told, so that there is no budget in USD */
export function amountPaid(row: StoredCompletion, price: Price | null): Omit<PaidAmount, 'requests'> {
  const isFailure = row.status === 'error';
  if (isFailure && !MAY_BE_CHARGED.includes(row.errorCode)) return { usd: 0, tokens: 0 };
  const most = mostOf(row);
  const input = row.inputTokens ?? most.input;
  const output = row.outputTokens ?? most.output;
  const usd = row.costUsd ?? costOf(price, input, output) ?? 0;
  const times = isFailure ? row.attempts : 1;
  return { usd: times * usd, tokens: times * (input + output) };
}

/** What earlier starts of a run paid in a folder, scorers included: known before anything is sent, also to try out a judge.
 *  Not looked for where no budget counts it.
 *  @throws as `readLedger` */
export async function paidBefore(suite: Suite, folder: string, runId: string): Promise<PaidAmount> {
  if (Object.values(suite.budget).every((cap) => cap === null)) return { usd: 0, tokens: 0, requests: 0 };
  const run = { runId, suite: suite.name };
  const { paid } = await readPaidLedger(join(folder, 'completions.csv'), run, suite.models);
  const scorers = paidByScorers(folder, runId);
  return {
    usd: paid.usd + scorers.usd,
    tokens: paid.tokens + scorers.tokens,
    requests: paid.requests + scorers.requests,
  };
}

/** The ledger of an earlier start, with what counts in the budget of these models.
 *  @throws as `readLedger` */
function readPaidLedger(
  path: string,
  run: { readonly runId: string; readonly suite: string },
  models: readonly SuiteModel[],
): Promise<CompletionLedger> {
  const prices = new Map(models.map(({ id, price }) => [id, price]));
  return readLedger(path, run, (row) => amountPaid(row, prices.get(row.model) ?? null));
}

/** Without the prompt or the longest reply nothing bounds what was paid. */
function mostOf({ promptText, maxTokens }: StoredCompletion): {
  readonly input: number;
  readonly output: number;
} {
  // Messages are joined by an empty line: there may be fewer, never more.
  const messages = promptText?.split('\n\n').map((content) => ({ role: 'user' as const, content })) ?? null;
  const output = maxTokens ?? Number.POSITIVE_INFINITY;
  if (messages === null) return { input: Number.POSITIVE_INFINITY, output };
  return { input: mostTokens({ prompt: { messages }, sampling: { maxTokens: 0 } }).input, output };
}
