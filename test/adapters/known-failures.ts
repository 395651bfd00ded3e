import type { Answer } from '../servers/chat-server.js';

interface KnownFailure {
  readonly when: string;
  readonly answer: Answer;
  readonly code: string;
  readonly retryable: boolean;
  readonly fatal: boolean;
  readonly retryAfterMs?: number;
}

const RETRY = { retryable: true, fatal: false };
const GIVE_UP = { retryable: false, fatal: false };
const FATAL = { retryable: false, fatal: true };

const error = (message: string, code: string | null = null, param: string | null = null) => ({
  error: { message, type: 'invalid_request_error', code, param },
});

const status = (code: number, body: object | string, headers: Record<string, string> = {}): Answer => ({
  kind: 'status',
  status: code,
  body,
  headers,
});

const json = (body: string): Answer => ({ kind: 'raw', contentType: 'application/json', body });

/** Every way in which servers fail, and what it must become. */
export const FAILURES: readonly KnownFailure[] = [
  { when: 'a 500', answer: status(500, error('oops')), code: 'server_error', ...RETRY },
  { when: 'a 502 as a page', answer: status(502, '<h1>Bad Gateway</h1>'), code: 'server_error', ...RETRY },
  {
    when: 'a 503 that names a wait in seconds',
    answer: status(503, error('overloaded'), { 'retry-after': '2' }),
    code: 'server_error',
    ...RETRY,
    retryAfterMs: 2000,
  },
  {
    when: 'a 429 that names a wait in milliseconds',
    answer: status(429, error('slow down'), { 'retry-after-ms': '350', 'retry-after': '1' }),
    code: 'rate_limited',
    ...RETRY,
    retryAfterMs: 350,
  },
  {
    when: 'a 429 with an absurd wait',
    answer: status(429, error('slow down'), { 'retry-after': '1e12' }),
    code: 'rate_limited',
    ...RETRY,
  },
  {
    when: 'a 429 for an empty account',
    answer: status(429, error('no credit', 'insufficient_quota')),
    code: 'quota_exhausted',
    ...FATAL,
  },
  { when: 'a 402', answer: status(402, error('pay')), code: 'quota_exhausted', ...FATAL },
  { when: 'a 408', answer: status(408, error('slow')), code: 'timeout', ...RETRY },
  { when: 'a 409', answer: status(409, error('busy')), code: 'conflict', ...RETRY },
  { when: 'a 400', answer: status(400, error('malformed')), code: 'bad_request', ...GIVE_UP },
  { when: 'a 422', answer: status(422, { detail: 'malformed' }), code: 'bad_request', ...GIVE_UP },
  {
    when: 'a full context',
    answer: status(
      400,
      error('maximum context length is 8 tokens, max_tokens', 'context_length_exceeded', 'messages'),
    ),
    code: 'bad_request',
    ...GIVE_UP,
  },
  { when: 'a 401', answer: status(401, error('no')), code: 'unauthorized', ...FATAL },
  { when: 'a 403', answer: status(403, error('no')), code: 'forbidden', ...FATAL },
  { when: 'a 404', answer: status(404, error('no', 'model_not_found')), code: 'model_not_found', ...FATAL },
  {
    when: 'a 400 for an unknown model',
    answer: status(400, error('no', 'model_not_found')),
    code: 'model_not_found',
    ...FATAL,
  },
  {
    when: 'a 400 for a parameter',
    answer: status(400, error("Unsupported value: 'temperature'", 'unsupported_value', 'temperature')),
    code: 'unsupported_parameter',
    ...FATAL,
  },
  {
    when: 'a redirect',
    answer: status(307, '', { location: 'http://127.0.0.1:9/v1' }),
    code: 'redirected',
    ...FATAL,
  },
  { when: 'a reset', answer: { kind: 'reset' }, code: 'connection', ...RETRY },
  { when: 'a body cut off', answer: { kind: 'cut' }, code: 'connection', ...RETRY },
  { when: 'a reply that is not HTTP', answer: { kind: 'not_http' }, code: 'bad_reply', ...RETRY },
  {
    when: 'a page of HTML with status 200',
    answer: { kind: 'raw', contentType: 'text/html', body: '<html>hello</html>' },
    code: 'bad_reply',
    ...RETRY,
  },
  { when: 'truncated JSON', answer: json('{"choices":[{"mess'), code: 'bad_reply', ...RETRY },
  { when: 'an empty body', answer: json(''), code: 'bad_reply', ...RETRY },
  { when: 'JSON of another shape', answer: json('[1]'), code: 'bad_reply', ...RETRY },
  {
    when: 'a reply without choices',
    answer: { kind: 'reply', extra: { choices: [] } },
    code: 'bad_reply',
    ...RETRY,
  },
  { when: 'a choice of another shape', answer: json('{"choices":[7]}'), code: 'bad_reply', ...RETRY },
  { when: 'a reply without text', answer: { kind: 'reply', text: null }, code: 'bad_reply', ...RETRY },
  {
    when: 'a body without end',
    answer: { kind: 'stream', chunk: ' '.repeat(65_536) },
    code: 'bad_reply',
    ...RETRY,
  },
  {
    when: 'an error of 429 inside a reply of 200',
    answer: json('{"error":{"code":429,"message":"upstream is busy"}}'),
    code: 'rate_limited',
    ...RETRY,
  },
];
