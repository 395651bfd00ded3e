import { expect, test } from 'vitest';
import { readJsonFields } from '../../src/scorers/read-json-fields.js';

test.each([
  ['```json\n{"answer": "B"}\n```', ['B']],
  ['Here: {"Answer": "B"} as asked.', ['B']],
  ["{'answer': 'B'}", ['B']],
  ['{"answer": "B",}', ['B']],
  ['{"final_answer": 7}', ['7']],
  ['{"result": {"answer": true}}', ['true']],
  ['{"answer": ["A", "B"]}', ['A', 'B']],
  ['{"reason": "B"}', null],
  ['{"answer": null}', null],
  ['no object', null],
  ['} {', null],
])('%j has the fields %j', (reply, expected) => {
  expect(readJsonFields(reply, ['answer'])).toEqual(expected);
});
