import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { huggingfaceAdapter } from '../../src/adapters/huggingface-adapter.js';
import { type Answer, type ChatServer, startChatServer } from '../servers/chat-server.js';
import { exampleRequest, exampleSettings, quietSignal } from './prompt-fixture.js';

describe('the huggingface adapter', () => {
  let answer: Answer | undefined;
  let server: ChatServer;
  beforeEach(async () => {
    answer = undefined;
    server = await startChatServer({ keepRequests: true, script: () => answer });
  });
  afterEach(() => server.close());
  const complete = async (options: Record<string, string | boolean> = {}, request = exampleRequest()) => {
    const settings = exampleSettings({ adapter: 'huggingface', baseURL: server.url, options });
    const adapter = await huggingfaceAdapter.open(settings, { HF_TOKEN: 'hf_secret' });
    try {
      return await adapter.complete(request, quietSignal());
    } finally {
      await adapter.close?.();
    }
  };

  test('asks an own endpoint for a chat completion, without HF_TOKEN, which is for Hugging Face', async () => {
    await complete({}, exampleRequest({ system: 'Be brief.' }));
    expect(server.requests[0]?.path).toBe('/v1/chat/completions');
    expect(server.requests[0]?.headers).not.toHaveProperty('authorization');
    expect(server.requests[0]?.body).toEqual({
      model: 'test-model',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: expect.any(String) },
      ],
      max_tokens: 16,
      temperature: 0,
      seed: 7,
    });
  });

  test('text generation sends the contents as one prompt and keeps the finish reason', async () => {
    answer = { kind: 'reply', text: ' was late', finishReason: 'length' };
    const request = exampleRequest({ system: 'A story.', text: 'The nurse', sampling: { topP: 0.9 } });
    const reply = await complete({ task: 'text-generation', logprobs: true }, request);
    expect(reply).toMatchObject({
      text: ' was late',
      status: 'truncated',
      modelReturned: 'test-model-2026-01-01',
      notSettable: ['logprobs'],
    });
    expect(server.requests[0]?.path).toBe('/v1/completions');
    expect(server.requests[0]?.body).toMatchObject({
      prompt: 'A story.\n\nThe nurse',
      max_tokens: 16,
      temperature: 0,
      top_p: 0.9,
      seed: 7,
    });
  });

  test('log-probabilities are asked for as far as its servers give them', async () => {
    answer = { kind: 'reply', text: 'B' };
    const { labelProbabilities } = await complete({ logprobs: true });
    expect(server.requests[0]?.body).toMatchObject({ logprobs: true, top_logprobs: 5 });
    expect(labelProbabilities?.B).toBeCloseTo(0.7, 12);
  });

  test('a reply is read although the SDK would want further fields', async () => {
    const body = JSON.stringify({ choices: [{ message: { content: 'A' }, finish_reason: 'stop' }] });
    answer = { kind: 'raw', contentType: 'text/plain', body };
    expect((await complete()).text).toBe('A');
  });

  test('a failing server is asked once: the retries of the SDK are off', async () => {
    answer = { kind: 'status', status: 503, body: { error: 'Model is loading' } };
    await expect(complete()).rejects.toThrow(/HTTP 503.*Model is loading/);
    expect(server.stats().received).toBe(1);
  });

  test('nothing is written to standard output', async () => {
    const written = vi.spyOn(console, 'log');
    await complete();
    await complete({ task: 'text-generation' });
    expect(written).not.toHaveBeenCalled();
    written.mockRestore();
  });

  test.each([
    [{}, /HF_TOKEN, which is not set/],
    [{ baseURL: 'http://127.0.0.1:9', options: { provider: 'groq' } }, /exclude each other/],
    [{ apiKeyEnv: 'KEY', options: { provider: 'nobody' } }, /one of .*groq.*, got "nobody"/],
    [
      { apiKeyEnv: 'KEY', options: { task: 'translation' } },
      /chat-completion or text-generation, got "translation"/,
    ],
  ])('refuses settings that cannot work: %o', async (settings, message) => {
    const opened = huggingfaceAdapter.open(exampleSettings({ adapter: 'huggingface', ...settings }), {
      KEY: 'hf_x',
    });
    await expect(opened).rejects.toThrow(message);
  });
});
