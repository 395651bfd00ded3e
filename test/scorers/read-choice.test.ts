import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChoiceQuestion } from '../../src/scorers/choice-question.js';
import { parseChoice } from '../../src/scorers/parse-choice.js';
import { readChoice } from '../../src/scorers/read-choice.js';
import { announcedReplies } from './announced-replies.js';
import { foreignReplies } from './foreign-replies.js';
import { labelReplies } from './label-replies.js';
import { people, religion } from './reply-table.js';
import { wordedReplies } from './worded-replies.js';

const tables = Object.values({ ...labelReplies, ...announcedReplies, ...wordedReplies, ...foreignReplies });
const replies = tables.flatMap(({ rows }) => rows.map(([reply]) => reply));
const fresh = (question: ChoiceQuestion): ChoiceQuestion => structuredClone(question);
/** Whether it is read as the rules read it that remember nothing. One `expect` for all: thousands take seconds. */
const isEqual = (reply: string, question: ChoiceQuestion) =>
  JSON.stringify(readChoice(reply, question)) === JSON.stringify(parseChoice(reply, fresh(question)));

test('every reply of the tables is read as parseChoice reads it, first and later', () => {
  const wrong = [people, religion, people].flatMap((question) =>
    replies.filter((reply) => !isEqual(reply, fresh(question))),
  );
  expect(wrong).toEqual([]);
});

test('questions that differ in one text, one label, one role or the language are never taken for each other', () => {
  const anyQuestion = fc.record({
    labels: fc.constantFrom(['A', 'B', 'C'], ['B', 'A', 'C'], ['1', '2', '3'], ['A', 'B']),
    options: fc.array(
      fc.record({
        // Texts that spell what stands between the texts of other questions.
        text: fc.constantFrom('The man', 'The woman', 'Unknown', 'man=7:The man', '=7:The man', ''),
        unknown: fc.boolean(),
      }),
      { minLength: 2, maxLength: 3 },
    ),
    language: fc.constantFrom('en', 'de', 'ko'),
  });
  const anyReply = fc.oneof(
    fc.constantFrom('The man', 'the woman.', 'B) The man', 'The answer is A.', 'Unknown', 'unbekannt'),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(...replies),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(anyQuestion, anyReply), { minLength: 1, maxLength: 20 }), (asked) => {
      expect(asked.filter(([question, reply]) => !isEqual(reply, question))).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('more questions and replies than are held change nothing', () => {
  const ofHouse = (house: number): ChoiceQuestion => ({
    labels: ['A', 'B', 'C'],
    options: [`The man of house ${house}`, 'The woman', 'Unknown'].map((text) => ({ text, unknown: false })),
    language: 'en',
  });
  const values = new Set<unknown>();
  for (let index = 0; index < 600; index++) {
    values.add(JSON.stringify(readChoice(`The man of house ${index}`, ofHouse(index))).includes('"value":0'));
  }
  for (let index = 0; index < 4_200; index++) {
    values.add(JSON.stringify(readChoice(`The woman\n${index}`, ofHouse(1))).includes('"value":1'));
  }
  expect([...values]).toEqual([true]);
});
