import { expect, test } from 'vitest';
import { modelFamily } from '../../../src/scorers/judge/model-family.js';

test.each([
  ['gpt-5-mini', 'openai'],
  ['openai/o3-mini', 'openai'],
  ['claude-sonnet-4-5', 'anthropic'],
  ['meta-llama/Llama-3.1-8B-Instruct', 'meta'],
  ['llama3.2', 'meta'],
  ['mistralai/Mixtral-8x7B', 'mistral'],
  ['deepseek-ai/DeepSeek-R1-Distill-Qwen-7B', 'alibaba'],
  ['gemini-2.5-flash', 'google'],
  ['parrot', 'parrot'],
  ['model-o1', 'openai'],
  ['foo1', 'foo1'],
])('%s is of the family %s', (model, family) => {
  expect(modelFamily(model)).toBe(family);
});
