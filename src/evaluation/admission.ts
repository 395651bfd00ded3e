import { costOf } from '../records/completion-row.js';
import { mostTokens } from '../runner/most-tokens.js';
import type { Admission, AttemptOutcome } from '../runner/permit.js';
import type { Spending } from '../runner/spending.js';
import type { SuiteModel } from '../suites/suite.js';

/** Makes every attempt of a model wait for its place in the budget.
 *  @param onRefused told when the budget holds something back */
export function admission({ price }: SuiteModel, spending: Spending, onRefused: () => void): Admission {
  return async (request, signal) => {
    const most = mostTokens(request);
    const mostUsd = price ? (costOf(price, most.input, most.output) ?? 0) : 0;
    const reservation = await spending.reserve(mostUsd, signal);
    if (reservation === null) {
      if (!signal.aborted) onRefused();
      return null;
    }
    return { settle: (outcome) => reservation.settle(usdOf(outcome, price)) };
  };
}

/** null: not known, so the most counts. */
function usdOf(outcome: AttemptOutcome, price: SuiteModel['price']): number | null {
  if (outcome === 'free' || price === null) return 0;
  return outcome === 'unknown' ? null : costOf(price, outcome.inputTokens, outcome.outputTokens);
}
