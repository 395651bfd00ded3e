import {
  chatCompletion,
  INFERENCE_PROVIDERS,
  type InferenceProvider,
  setLogger,
  textGeneration,
} from '@huggingface/inference';
import { UsageError } from '../errors.js';
import type { Adapter, Request } from './adapter.js';
import { adapterFailure, statusFailureIn } from './adapter-failure.js';
import { filteredReply, readChatReply } from './chat-reply.js';
import { asResponse, sendChecked } from './checked-fetch.js';
import type { Endpoint } from './endpoint.js';
import { readErrorBody } from './error-body.js';
import { type LeanFetch, openLeanFetch } from './lean-fetch.js';
import { LeanHeaders } from './lean-response.js';
import { withLinkedSignal } from './linked-signal.js';
import { withRates } from './rate-reading.js';

/** The most that Text Generation Inference allows. */
const TOP_LOGPROBS = 5;

interface HuggingFaceOptions {
  readonly concurrency: number;
  readonly task: 'chat-completion' | 'text-generation';
  readonly logprobs: boolean;
  /** One of the SDK's providers; null: the router chooses. */
  readonly inferenceProvider: string | null;
  readonly ownEndpoint: boolean;
}

/** Opens one model at Hugging Face.
 *  @throws UsageError for an unknown provider, or for one beside an own endpoint */
export function openHuggingFace(endpoint: Endpoint, options: HuggingFaceOptions): Adapter {
  const provider = knownProvider(endpoint, options);
  const lean = openLeanFetch({ concurrency: options.concurrency });
  // It would write to standard output, which belongs to `--json`.
  setLogger({ debug() {}, info() {}, warn() {}, error() {}, log() {} });
  const place = {
    model: endpoint.model,
    ...(endpoint.secret === null ? {} : { accessToken: endpoint.secret }),
    ...(options.ownEndpoint ? { endpointUrl: endpoint.url } : {}),
    ...(provider === null ? {} : { provider }),
  };
  const isChat = options.task === 'chat-completion';
  // A text completion carries its log-probabilities in another form.
  const notSettable = options.logprobs && !isChat ? ['logprobs'] : [];

  return {
    provider: endpoint.provider,
    model: endpoint.model,
    host: new URL(endpoint.url).host,
    async complete(request, signal) {
      const asked = { labels: request.prompt.labels, logprobs: options.logprobs && isChat, notSettable };
      return withLinkedSignal(signal, async (linked) => {
        const capture = capturingFetch(lean);
        const transport = { fetch: capture.fetch, signal: linked, retry_on_error: false };
        try {
          if (isChat) await chatCompletion({ ...place, ...chatArguments(request, options) }, transport);
          else await textGeneration({ ...place, ...generationArguments(request) }, transport);
        } catch (error) {
          const failure = statusFailureIn(error);
          if (failure !== null && readErrorBody(failure.body).flagged) return filteredReply(notSettable);
          // The SDK's opinion of a reply that came is not asked: the reply is read below.
          if (capture.last() === null) throw adapterFailure(error, endpoint);
        }
        const { body, headers } = capture.last() ?? NOTHING;
        return withRates(readChatReply(body, asked, endpoint), headers);
      });
    },
    close: () => lean.close(),
  };
}

function chatArguments({ prompt, sampling }: Request, { logprobs }: HuggingFaceOptions) {
  return {
    messages: prompt.messages.map(({ role, content }) => ({ role, content })),
    max_tokens: sampling.maxTokens,
    ...(sampling.temperature === null ? {} : { temperature: sampling.temperature }),
    ...(sampling.topP === null ? {} : { top_p: sampling.topP }),
    ...(sampling.seed === null ? {} : { seed: sampling.seed }),
    ...(logprobs ? { logprobs: true, top_logprobs: TOP_LOGPROBS } : {}),
  };
}

/** A base model has no roles: it gets the contents, one after the other. */
function generationArguments({ prompt, sampling }: Request) {
  return {
    inputs: prompt.messages.map(({ content }) => content).join('\n\n'),
    parameters: {
      max_new_tokens: sampling.maxTokens,
      ...(sampling.temperature === null ? {} : { temperature: sampling.temperature }),
      ...(sampling.topP === null ? {} : { top_p: sampling.topP }),
      ...(sampling.seed === null ? {} : { seed: sampling.seed }),
    },
  };
}

const NOTHING = { body: '', headers: new LeanHeaders({}) };

/** A fetch for one request that keeps the last reply to a POST: the SDK hands on the text alone, without
 *  the finish reason, the usage and the model. */
function capturingFetch(lean: LeanFetch) {
  let last: { readonly body: string; readonly headers: LeanHeaders } | null = null;
  const send: typeof fetch = async (url, init) => {
    const headers = Object.fromEntries(new Headers(init?.headers));
    const response = await sendChecked(lean, String(url), init, headers);
    const text = await response.text();
    if (init?.method === 'POST') last = { body: text, headers: response.headers };
    return asResponse(response);
  };
  return { fetch: send, last: () => last };
}

function knownProvider(endpoint: Endpoint, options: HuggingFaceOptions): InferenceProvider | null {
  const asked = options.inferenceProvider;
  if (asked === null) return null;
  if (options.ownEndpoint)
    throw new UsageError(`huggingface:${endpoint.model}: baseURL and the option provider exclude each other`);
  const known = INFERENCE_PROVIDERS.find((name) => name === asked);
  if (known === undefined)
    throw new UsageError(
      `huggingface:${endpoint.model}: expected the option provider to be one of ${INFERENCE_PROVIDERS.join(', ')}, got "${asked}"`,
    );
  return known;
}
