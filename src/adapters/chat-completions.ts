import OpenAI from 'openai';
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
import { withRates } from './rate-reading.js';

/** Milliseconds, the longest that a timer can be set to: the runner's signal is the only time-out. */
const NO_TIMEOUT = 2 ** 31 - 1;

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
  // The SDK reads several environment variables (further headers, organisation, another key) and would send them to
  // any server. So the headers are these, whatever the SDK makes of its surroundings.
  const headers: Readonly<Record<string, string>> = {
    accept: 'application/json',
    'content-type': 'application/json',
    'user-agent': 'probity',
    ...(endpoint.secret === null ? {} : { authorization: `Bearer ${endpoint.secret}` }),
    ...(options.organization === null ? {} : { 'openai-organization': options.organization }),
    ...(options.project === null ? {} : { 'openai-project': options.project }),
  };
  const client = new OpenAI({
    baseURL: endpoint.url,
    // It insists on one, also for servers that take none.
    apiKey: endpoint.secret ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: NO_TIMEOUT,
    logLevel: 'off',
    fetch: async (url, init) => asResponse(await sendChecked(lean, String(url), init, headers)),
  });

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
    close: () => lean.close(),
  };
}
