import type { Adapter } from './adapter.js';
import { adapterFailure, statusFailureIn } from './adapter-failure.js';
import { NO_LIKELIHOOD } from './ask-adapter.js';
import { filteredReply, readChatReply } from './chat-reply.js';
import { type ChatForm, chatParameters } from './chat-request.js';
import { asResponse, sendChecked } from './checked-fetch.js';
import { echoParameters, lacksEcho, readEcho } from './echo-logprobs.js';
import type { Endpoint } from './endpoint.js';
import { readErrorBody } from './error-body.js';
import { openLeanFetch } from './lean-fetch.js';
import { withLinkedSignal } from './linked-signal.js';
import { openBatches } from './openai-batches.js';
import { openClient, requestHeaders } from './openai-client.js';
import { withRates } from './rate-reading.js';

/** Opens one model behind OpenAI's chat completions interface. */
export function openChatCompletions(
  endpoint: Endpoint,
  options: ChatForm & {
    readonly concurrency: number;
    readonly organization: string | null;
    readonly project: string | null;
  },
): Adapter {
  const lean = openLeanFetch({ concurrency: options.concurrency });
  const who = requestHeaders(endpoint, options);
  const headers = { ...who, 'content-type': 'application/json' };
  const client = openClient(endpoint, async (url, init) =>
    asResponse(await sendChecked(lean, String(url), init, headers)),
  );

  return {
    provider: endpoint.provider,
    model: endpoint.model,
    host: new URL(endpoint.url).host,
    async complete(request, signal) {
      const { messages, labels } = request.prompt;
      const { parameters, notSettable } = chatParameters(request, options);
      const asked = { labels, logprobs: options.logprobs, notSettable };
      return withLinkedSignal(signal, async (linked) => {
        try {
          const body = { model: endpoint.model, messages: [...messages], ...parameters };
          const response = await client.chat.completions.create(body, { signal: linked }).asResponse();
          return withRates(readChatReply(await response.text(), asked, endpoint), response.headers);
        } catch (error) {
          const failure = statusFailureIn(error);
          if (failure !== null && readErrorBody(failure.body).flagged) return filteredReply(notSettable);
          throw adapterFailure(error, endpoint);
        }
      });
    },
    logLikelihood: ({ prompt }, signal) =>
      withLinkedSignal(signal, async (linked) => {
        try {
          const body = echoParameters(endpoint.model, prompt);
          const response = await client.completions.create(body, { signal: linked }).asResponse();
          return withRates(readEcho(await response.text(), prompt, endpoint), response.headers);
        } catch (error) {
          const failure = statusFailureIn(error);
          if (failure !== null && lacksEcho(failure)) return NO_LIKELIHOOD;
          throw adapterFailure(error, endpoint);
        }
      }),
    batches: openBatches(endpoint, options, who),
    close: () => lean.close(),
  };
}
