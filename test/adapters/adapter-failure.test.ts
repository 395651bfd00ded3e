import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { adapterFailure } from '../../src/adapters/adapter-failure.js';
import { AdapterError } from '../../src/errors.js';

const ENDPOINT = {
  provider: 'openai',
  model: 'm',
  url: 'https://api.example.org/v1',
  keyVariable: 'KEY',
  secret: 'the-key',
};
const coded = (code: string, message = 'it broke') => Object.assign(new Error(message), { code });

describe('what an SDK throws becomes one kind of error', () => {
  test.each([
    [coded('ECONNRESET'), 'connection', true, false],
    [coded('UND_ERR_SOCKET', 'other side closed'), 'connection', true, false],
    [new OpenAI.APIConnectionError({ cause: coded('ECONNREFUSED', '') }), 'connection', true, false],
    [coded('UND_ERR_CONNECT_TIMEOUT'), 'timeout', true, false],
    [coded('UND_ERR_BODY_TIMEOUT'), 'timeout', true, false],
    [new OpenAI.APIConnectionTimeoutError(), 'timeout', true, false],
    [coded('CERT_HAS_EXPIRED', 'certificate has expired'), 'connection', false, true],
    [coded('DEPTH_ZERO_SELF_SIGNED_CERT'), 'connection', false, true],
    [new Error('no provider for this model'), 'bad_request', false, true],
    ['a text', 'bad_request', false, true],
  ])('%s is %s', (error, code, retryable, fatal) => {
    expect(adapterFailure(error, ENDPOINT)).toMatchObject({ code, retryable, fatal, status: null });
  });

  test('an AdapterError stays as it is, however deep it was wrapped', () => {
    const own = new AdapterError('mine', { code: 'bad_reply' });
    const wrapped = new Error('outer', { cause: new OpenAI.APIConnectionError({ cause: own }) });
    expect(adapterFailure(wrapped, ENDPOINT)).toBe(own);
  });

  test('the message names model and host, and never the key', () => {
    const { message } = adapterFailure(coded('ECONNRESET', 'read the-key ECONNRESET'), ENDPOINT);
    expect(message).toBe('openai:m: no connection to api.example.org: read [key] ECONNRESET');
  });

  test('causes that run in a circle end', () => {
    const first = new Error('first');
    first.cause = new Error('second', { cause: first });
    expect(adapterFailure(first, ENDPOINT).code).toBe('bad_request');
  });
});
