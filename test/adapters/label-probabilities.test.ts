import { expect, test } from 'vitest';
import { labelProbabilities } from '../../src/adapters/label-probabilities.js';

const first = (tokens: Record<string, number>) => ({
  content: [{ top_logprobs: Object.entries(tokens).map(([token, p]) => ({ token, logprob: Math.log(p) })) }],
});

test('forms of a label that differ in white space are summed, other tokens are left out', () => {
  const found = labelProbabilities(first({ A: 0.5, ' A': 0.25, B: 0.125, a: 0.0625, AB: 0.03125 }), [
    'A',
    'B',
    'C',
  ]);
  expect(found?.A).toBeCloseTo(0.75, 12);
  expect(found?.B).toBeCloseTo(0.125, 12);
  expect(found?.C).toBe(0);
});

test('a label named like a property of objects is only a label', () => {
  expect(labelProbabilities(first({ constructor: 0.5 }), ['A'])).toEqual({ A: 0 });
});

test.each([null, {}, { content: [] }, { content: [{}] }, { content: null }, 'A'])(
  'without log-probabilities (%o) there is nothing, not zeros',
  (logprobs) => {
    expect(labelProbabilities(logprobs, ['A', 'B'])).toBeNull();
  },
);

test('entries of another shape are left out, and rounding never makes more than 1', () => {
  const top = [
    null,
    { token: 'A' },
    { token: 1, logprob: 0 },
    { token: 'A', logprob: 1e-9 },
    { token: ' A', logprob: 0 },
  ];
  expect(labelProbabilities({ content: [{ top_logprobs: top }] }, ['A'])).toEqual({ A: 1 });
});
