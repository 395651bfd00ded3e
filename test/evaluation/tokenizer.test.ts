import { describe, expect, test } from 'vitest';
import { tokenizerOf } from '../../src/evaluation/planning/tokenizer.js';
import { fillModel } from '../../src/suites/fill-model.js';

const models = (...names: string[]) => names.map((model) => fillModel({ adapter: 'openai', model }, {}));

describe('the tokenizer of a plan', () => {
  // OpenAI Cookbook, "How to count tokens with tiktoken", comparison of encodings.
  test.each([
    ['gpt-5-mini', 'o200k_base', 'お誕生日おめでとう', 8],
    ['gpt-4', 'cl100k_base', 'お誕生日おめでとう', 9],
    ['gpt-4', 'cl100k_base', 'tiktoken is great!', 6],
    ['gpt-4o', 'o200k_base', '2 + 2 = 4', 7],
  ])('of %s is %s, which makes %s %d tokens', async (model, name, text, tokens) => {
    const tokenizer = await tokenizerOf(models(model));
    expect(tokenizer.name).toBe(name);
    expect(tokenizer.count(text)).toBe(tokens);
  });

  test('takes words of control for text', async () => {
    const tokenizer = await tokenizerOf(models('gpt-4o'));
    expect(tokenizer.count('<|endoftext|>')).toBeGreaterThan(1);
  });

  test.each([
    ['nobody has published it', models('gpt-unheard-of')],
    ['models differ in it', models('gpt-4', 'gpt-4o')],
    [
      'the model is at another server',
      [fillModel({ adapter: 'openai', model: 'gpt-4o', baseURL: 'http://127.0.0.1:1' }, {})],
    ],
  ])('is four characters a token where %s', async (_, suite) => {
    const tokenizer = await tokenizerOf(suite);
    expect([tokenizer.name, tokenizer.count('12345678')]).toEqual(['4 characters a token', 2]);
  });
});
