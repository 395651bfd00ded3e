import { AdapterError } from '../errors.js';
import type { Endpoint } from './endpoint.js';
import { type ErrorBody, readErrorBody } from './error-body.js';
import { readRates } from './rate-reading.js';
import { retryAfterMs } from './retry-after.js';
import { serverText } from './server-text.js';
import { TooManyRequests } from './too-many-requests.js';

/** An HTTP reply that is not a success. Its message is fixed: SDKs look for words in messages of errors. */
export class StatusFailure extends Error {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: string;

  constructor(status: number, headers: { get(name: string): string | null }, body: string) {
    super('reply without success');
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

/** Request parameters that a suite can change or leave out, by the names that providers call them. */
const PARAMETERS: Readonly<Record<string, string>> = {
  temperature: 'parameters: {temperature: null}',
  top_p: 'parameters: {top_p: null}',
  seed: 'parameters: {seed: null}',
  random_seed: 'parameters: {seed: null}',
  max_tokens: 'another parameters: {max_tokens}, or tokenLimitParameter: max_completion_tokens in options',
  max_completion_tokens: 'another parameters: {max_tokens}, or tokenLimitParameter: max_tokens in options',
  max_new_tokens: 'another parameters: {max_tokens}',
  logprobs: 'no logprobs in options',
  top_logprobs: 'no logprobs in options',
  reasoning_effort: 'another reasoning_effort in options',
};

const RATE_LIMITED = 'rate_limited';

interface Verdict {
  readonly code: string;
  readonly what: string;
  readonly retryable?: boolean;
  readonly fatal?: boolean;
}

/** What a reply without success means: which requests are worth sending again, and what the user must do. */
export function statusError(failure: StatusFailure, endpoint: Endpoint): AdapterError {
  const { status, headers } = failure;
  const body = readErrorBody(failure.body);
  const { code, what, retryable = false, fatal = false } = verdict(status, body, endpoint);
  const said = serverText(body.message, endpoint.secret);
  const requestId = headers.get('x-request-id') ?? headers.get('request-id');
  const id = requestId === null ? null : serverText(requestId, endpoint.secret);
  const message = `${endpoint.provider}:${endpoint.model}: HTTP ${status}, ${what}${said === '' ? '' : `: ${said}`}${id ? ` (request ${id})` : ''}`;
  const wait = retryable ? retryAfterMs(headers) : null;
  if (code === RATE_LIMITED)
    return new TooManyRequests(message, { requestId: id, retryAfterMs: wait, rates: readRates(headers) });
  return new AdapterError(message, { code, status, requestId: id, retryable, fatal, retryAfterMs: wait });
}

function verdict(status: number, body: ErrorBody, endpoint: Endpoint): Verdict {
  if (status === 429 && body.code === 'insufficient_quota')
    return { code: 'quota_exhausted', what: 'the account has no credit left', fatal: true };
  if (status === 429) return { code: RATE_LIMITED, what: 'too many requests', retryable: true };
  if (status === 408) return { code: 'timeout', what: 'the server ran out of time', retryable: true };
  if (status === 409) return { code: 'conflict', what: 'the server was busy with the same', retryable: true };
  if (status >= 500) return { code: 'server_error', what: 'the server failed', retryable: true };
  if (status === 401) return { code: 'unauthorized', what: refusedKey(endpoint), fatal: true };
  if (status === 402) return { code: 'quota_exhausted', what: 'the account has no credit left', fatal: true };
  if (status === 403)
    return {
      code: 'forbidden',
      what: `access to this model was refused; ${refusedKey(endpoint)}`,
      fatal: true,
    };
  if (status === 404)
    return {
      code: 'model_not_found',
      what: `no model "${endpoint.model}" at ${endpoint.url}; is the model name right, and does baseURL end as the provider documents it?`,
      fatal: true,
    };
  if (status >= 300 && status < 400)
    return {
      code: 'redirected',
      what: `${endpoint.url} sends elsewhere, and a key is never sent after a redirect; set baseURL to the final address`,
      fatal: true,
    };
  return badRequest(body, endpoint);
}

function badRequest(body: ErrorBody, endpoint: Endpoint): Verdict {
  if (body.code === 'model_not_found')
    return { code: 'model_not_found', what: `no model "${endpoint.model}"`, fatal: true };
  const name = namedParameter(body);
  if (name === null) return { code: 'bad_request', what: 'the request was refused' };
  return {
    code: 'unsupported_parameter',
    what: `this model does not take the parameter ${name} as sent; in the suite, set ${PARAMETERS[name]}`,
    fatal: true,
  };
}

/** The parameter that the server refuses: named in its own field, or in a text that says so. */
function namedParameter({ param, message }: ErrorBody): string | null {
  if (param !== null && param in PARAMETERS) return param;
  if (
    !/support|unknown|unrecognized|unexpected|invalid|extra|permitted|allowed|deprecated|cannot|must/i.test(
      message,
    )
  )
    return null;
  const words = new Set(message.match(/\w+/g));
  // A full context is the fault of one prompt, although the text also names max_tokens.
  if (words.has('context') || param === 'messages') return null;
  return Object.keys(PARAMETERS).find((name) => words.has(name)) ?? null;
}

function refusedKey({ keyVariable }: Endpoint): string {
  return keyVariable === null
    ? 'no key was sent: name the environment variable that holds it with apiKeyEnv'
    : `the key in ${keyVariable} was refused`;
}
