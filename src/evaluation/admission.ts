import type { Request } from '../adapters/adapter.js';
import { costOf } from '../records/completion-row.js';
import type { Admission, AttemptOutcome } from '../runner/permit.js';
import type { RateLimiter } from '../runner/rate-limiter.js';
import type { Spending } from '../runner/spending.js';
import type { SuiteModel } from '../suites/suite.js';

/** Tokens that a chat template adds around one message, at most. */
const TEMPLATE_TOKENS = 16;

/** Makes every attempt of a model wait for its place in the budget and then for its turn at the provider's rate.
 *  @param onRefused told when the budget holds something back */
export function admission(
  { price }: SuiteModel,
  spending: Spending,
  limiter: RateLimiter | null,
  onRefused: () => void,
): Admission {
  return async (request, signal) => {
    const most = mostTokens(request);
    const mostUsd = price ? (costOf(price, most.input, most.output) ?? 0) : 0;
    const reservation = await spending.reserve(mostUsd, signal);
    if (reservation === null) {
      if (!signal.aborted) onRefused();
      return null;
    }
    const share = limiter ? await limiter.take(most.likelyInput + most.output, signal) : null;
    return {
      settle(outcome) {
        share?.settle(tokensUsed(outcome));
        reservation.settle(usdOf(outcome, price));
      },
    };
  };
}

/** A token is a byte at least in every byte-level tokenizer, and about four letters of English. */
function mostTokens({ prompt, sampling }: Request): { input: number; likelyInput: number; output: number } {
  let bytes = 0;
  for (const { content } of prompt.messages) bytes += Buffer.byteLength(content);
  const template = prompt.messages.length * TEMPLATE_TOKENS;
  return {
    input: bytes + template,
    likelyInput: Math.ceil(bytes / 4) + template,
    output: sampling.maxTokens,
  };
}

function tokensUsed(outcome: AttemptOutcome): number | null {
  if (outcome === 'free') return 0;
  if (outcome === 'unknown') return null;
  const { inputTokens, outputTokens } = outcome;
  return inputTokens === null || outputTokens === null ? null : inputTokens + outputTokens;
}

/** null: not known, so the most counts. */
function usdOf(outcome: AttemptOutcome, price: SuiteModel['price']): number | null {
  if (outcome === 'free' || price === null) return 0;
  return outcome === 'unknown' ? null : costOf(price, outcome.inputTokens, outcome.outputTokens);
}
