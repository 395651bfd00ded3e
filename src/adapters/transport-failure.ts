import { AdapterError } from '../errors.js';
import type { Endpoint } from './endpoint.js';
import { ReplyTooLarge } from './lean-response.js';
import { serverText } from './server-text.js';

const TIMED_OUT = /timed out/i;

/** Names of certificate faults begin so (Node.js, "TLS errors", X509 certificate error codes). */
const CERTIFICATE = /^(CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH)/;

/** Errors of Node and undici carry a code, those of its parser not always; time-outs of SDKs have only their words. */
export function isTransportFault(error: Error): boolean {
  return (
    error instanceof ReplyTooLarge ||
    error.name === 'HTTPParserError' ||
    codeOf(error) !== '' ||
    TIMED_OUT.test(error.message)
  );
}

/** What a connection that brought no whole reply means. The request may or may not have been charged: that is the
 *  server's secret, so it counts as unanswered. */
export function transportError(error: Error, endpoint: Endpoint): AdapterError {
  const host = new URL(endpoint.url).host;
  const prefix = `${endpoint.provider}:${endpoint.model}:`;
  const code = codeOf(error);
  if (error instanceof ReplyTooLarge)
    return new AdapterError(`${prefix} ${host} sent ${error.message}`, {
      code: 'bad_reply',
      retryable: true,
      cause: error,
    });
  if (error.name === 'HTTPParserError')
    return new AdapterError(`${prefix} what ${host} sent is not HTTP`, {
      code: 'bad_reply',
      retryable: true,
      cause: error,
    });
  if (/TIMEOUT|ETIMEDOUT/.test(code) || TIMED_OUT.test(error.message))
    return new AdapterError(`${prefix} ${host} was silent for too long`, {
      code: 'timeout',
      retryable: true,
      cause: error,
    });
  const certificate = CERTIFICATE.test(code);
  const reason = serverText(
    `${error.message}${code && !error.message.includes(code) ? ` (${code})` : ''}`,
    endpoint.secret,
  );
  return new AdapterError(
    certificate
      ? `${prefix} the certificate of ${host} is not valid: ${reason}`
      : `${prefix} no connection to ${host}: ${reason}`,
    { code: 'connection', retryable: !certificate, fatal: certificate, cause: error },
  );
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
