import { describe, expect, test } from 'vitest';
import { builtinAdapters } from '../../src/adapters/builtin-adapters.js';
import { chatParameters } from '../../src/adapters/chat-request.js';
import { PROVIDER_PRESETS, type ProviderPreset } from '../../src/adapters/provider-presets.js';
import { exampleRequest, exampleSettings } from './prompt-fixture.js';

const named = (name: string): ProviderPreset => {
  const preset = PROVIDER_PRESETS.find((one) => one.name === name);
  if (preset === undefined) throw new Error(`no preset named ${name}`);
  return preset;
};
const written = (name: string, logprobs = true) =>
  chatParameters(exampleRequest({ sampling: { topP: 0.9 } }), {
    ...named(name),
    logprobs,
    reasoningEffort: null,
  });

describe('the presets of providers', () => {
  test('are all registered under their names', () => {
    const names = builtinAdapters.map(({ name }) => name);
    for (const name of 'openai ollama vllm lmstudio openrouter together groq mistral gemini anthropic'.split(
      ' ',
    ))
      expect(names).toContain(name);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(PROVIDER_PRESETS.filter(({ keyVariable }) => keyVariable !== null))(
    '$name names its missing key $keyVariable',
    async ({ name, keyVariable }) => {
      const adapter = builtinAdapters.find((one) => one.name === name);
      await expect(adapter?.open(exampleSettings({ adapter: name }), {})).rejects.toThrow(
        `${keyVariable}, which`,
      );
    },
  );

  test.each(PROVIDER_PRESETS.filter(({ keyVariable }) => keyVariable === null))(
    '$name is on this machine and opens without a key',
    async ({ name, baseURL }) => {
      expect(new URL(baseURL).hostname).toBe('127.0.0.1');
      const adapter = await builtinAdapters
        .find((one) => one.name === name)
        ?.open(exampleSettings({ adapter: name }), {});
      expect(adapter?.provider).toBe(name);
      await adapter?.close?.();
    },
  );

  test('OpenAI gets max_completion_tokens, which its reasoning models insist on', () => {
    expect(written('openai').parameters).toEqual({
      max_completion_tokens: 16,
      temperature: 0,
      top_p: 0.9,
      seed: 7,
      logprobs: true,
      top_logprobs: 20,
    });
  });

  test('Mistral gets the seed under its own name', () => {
    expect(written('mistral').parameters).toMatchObject({ max_tokens: 16, random_seed: 7 });
    expect(written('mistral').parameters).not.toHaveProperty('seed');
  });

  test('what a provider does not take is not sent and is recorded, if it was asked for', () => {
    expect(written('anthropic').notSettable).toEqual(['seed', 'logprobs']);
    expect(written('anthropic', false).notSettable).toEqual(['seed']);
    expect(written('anthropic').parameters).toEqual({ max_tokens: 16, temperature: 0, top_p: 0.9 });
  });
});
