import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openaiAdapter } from '../../src/adapters/openai-adapter.js';
import { AdapterError, UsageError } from '../../src/errors.js';
import { type Answer, type ChatServer, startChatServer } from '../servers/chat-server.js';
import { exampleRequest, exampleSettings, quietSignal } from './prompt-fixture.js';

describe('the openai adapter', () => {
  let answer: Answer | undefined;
  let server: ChatServer;
  beforeEach(async () => {
    answer = undefined;
    server = await startChatServer({ keepRequests: true, script: () => answer });
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await server.close();
  });
  const complete = async (
    options: Record<string, string | boolean> = {},
    request = exampleRequest(),
    environment: Record<string, string> = {},
  ) => {
    const adapter = await openaiAdapter.open(exampleSettings({ baseURL: server.url, options }), environment);
    try {
      return await adapter.complete(request, quietSignal());
    } finally {
      await adapter.close?.();
    }
  };
  const sent = () => server.requests.at(-1);

  test('sends system messages, the sampling and nothing that was not asked for', async () => {
    await complete({}, exampleRequest({ system: 'Be brief.', sampling: { temperature: null, seed: null } }));
    expect(sent()?.body).toEqual({
      model: 'test-model',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: expect.any(String) },
      ],
      max_tokens: 16,
    });
  });

  test('writes the token limit under the name that a gateway to reasoning models needs', async () => {
    await complete({ tokenLimitParameter: 'max_completion_tokens', reasoning_effort: 'minimal' });
    expect(sent()?.body).toMatchObject({ max_completion_tokens: 16, reasoning_effort: 'minimal' });
    expect(sent()?.body).not.toHaveProperty('max_tokens');
  });

  test('asks for log-probabilities only when told, and sums the forms of a label', async () => {
    expect((await complete()).labelProbabilities).toBeNull();
    expect(sent()?.body).not.toHaveProperty('logprobs');
    answer = { kind: 'reply', text: 'A' };
    const { labelProbabilities } = await complete({ logprobs: 'true' });
    expect(sent()?.body).toMatchObject({ logprobs: true, top_logprobs: 20 });
    expect(labelProbabilities?.A).toBeCloseTo(0.7, 12);
    expect(labelProbabilities?.B).toBeCloseTo(0.2, 12);
  });

  test('records logprobs as not settable when the server leaves them out', async () => {
    answer = {
      kind: 'raw',
      contentType: 'application/json',
      body: '{"choices":[{"message":{"content":"A"}}]}',
    };
    expect(await complete({ logprobs: true })).toMatchObject({
      notSettable: ['logprobs'],
      labelProbabilities: null,
      modelReturned: null,
      inputTokens: null,
    });
  });

  test('a refusal of the model is its text', async () => {
    answer = { kind: 'reply', text: null, message: { refusal: 'I cannot help with that.' } };
    expect(await complete()).toMatchObject({ text: 'I cannot help with that.', status: 'ok' });
  });

  test('reasoning is not part of the text', async () => {
    answer = { kind: 'reply', text: 'B', message: { reasoning_content: 'Surely A', reasoning: 'A' } };
    expect((await complete()).text).toBe('B');
    const content = [
      { type: 'thinking', thinking: [{ type: 'text', text: 'Surely A' }] },
      { type: 'text', text: 'B' },
    ];
    answer = { kind: 'reply', message: { content } };
    expect((await complete()).text).toBe('B');
  });

  test('a reasoning model that spent all its tokens gives an empty, truncated reply', async () => {
    answer = { kind: 'reply', text: null, finishReason: 'length' };
    expect(await complete()).toMatchObject({ text: '', status: 'truncated' });
  });

  test('cached input tokens are kept', async () => {
    const usage = {
      prompt_tokens: 2000,
      completion_tokens: -1,
      prompt_tokens_details: { cached_tokens: 1920 },
    };
    answer = { kind: 'reply', extra: { usage } };
    expect(await complete()).toMatchObject({ inputTokens: 2000, cachedTokens: 1920, outputTokens: null });
  });

  test.each([
    [
      'temperature',
      {
        error: {
          message: "'temperature' does not support 0",
          param: 'temperature',
          code: 'unsupported_value',
        },
      },
    ],
    [
      'max_tokens',
      {
        error: {
          message: "Use 'max_completion_tokens' instead.",
          param: 'max_tokens',
          code: 'unsupported_parameter',
        },
      },
    ],
    [
      'random_seed',
      {
        detail: [
          { type: 'extra_forbidden', loc: ['body', 'random_seed'], msg: 'Extra inputs are not permitted' },
        ],
      },
    ],
    [
      'seed',
      [
        {
          error: {
            code: 400,
            message: 'Invalid JSON payload received. Unknown name "seed": Cannot find field.',
          },
        },
      ],
    ],
  ])('a model that refuses %s says how to unset it', async (name, body) => {
    answer = { kind: 'status', status: 400, body };
    const error = await complete().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AdapterError);
    expect(error).toMatchObject({ code: 'unsupported_parameter', fatal: true });
    expect(String(error)).toMatch(new RegExp(`parameter ${name} as sent; in the suite, set .*parameters: `));
  });

  test('needs OPENAI_API_KEY for OpenAI itself, and says so before anything is sent', async () => {
    const opened = openaiAdapter.open(exampleSettings(), { OPENAI_API_KEY: ' ' });
    await expect(opened).rejects.toThrow(UsageError);
    await expect(opened).rejects.toThrow(/OPENAI_API_KEY.*not set/);
  });

  test('never sends OPENAI_API_KEY, nor what else the SDK finds in the environment, to another server', async () => {
    const environment = { OPENAI_API_KEY: 'sk-secret', OPENAI_ORG_ID: 'org-1', OPENAI_PROJECT_ID: 'proj-1' };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    vi.stubEnv('OPENAI_CUSTOM_HEADERS', 'Authorization: Bearer sk-other\nX-Gateway: secret');
    vi.stubEnv('OPENAI_ADMIN_KEY', 'sk-admin');
    await complete({}, exampleRequest(), environment);
    expect(Object.keys(sent()?.headers ?? {}).sort()).toEqual([
      'accept',
      'connection',
      'content-length',
      'content-type',
      'host',
      'user-agent',
    ]);
  });

  test('sends the key that apiKeyEnv names, without the newline of its file', async () => {
    const settings = exampleSettings({ baseURL: `${server.url}/`, apiKeyEnv: 'GATEWAY_KEY' });
    const adapter = await openaiAdapter.open(settings, { GATEWAY_KEY: 'abc\n', OPENAI_API_KEY: 'sk-secret' });
    await adapter.complete(exampleRequest(), quietSignal());
    await adapter.close?.();
    expect(sent()?.headers.authorization).toBe('Bearer abc');
    expect(sent()?.path).toBe('/v1/chat/completions');
  });

  test.each([
    [{ baseURL: 'localhost:8000' }, /http or https address, got "localhost:8000"/],
    [{ baseURL: 'http://me:secret@127.0.0.1/v1' }, /without user, password and query/],
    [{ baseURL: 'http://127.0.0.1/v1', apiKeyEnv: 'NOT_SET' }, /NOT_SET, which is not set/],
    [
      { baseURL: 'http://127.0.0.1/v1', options: { logprob: true } },
      /no option "logprob"; it has logprobs, /,
    ],
    [
      { baseURL: 'http://127.0.0.1/v1', options: { logprobs: 'yes' } },
      /logprobs to be true or false, got "yes"/,
    ],
    [{ baseURL: 'http://127.0.0.1/v1', options: { reasoning_effort: 'huge' } }, /none or minimal or/],
  ])('refuses settings that cannot work: %o', async (settings, message) => {
    const opened = openaiAdapter.open(exampleSettings(settings), {});
    await expect(opened).rejects.toThrow(UsageError);
    await expect(opened).rejects.toThrow(message);
  });

  test('the password of a base URL is not repeated in the message', async () => {
    const opened = openaiAdapter.open(exampleSettings({ baseURL: 'http://me:hunter2@127.0.0.1/v1' }), {});
    await expect(opened).rejects.not.toThrow('hunter2');
  });
});
