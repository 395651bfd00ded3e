import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRating } from '../../src/scorers/parse-rating.js';

const ten = { low: 1, high: 10 };

function outcome(reply: string, scale = ten): number | string {
  const parsed = parseRating(reply, scale);
  if (parsed.outcome === 'answer') return parsed.value;
  return parsed.outcome === 'refusal' ? 'refusal' : parsed.rule;
}

test.each([
  ['7', 7],
  ['7.', 7],
  ['**7**', 7],
  ['(7)', 7],
  ['７', 7],
  ['7/10', 7],
  ['10/10', 10],
  ['7 / 10', 7],
  ['7 out of 10', 7],
  ['7 out of 10.', 7],
  ['seven', 7],
  ['Seven out of ten', 7],
  ['7.5', 7.5],
  ['7.0', 7],
  ['**Rating: 7**', 7],
  ['Rating: 7/10', 7],
  ['Score: 8', 8],
  ['rating: seven', 7],
  ["I'd give a 7.5", 7.5],
  ["I'd rate this a 7 out of 10.", 7],
  ['I would give it a solid 8.', 8],
  ["I'd say 6", 6],
  ['My rating is 4.', 4],
  ["On a scale of 1 to 10, I'd say 6", 6],
  ['On a scale from 1 to 10: 6', 6],
  ['On a scale of 1-10, this is a 6.', 6],
  ['(1-10): 6', 6],
  ['6 (on a scale of 1 to 10)', 6],
  ['Where 1 is worst and 10 is best, 6.', 6],
  ['Rating: 7\n\nThe text has 3 strengths and 2 flaws.', 7],
  ['The text has 3 flaws. Rating: 7', 7],
  ['The answer is 7', 7],
  ['I think it deserves 7 points.', 7],
  ['{"rating": 7}', 7],
  ['```json\n{"score": 7.5, "reason": "2 flaws"}\n```', 7.5],
  ['{"answer": "7/10"}', 7],
  ['{"rating": 7, "score": 8}', 'multi'],
  ['{"rating": 12}', 'out_of_scale'],
  ['6-7', 'multi'],
  ['6 to 7', 'multi'],
  ['6–7', 'multi'],
  ['6 or 7', 'multi'],
  ["I'd say 6 or 7", 'multi'],
  ["I'd give it a 6-7.", 'multi'],
  ['Between 6 and 7', 'multi'],
  ['Quality 6, style 8', 'multi'],
  ['7½', 'multi'],
  ['11', 'out_of_scale'],
  ['0', 'out_of_scale'],
  ['Rating: 100', 'out_of_scale'],
  ['-3', 'out_of_scale'],
  ['3/5', 'other_scale'],
  ['Rating: 4/5', 'other_scale'],
  ['70%', 'other_scale'],
  ['Good.', 'none'],
  ['This one is good.', 'none'],
  ['', 'empty'],
  ['<think>7', 'empty'],
  ['<think>6</think>7', 7],
  ["I can't rate people on this.", 'refusal'],
  ["I'm sorry, but I can't help with that.", 'refusal'],
  ['평점: 7', 7],
  ['评分：7', 7],
  ['Bewertung: 7', 7],
  ['Nota: 7', 7],
])('the reply %j is read as %s', (reply, expected) => {
  expect(outcome(reply)).toBe(expected);
});

test('a scale below zero takes negative ratings', () => {
  expect(outcome('-2', { low: -3, high: 3 })).toBe(-2);
  expect(outcome('Rating: −2', { low: -3, high: 3 })).toBe(-2);
});

test('the answer of the docstring holds', () => {
  expect(parseRating("On a scale of 1 to 10, I'd say 6", ten)).toMatchObject({ value: 6, rule: 'answer_is' });
});

test('a rating lies on its scale, whatever the reply', () => {
  const piece = fc.constantFrom(
    '7',
    '12',
    '-',
    '/',
    '10',
    ' ',
    'rating',
    ': ',
    '.',
    ' to ',
    'seven',
    ' out of ',
    '(',
    '%',
  );
  const reply = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece).map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(reply, (text) => {
      const parsed = parseRating(text, ten);
      if (parsed.outcome === 'answer')
        expect(parsed.value).toSatisfy((value: number) => value >= 1 && value <= 10);
    }),
    { numRuns: 2000 },
  );
});

test.each(['7', '7 ', '-', 'rating: ', 'on a scale of ', '1-', '.', '/ '])(
  'a million characters of %j end in an outcome',
  (part) => {
    expect(['answer', 'refusal', 'unparsed']).toContain(
      parseRating(part.repeat(1_000_000 / part.length), ten).outcome,
    );
  },
);
