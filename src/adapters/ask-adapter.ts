import type { Adapter, Request } from './adapter.js';
import type { Reply } from './completion.js';

/** Asks for what the item is about: a completion, or the log-likelihood of an option. An adapter that cannot give
 *  log-likelihoods is not asked for anything else in their place: the reply is empty and says so. */
export function askAdapter(adapter: Adapter, request: Request, signal: AbortSignal): Promise<Reply> {
  if (request.prompt.item.task !== 'likelihood') return adapter.complete(request, signal);
  return adapter.logLikelihood?.(request, signal) ?? Promise.resolve(NO_LIKELIHOOD);
}

/** Nothing was sent, or the server gave no log-probabilities of the prompt. */
export const NO_LIKELIHOOD: Reply = {
  text: '',
  status: 'ok',
  finishReason: null,
  modelReturned: null,
  systemFingerprint: null,
  inputTokens: null,
  outputTokens: null,
  cachedTokens: null,
  notSettable: ['echo_logprobs'],
  labelProbabilities: null,
};
