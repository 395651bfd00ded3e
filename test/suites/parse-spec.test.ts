import { expect, test } from 'vitest';
import { parseSpec } from '../../src/suites/parse-spec.js';

test.each([
  ['vader', { name: 'vader', model: null, parameters: [] }],
  ['hf_toxicity:unitary/toxic-bert', { name: 'hf_toxicity', model: 'unitary/toxic-bert', parameters: [] }],
  [
    'judge_toxicity:openai:gpt-5-mini?seed=1',
    { name: 'judge_toxicity', model: 'openai:gpt-5-mini', parameters: [['seed', '1']] },
  ],
  [
    'openai_moderation?baseURL=http://127.0.0.1:8080/v1',
    { name: 'openai_moderation', model: null, parameters: [['baseURL', 'http://127.0.0.1:8080/v1']] },
  ],
])('%s', (spec, parts) => {
  expect(parseSpec(spec)).toEqual(parts);
});

test.each(['', ':model', 'name:', '?key=value', 'name:?key=value'])('"%s" names nothing', (spec) => {
  expect(parseSpec(spec)).toBeNull();
});
