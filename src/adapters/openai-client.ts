import OpenAI from 'openai';
import type { Endpoint } from './endpoint.js';

/** Milliseconds, the longest that a timer can be set to: the runner's signal is the only time-out. */
const NO_TIMEOUT = 2 ** 31 - 1;

/** Who asks: the headers of every request, whatever the SDK makes of its surroundings. It reads several environment
 *  variables (further headers, organisation, another key) and would send them to any server. */
export function requestHeaders(
  endpoint: Endpoint,
  options: { readonly organization: string | null; readonly project: string | null },
): Readonly<Record<string, string>> {
  return {
    accept: 'application/json',
    'user-agent': 'probity',
    ...(endpoint.secret === null ? {} : { authorization: `Bearer ${endpoint.secret}` }),
    ...(options.organization === null ? {} : { 'openai-organization': options.organization }),
    ...(options.project === null ? {} : { 'openai-project': options.project }),
  };
}

/** The official SDK with nothing of its own: no retries, no time-out, no words on the terminal, our fetch. */
export function openClient(endpoint: Endpoint, fetch: typeof globalThis.fetch): OpenAI {
  return new OpenAI({
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
    fetch,
  });
}
