import type { Adapter, AdapterDefinition, ModelSettings, Request } from '../../adapters/adapter.js';
import { StatusFailure } from '../../adapters/status-failure.js';
import { AdapterError } from '../../errors.js';
import { CassetteWriter, type Json } from '../../records/cassette.js';
import { outcomeOf, outcomeOfFailure } from './recorded-outcome.js';

/** What stands between a run and the world: nothing, a recording of all that is said, or the recording alone. */
export interface Tape {
  /** The environment in which models and services are opened. */
  environment(actual: Environment): Environment;
  /** An adapter whose models speak through the tape. */
  adapter(definition: AdapterDefinition): AdapterDefinition;
  /** The fetch of a scorer's service. */
  fetch(send: typeof fetch): typeof fetch;
  /** @throws RecordError when the recording could not be kept */
  close(): Promise<void>;
}

export type Environment = Readonly<Record<string, string | undefined>>;

export const NO_TAPE: Tape = {
  environment: (actual) => actual,
  adapter: (definition) => definition,
  fetch: (send) => send,
  close: () => Promise.resolve(),
};

/** Adds every answer to a cassette. What failed on its way is no answer; a refusal by the provider's filter is one,
 *  and so is a request that the server finds wrong.
 *  @throws RecordError when the file cannot be read or written */
export async function recordTo(path: string): Promise<Tape> {
  const cassette = await CassetteWriter.open(path);
  return {
    environment: (actual) => actual,
    adapter: (definition) =>
      wrapAdapter(definition, (asked, send) => async (request, signal) => {
        const entry = asked(request);
        try {
          const reply = await send(request, signal);
          cassette.append(entry, outcomeOf(reply));
          return reply;
        } catch (error) {
          const isFinal = error instanceof AdapterError && !error.retryable && !error.fatal;
          if (isFinal && error.status !== null) cassette.append(entry, outcomeOfFailure(error));
          throw error;
        }
      }),
    fetch: (send) => async (url, init) => {
      const entry = exchangeOf(url, init);
      const response = await send(url, init);
      const text = await response.text();
      if (!response.ok) throw new StatusFailure(response.status, response.headers, text);
      cassette.append(entry, { status: response.status, text });
      return new Response(text, { status: response.status, headers: JSON_BODY });
    },
    close: () => cassette.close(),
  };
}

export const JSON_BODY = { 'content-type': 'application/json' };

type Send = Adapter['complete'];

/** An adapter each of whose calls passes through `through`, which is given what a request asks. */
export function wrapAdapter(
  definition: AdapterDefinition,
  through: (asked: (request: Request) => Json, send: Send) => Send,
): AdapterDefinition {
  return {
    ...definition,
    async open(settings, environment) {
      const adapter = await definition.open(settings, environment);
      const { logLikelihood } = adapter;
      const asked = (call: string) => (request: Request) => describeRequest(call, request, settings, adapter);
      return {
        provider: adapter.provider,
        model: adapter.model,
        ...(adapter.host !== undefined && { host: adapter.host }),
        // Of a class, perhaps: its methods need their own object.
        ...(adapter.planted && { planted: adapter.planted.bind(adapter) }),
        ...(adapter.close && { close: adapter.close.bind(adapter) }),
        complete: through(asked('complete'), (request, signal) => adapter.complete(request, signal)),
        ...(logLikelihood && {
          logLikelihood: through(asked('log_likelihood'), (request, signal) =>
            logLikelihood.call(adapter, request, signal),
          ),
        }),
      };
    },
  };
}

/** All that an answer depends on, and nothing of where the request stands in a run. */
function describeRequest(
  call: string,
  { prompt, sampling, sampleIndex }: Request,
  settings: ModelSettings,
  adapter: Adapter,
): Json {
  return {
    call,
    adapter: settings.adapter,
    model: adapter.model,
    host: adapter.host ?? null,
    messages: prompt.messages.map(({ role, content }) => ({ role, content })),
    parameters: {
      temperature: sampling.temperature,
      top_p: sampling.topP,
      max_tokens: sampling.maxTokens,
      seed: sampling.seed,
    },
    options: settings.options,
    sample_index: sampleIndex,
    ...(prompt.countedSpans && { counted_spans: prompt.countedSpans.map(([start, end]) => [start, end]) }),
  };
}

/** What a scorer's service is asked; a query may hold a key, and headers do. */
export function exchangeOf(url: Parameters<typeof fetch>[0], init: Parameters<typeof fetch>[1]): Json {
  const { origin, pathname } = new URL(String(url));
  const body = typeof init?.body === 'string' ? init.body : null;
  return { call: init?.method ?? 'GET', url: origin + pathname, body };
}
