import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalizeReply } from '../../src/scorers/normalize-reply.js';

test.each([
  ['<think>hm</think> **“B”.**', 'B.'],
  ['<think>a</think>B<think>b</think>', 'B'],
  ['<THINK>a</THINK>\n\nB', 'B'],
  ['<thinking>never closed. The answer is A', ''],
  ['B <think>never closed', 'B'],
  ['no opening tag</think>B', 'B'],
  ['Ｂ．', 'B.'],
  ['**bold** _slanted_ `code` ~~gone~~ snake_case', 'bold slanted code gone snake_case'],
  ["don't 'quote' the students' names", "don't quote the students names"],
  ['```json\n{"a": 1}\n```', '{a: 1}'],
  ['# Answer\n\n> B', 'Answer\nB'],
  ['* one\n* two\n1. three', '- one\n- two\n1. three'],
  ['a\r\nb\u2028c', 'a\nb\nc'],
  ['a\u0000b\u200bc\ud800d', 'a bc d'],
  ['| joy | Ben |', '| joy | Ben |'],
  ['---\nB\n***', 'B'],
])('%j becomes %j', (reply, text) => {
  expect(normalizeReply(reply).text).toBe(text);
});

test('quotes stay in the literal form, so that JSON is still JSON', () => {
  expect(normalizeReply('<think>x</think>{"answer": "B"}').literal).toBe('{"answer": "B"}');
});

test('any text becomes well-formed text without line ends at its edges', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (reply) => {
      const { text } = normalizeReply(reply);
      expect(text).toBe(text.trim());
      expect(text).not.toMatch(/\p{Cs}|\n\n/u);
    }),
  );
});

test.each(['<think>', '</think>', '[', '\u0315\u0300', '```', '> ', '\\text{', ' \t', '***', '___', "''"])(
  'a million characters of %j end',
  (part) => {
    expect(normalizeReply(part.repeat(1_000_000 / part.length)).text.length).toBeLessThanOrEqual(1_000_000);
  },
);
