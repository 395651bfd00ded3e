import { AdapterError } from '../errors.js';
import type { BatchResult } from './batches.js';
import { filteredReply } from './chat-reply.js';
import type { Reply } from './completion.js';
import type { Endpoint } from './endpoint.js';
import { readErrorBody } from './error-body.js';
import { countOrNull, isObject, type JsonObject, parseJson, stringOrNull } from './json-value.js';
import { serverText } from './server-text.js';
import { StatusFailure, statusError } from './status-failure.js';

/** Reads one line of a file of results; null when it is of no request.
 *  Form: platform.openai.com/docs/api-reference/batch/request-output
 *  @param readBody reads the body of an answer; throws AdapterError when it is none */
export function readBatchLine(
  line: string,
  readBody: (id: string, body: string) => Reply,
  endpoint: Endpoint,
): BatchResult | null {
  const root = parseJson(line)?.value;
  const id = isObject(root) ? stringOrNull(root.custom_id) : null;
  if (!isObject(root) || id === null) return null;
  try {
    if (isObject(root.response))
      return { id, reply: answerOf(root.response, id, readBody, endpoint), error: null };
    return { id, reply: null, error: lineError(isObject(root.error) ? root.error : {}, endpoint) };
  } catch (error) {
    if (error instanceof AdapterError) return { id, reply: null, error };
    throw error;
  }
}

function answerOf(
  response: JsonObject,
  id: string,
  readBody: (id: string, body: string) => Reply,
  endpoint: Endpoint,
): Reply {
  const status = countOrNull(response.status_code) ?? 200;
  const body = JSON.stringify(response.body ?? null);
  if (status < 300) return readBody(id, body);
  if (readErrorBody(body).flagged) return filteredReply([]);
  throw statusError(new StatusFailure(status, { get: () => null }, body), endpoint);
}

/** The provider never came to the request (`batch_expired`, `batch_cancelled`), or its own call ran out of time. */
function lineError(error: JsonObject, endpoint: Endpoint): AdapterError {
  const code = serverText(stringOrNull(error.code) ?? 'bad_reply', endpoint.secret).replace(/\W+/g, '_');
  const said = serverText(stringOrNull(error.message) ?? '', endpoint.secret);
  return new AdapterError(
    `${endpoint.provider}:${endpoint.model}: not answered in the batch (${code})${said === '' ? '' : `: ${said}`}`,
    { code, retryable: true },
  );
}
