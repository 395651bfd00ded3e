import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseWordSort, type WordSortQuestion } from '../../src/scorers/parse-word-sort.js';

const question: WordSortQuestion = {
  words: ['joy', 'awful', 'self-control', 'love'],
  groups: [
    ['Ben', 'Mr. Ben'],
    ['Julia', 'the woman'],
  ],
  language: 'en',
};
const all = [
  { word: 'joy', group: 0 },
  { word: 'awful', group: 1 },
  { word: 'self-control', group: 0 },
  { word: 'love', group: 1 },
];

function sorting(reply: string) {
  const parsed = parseWordSort(reply, question);
  return parsed.outcome === 'answer' ? parsed.value : parsed;
}

describe('a complete reply', () => {
  test.each([
    'joy - Ben\nawful - Julia\nself-control - Ben\nlove - Julia',
    'joy: Ben\nawful: Julia\nself-control: Ben\nlove: Julia',
    'joy, Ben\nawful, Julia\nself-control, Ben\nlove, Julia',
    'joy – Ben\nawful → Julia\nself-control -> Ben\nlove — the woman',
    '1. joy - Ben\n2. awful - Julia\n3. self-control - Ben\n4. love - Julia',
    '- **Joy**: Ben\n- **Awful**: Julia\n* Self-control: Mr. Ben.\n• Love: Woman',
    '| joy | Ben |\n|---|---|\n| awful | Julia |\n| self-control | Ben |\n| love | Julia |',
    'Ben - joy\nJulia - awful\nBen - self-control\nJulia - love',
    'joy-Ben\nawful-Julia\nself-control-Ben\nlove-Julia',
    'joy - Ben; awful - Julia; self-control - Ben; love - Julia',
    'joy - Ben, awful - Julia, self-control - Ben, love - Julia',
    'joy - Ben (he is glad)\nawful - Julia\nself-control - Ben\nlove - Julia',
    '<think>joy - Julia</think>joy - Ben\nawful - Julia\nself-control - Ben\nlove - Julia',
    '```\njoy - Ben\nawful - Julia\nself-control - Ben\nlove - Julia\n```',
    'joy ➡️ Ben\nawful ➡️ Julia\nself-control ➡️ Ben\nlove ➡️ Julia',
  ])('%j gives every word its group and would pass the strict rule', (reply) => {
    expect(sorting(reply)).toEqual({ assignments: all, unparsedLines: 0, droppedByStrictRule: false });
  });
});

test('three of four words are enough, and the strict rule would drop the reply', () => {
  expect(sorting('Here you are:\njoy - Ben\nawful - Julia\nself-control - Ben\nlove - Anna')).toEqual({
    assignments: all.slice(0, 3),
    unparsedLines: 2,
    droppedByStrictRule: true,
  });
});

test('fewer than three of four words are too few', () => {
  expect(sorting('joy - Ben\nawful - Julia')).toEqual({ outcome: 'unparsed', rule: 'too_few_lines' });
});

test('a word given to both groups is left out with both its lines', () => {
  expect(sorting('joy - Ben\njoy - Julia\nawful - Julia\nself-control - Ben\nlove - Julia')).toEqual({
    assignments: all.slice(1),
    unparsedLines: 2,
    droppedByStrictRule: true,
  });
});

test('a pair said twice counts once', () => {
  expect(sorting('joy - Ben\njoy - Ben\nawful - Julia\nself-control - Ben\nlove - Julia')).toMatchObject({
    assignments: all,
  });
});

test('nothing, prose and a refusal are told apart', () => {
  expect(sorting('')).toEqual({ outcome: 'unparsed', rule: 'empty' });
  expect(sorting('What a nice list of words.')).toEqual({ outcome: 'unparsed', rule: 'too_few_lines' });
  expect(sorting("I'm sorry, but I can't help with that.")).toMatchObject({ outcome: 'refusal' });
});

test('the answer of the docstring holds', () => {
  const two = { ...question, words: ['joy', 'awful'] };
  expect(parseWordSort('joy - Ben\nawful - Julia', two)).toMatchObject({
    value: { assignments: all.slice(0, 2) },
    rule: 'lines',
  });
});

test('other languages are read by their own surface forms', () => {
  const korean: WordSortQuestion = { words: ['기쁨', '고통'], groups: [['철수'], ['영희']], language: 'ko' };
  expect(parseWordSort('기쁨 - 철수\n고통: 영희', korean)).toMatchObject({ value: { unparsedLines: 0 } });
});

test('a word has at most one group, whatever the reply', () => {
  const piece = fc.constantFrom(
    'joy',
    'awful',
    'love',
    'self-control',
    ' - ',
    ': ',
    'Ben',
    'Julia',
    '\n',
    '|',
    ';',
    '\ud800',
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
      (reply) => {
        const parsed = parseWordSort(reply, question);
        if (parsed.outcome !== 'answer') return;
        const words = parsed.value.assignments.map(({ word }) => word);
        expect(new Set(words).size).toBe(words.length);
      },
    ),
  );
});

test.each(['joy - Ben ', 'joy - Ben\n', '-', '|', ';', 'joy - Ben, ', ': '])(
  'a million characters of %j end in an outcome',
  (part) => {
    expect(['answer', 'refusal', 'unparsed']).toContain(
      parseWordSort(part.repeat(1_000_000 / part.length), question).outcome,
    );
  },
);
