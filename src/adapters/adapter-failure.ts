import { AdapterError } from '../errors.js';
import type { Endpoint } from './endpoint.js';
import { serverText } from './server-text.js';
import { StatusFailure, statusError } from './status-failure.js';
import { isTransportFault, transportError } from './transport-failure.js';

/** Longest chain of causes that is followed: SDKs wrap once or twice. */
const MAX_CAUSES = 5;

/** Makes an AdapterError of whatever an SDK, undici or Node threw.
 *  Codes: `rate_limited`, `quota_exhausted`, `timeout`, `conflict`, `connection`, `server_error`, `bad_reply`,
 *  `unauthorized`, `forbidden`, `model_not_found`, `redirected`, `unsupported_parameter`, `bad_request`. */
export function adapterFailure(error: unknown, endpoint: Endpoint): AdapterError {
  const chain = causes(error);
  for (const link of chain) {
    if (link instanceof AdapterError) return link;
    if (link instanceof StatusFailure) return statusError(link, endpoint);
  }
  // The innermost error is the one that says what happened; SDKs say "Connection error.".
  const innermost = chain.at(-1);
  if (innermost !== undefined && isTransportFault(innermost)) return transportError(innermost, endpoint);
  const said = serverText(innermost?.message ?? String(error), endpoint.secret);
  return new AdapterError(`${endpoint.provider}:${endpoint.model}: the request could not be made: ${said}`, {
    code: 'bad_request',
    fatal: true,
    cause: error,
  });
}

/** A reply that cannot be read as a completion. Sent again, it may come whole. */
export function badReply(what: string, endpoint: Endpoint, cause?: unknown): AdapterError {
  return new AdapterError(`${endpoint.provider}:${endpoint.model}: ${serverText(what, endpoint.secret)}`, {
    code: 'bad_reply',
    retryable: true,
    cause,
  });
}

/** The status failure that an SDK may have wrapped. */
export function statusFailureIn(error: unknown): StatusFailure | null {
  return causes(error).find((link) => link instanceof StatusFailure) ?? null;
}

function causes(error: unknown): Error[] {
  const chain: Error[] = [];
  let link = error;
  while (link instanceof Error && chain.length < MAX_CAUSES) {
    chain.push(link);
    link = link.cause;
  }
  return chain;
}
