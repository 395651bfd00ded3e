import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { parseModelSpec } from '../../src/suites/model-spec.js';

describe('a model SPEC', () => {
  test.each([
    ['openai:gpt-5-mini', { adapter: 'openai', model: 'gpt-5-mini' }],
    [
      'huggingface:meta-llama/Llama-3.1-8B-Instruct',
      { adapter: 'huggingface', model: 'meta-llama/Llama-3.1-8B-Instruct' },
    ],
    [
      'openai:llama3.2?baseURL=http://127.0.0.1:11434/v1',
      { adapter: 'openai', model: 'llama3.2', baseURL: 'http://127.0.0.1:11434/v1' },
    ],
    ['simulated:parrot?bias=0.3', { adapter: 'simulated', model: 'parrot', parameters: { bias: 0.3 } }],
    ['replay:completions.csv', { adapter: 'replay', model: 'completions.csv' }],
    ['ollama:llama3.2:3b-instruct', { adapter: 'ollama', model: 'llama3.2:3b-instruct' }],
  ])('%s', (spec, expected) => {
    expect(parseModelSpec(spec)).toMatchObject(expected);
  });

  test('every key goes where a suite file has it', () => {
    const keys =
      'id=mini&apiKeyEnv=MY_KEY&temperature=0&top_p=0.9&max_tokens=64&seed=7&timeout=30&concurrency=4&rpm=60&tpm=9000';
    expect(parseModelSpec(`openai:gpt-5-mini?${keys}`)).toEqual({
      adapter: 'openai',
      model: 'gpt-5-mini',
      id: 'mini',
      apiKeyEnv: 'MY_KEY',
      parameters: { temperature: 0, top_p: 0.9, max_tokens: 64, seed: 7, timeout: 30 },
      limits: { concurrency: 4, requestsPerMinute: 60, tokensPerMinute: 9000 },
    });
  });

  test('what no key of ours is, is for the adapter: numbers, booleans, null and texts as they read', () => {
    expect(parseModelSpec('x:y?a=1&b=true&c=null&d=fast&e=&f=1e-3').parameters).toEqual({
      a: 1,
      b: true,
      c: null,
      d: 'fast',
      e: '',
      f: 0.001,
    });
  });

  test('percent signs write what a SPEC cannot hold', () => {
    expect(parseModelSpec('x:y?baseURL=https%3A%2F%2Fh%2Fv1%3Fk%3D1').baseURL).toBe('https://h/v1?k=1');
  });

  test.each([
    [
      '',
      'expected a model as adapter:model[?key=value&...], for example openai:gpt-5-mini?temperature=0, got ""',
    ],
    [
      'gpt-5-mini',
      'expected a model as adapter:model[?key=value&...], for example openai:gpt-5-mini?temperature=0, got "gpt-5-mini"',
    ],
    [
      ':gpt',
      'expected a model as adapter:model[?key=value&...], for example openai:gpt-5-mini?temperature=0, got ":gpt"',
    ],
    [
      'openai:',
      'expected a model as adapter:model[?key=value&...], for example openai:gpt-5-mini?temperature=0, got "openai:"',
    ],
    ['openai:x?temperature=hot', 'model "openai:x": temperature: expected a number, got "hot"'],
    ['openai:x?temperature=-1', 'model "openai:x": temperature: expected 0 or more, got "-1"'],
    ['openai:x?rpm=0', 'model "openai:x": rpm: expected more than 0, got "0"'],
    ['openai:x?concurrency=1.5', 'model "openai:x": concurrency: expected a whole number, got "1.5"'],
    ['openai:x?baseURL=here', 'model "openai:x": baseURL: expected an http or https URL, got "here"'],
    ['openai:x?seed=1&seed=2', 'model "openai:x": seed is given twice'],
    [
      'openai:x?top_p=2&max_tokens=0',
      'model "openai:x": top_p: expected 1 or less, got "2"; max_tokens: expected 1 or more, got "0"',
    ],
  ])('"%s" is refused', (spec, message) => {
    expect(() => parseModelSpec(spec)).toThrow(new UsageError(message));
  });

  test('a key in place of the name of its variable is not repeated', () => {
    expect(() => parseModelSpec('openai:x?apiKeyEnv=sk-very-secret-key')).toThrow(
      new UsageError(
        'model "openai:x": apiKeyEnv: expected the name of an environment variable, never a key, got a text of 18 characters',
      ),
    );
  });
});
