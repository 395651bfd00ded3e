import { costOf, costOfReply } from '../../records/completion-row.js';
import { mostTokens } from '../../runner/most-tokens.js';
import type { Admission, AttemptOutcome } from '../../runner/permit.js';
import type { Spending } from '../../runner/spending.js';
import type { SuiteModel } from '../../suites/suite.js';

/** Makes every attempt of a model wait for its place in the budget.
 *  @param onRefused told when the budget holds something back */
export function admission({ price }: SuiteModel, spending: Spending, onRefused: () => void): Admission {
  return async (request, signal) => {
    const { input, output } = mostTokens(request);
    const most = { usd: price ? (costOf(price, input, output) ?? 0) : 0, tokens: input + output };
    const reservation = await spending.reserve(most, signal);
    if (reservation === null) {
      if (!signal.aborted) onRefused();
      return null;
    }
    return { settle: (outcome) => reservation.settle(usedBy(outcome, price)) };
  };
}

/** null: not known, so the most counts. */
function usedBy(
  outcome: AttemptOutcome,
  price: SuiteModel['price'],
): { readonly usd: number | null; readonly tokens: number | null } {
  if (outcome === 'free') return { usd: 0, tokens: 0 };
  if (outcome === 'unknown') return { usd: price === null ? 0 : null, tokens: null };
  const { inputTokens, outputTokens } = outcome;
  return {
    usd: price === null ? 0 : costOfReply(price, outcome),
    tokens: inputTokens === null || outputTokens === null ? null : inputTokens + outputTokens,
  };
}
