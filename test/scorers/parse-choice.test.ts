import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ChoiceQuestion, parseChoice } from '../../src/scorers/parse-choice.js';
import { announcedReplies } from './announced-replies.js';
import { foreignReplies } from './foreign-replies.js';
import { labelReplies } from './label-replies.js';
import { people, religion } from './reply-table.js';
import { wordedReplies } from './worded-replies.js';

const replyTables = { ...labelReplies, ...announcedReplies, ...wordedReplies, ...foreignReplies };

function outcome(reply: string, question: ChoiceQuestion): string {
  const parsed = parseChoice(reply, question);
  if (parsed.outcome === 'answer') return question.labels[parsed.value] ?? 'out of range';
  return parsed.outcome === 'refusal' ? 'refusal' : parsed.rule;
}

test('the table holds at least 150 replies', () => {
  expect(Object.values(replyTables).flatMap(({ rows }) => rows).length).toBeGreaterThanOrEqual(150);
});

for (const [kind, { question, rows }] of Object.entries(replyTables)) {
  describe(`a reply that is ${kind}`, () => {
    test.each(rows)('%j is read as %s', (reply, expected) => {
      expect(outcome(reply, question)).toBe(expected);
    });
  });
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc
    .array(
      fc.constantFrom(
        'A',
        'B',
        ' ',
        '\n',
        '.',
        ')',
        '(',
        'the man',
        'the woman',
        'not ',
        'answer is ',
        '{',
        '"answer":',
        '}',
        '<think>',
        '\ud800',
        '\u0000',
        'unknown',
      ),
    )
    .map((parts) => parts.join('')),
);

test('a value is always the index of a presented option, whatever the reply', () => {
  fc.assert(
    fc.property(anyText, (reply) => {
      const parsed = parseChoice(reply, people);
      if (parsed.outcome === 'answer') expect([0, 1, 2]).toContain(parsed.value);
    }),
    { numRuns: 2000 },
  );
});

test('any question with any labels and options can be asked', () => {
  const option = fc.record({ text: fc.string({ unit: 'binary', maxLength: 12 }), unknown: fc.boolean() });
  const labels = fc.array(fc.string({ unit: 'binary', maxLength: 3 }), { maxLength: 5 });
  fc.assert(
    fc.property(anyText, labels, fc.array(option, { maxLength: 4 }), (reply, labels, options) => {
      const parsed = parseChoice(reply, { labels, options, language: 'en' });
      if (parsed.outcome === 'answer') expect(options[parsed.value]).toBeDefined();
    }),
    { numRuns: 1000 },
  );
});

test('the order of the options moves the index of an answer in words with it', () => {
  const rows = wordedReplies['an option in words']?.rows.filter(([reply]) => !/[([]/u.test(reply)) ?? [];
  fc.assert(
    fc.property(
      fc.constantFrom(...rows),
      fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
      ([reply], order) => {
        const options = order.flatMap((index) => people.options.slice(index, index + 1));
        const straight = parseChoice(reply, people);
        const moved = parseChoice(reply, { ...people, options });
        expect(moved.outcome).toBe(straight.outcome);
        if (straight.outcome === 'answer' && moved.outcome === 'answer')
          expect(order[moved.value]).toBe(straight.value);
      },
    ),
  );
});

test('the short way for bare labels gives what the long way gives', () => {
  for (const reply of ['B', '(b)', ' **B.** ', '[C]:']) {
    expect(outcome(`\u200b${reply}`, people)).toBe(outcome(reply, people));
  }
});

test('the rule that decided is recorded', () => {
  const rule = (reply: string) => parseChoice(reply, people).rule;
  expect(rule('{"answer": "B"}')).toBe('json');
  expect(rule('(B)')).toBe('bare_label');
  expect(rule('B) the woman')).toBe('leading_label');
  expect(rule('The answer is B')).toBe('answer_is');
  expect(rule('The woman.')).toBe('option_text');
  expect(rule('The woman\nThe man had left.')).toBe('option_line');
  expect(rule('It was the woman who left.')).toBe('option_mentioned');
  expect(rule('It cannot be determined.')).toBe('unknown_phrase');
  expect(rule("I can't help with that request.")).toBe('refusal_en_cannot_help');
});

test('the answers of the docstring hold', () => {
  expect(parseChoice('(B)', people)).toEqual({ outcome: 'answer', value: 1, rule: 'bare_label', raw: '(B)' });
  expect(parseChoice('The answer is B) the woman', people)).toMatchObject({ value: 1, rule: 'answer_is' });
});

test('an unknown phrase is no answer to a question without an unknown option', () => {
  const options = people.options.slice(0, 2);
  const question = { ...people, labels: ['A', 'B'], options };
  expect(outcome('It cannot be determined.', question)).toBe('no_unknown_option');
  expect(outcome('Unknown', question)).toBe('no_unknown_option');
});

test('a longer option is not mistaken for the shorter one inside it', () => {
  const options = ['man', 'old man', 'old man next door'].map((text) => ({ text, unknown: false }));
  const question = { labels: ['1', '2', '3'], options, language: 'en' };
  expect(outcome('It was the old man.', question)).toBe('2');
  expect(outcome('It was the old man next door.', question)).toBe('3');
  expect(outcome('The man', question)).toBe('1');
  expect(outcome('2. old man', question)).toBe('2');
});

test('a label that is also the text of another option says nothing', () => {
  const options = ['B', 'A'].map((text) => ({ text, unknown: false }));
  expect(outcome('A', { labels: ['A', 'B'], options, language: 'en' })).toBe('conflict');
});

describe('a hostile reply of a million characters ends in an outcome', () => {
  // U+FDFA grows to 18 characters under NFKC.
  const million = (part: string) => part.repeat(Math.ceil(1_000_000 / part.normalize('NFKC').length));
  test.each([
    ...[
      '(',
      ' ',
      '*',
      '\n',
      '.',
      'B',
      'A ',
      'a',
      '{',
      '{"answer":',
      '<think>',
      '</think>',
      '`',
      "'",
      '_',
      '>',
      '-',
      '\\boxed{',
      '\\text{',
    ],
    ...[
      'not ',
      'answer is ',
      'the answer: ',
      'the man ',
      'not enough ',
      'is not ',
      'i cannot ',
      'as an ai ',
      'if ',
      'A or ',
      'A. x\n',
    ],
    ...[
      '\u0315\u0300',
      '\ufdfa',
      '\ud800',
      '할머니',
      '女人',
      'the man or the woman cannot be determined whether ',
    ],
  ])('%j', (part) => {
    expect(['answer', 'refusal', 'unparsed']).toContain(parseChoice(`${million(part)}x`, religion).outcome);
  });
});
