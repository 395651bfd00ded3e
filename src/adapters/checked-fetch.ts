import type { LeanFetch } from './lean-fetch.js';
import type { LeanResponse } from './lean-response.js';
import { StatusFailure } from './status-failure.js';

/** What an SDK hands to its fetch. */
type FetchInit = NonNullable<Parameters<typeof fetch>[1]>;

/** Sends what an SDK wants sent; a reply without success is read whole and thrown. SDKs lose parts of such replies:
 *  one its headers (the wait that the server asks for), one every body without a field `error`. */
export async function sendChecked(
  lean: LeanFetch,
  url: string,
  init: FetchInit | undefined,
  headers: Readonly<Record<string, string>>,
): Promise<LeanResponse> {
  const body = init?.body ?? null;
  if (body !== null && typeof body !== 'string')
    throw new TypeError('expected a request body that is a text');
  const response = await lean.send(url, {
    method: init?.method?.toUpperCase() === 'POST' ? 'POST' : 'GET',
    headers,
    body,
    signal: init?.signal ?? new AbortController().signal,
  });
  if (response.ok) return response;
  throw new StatusFailure(response.status, response.headers, await response.text());
}

/** A LeanResponse under the type that SDKs ask for: they read `status`, `ok`, `url`, `headers`, `text` and `json`. */
export function asResponse(response: LeanResponse): Response {
  return response as unknown as Response;
}
