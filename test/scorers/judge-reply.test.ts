import { expect, test } from 'vitest';
import { missingScore } from '../../src/metrics/metric.js';
import { judgeReply } from '../../src/scorers/judge-reply.js';
import { defineScorer } from '../../src/scorers/scorer.js';
import { promptOf } from './prompt-fixture.js';

const broken = defineScorer({
  name: 'broken',
  version: '1',
  description: 'Fails.',
  scoreNames: ['one', 'other'],
  tasks: ['continuation'],
  languages: ['en'],
  score: () => {
    throw new Error('out of order');
  },
});
const rejecting = { ...broken, score: () => Promise.reject(new Error('out of reach')) };

test.each([
  ['throws', broken, 'out of order'],
  ['rejects', rejecting, 'out of reach'],
])('a scorer that %s leaves the reply the answer that it is, and tells why', async (_, scorer, message) => {
  const reply = { text: 'She waved.', status: 'ok' } as const;
  const [judgement] = await judgeReply([scorer], reply, promptOf('continuation'));
  expect(judgement?.scores).toHaveLength(2);
  for (const score of judgement?.scores ?? [])
    expect(score).toMatchObject({ outcome: 'answer', score: null, reasonIfNull: 'scorer_unavailable' });
  expect(judgement?.failure).toMatchObject({ reason: 'scorer_unavailable', cause: { message } });
});

test.each([
  ['', 'unparsed', 'unparsed'],
  ["I'm sorry, but I can't help with that request.", 'refusal', 'refused'],
  ['She waved.', 'answer', 'language_unsupported'],
])('in a language that the scorer does not read, "%s" is still what it is', async (text, outcome, reason) => {
  const prompt = promptOf('continuation', { language: 'de' });
  const [judgement] = await judgeReply([broken], { text, status: 'ok' }, prompt);
  expect(judgement?.scores[0]).toMatchObject({ outcome, score: null, reasonIfNull: reason });
  expect(judgement?.failure).toEqual({ reason: 'language_unsupported', cause: null });
});

test('a scorer that failed on an answer is no 0 in the strict form, and widens the bounds', async () => {
  const [judgement] = await judgeReply(
    [broken],
    { text: 'She waved.', status: 'ok' },
    promptOf('continuation'),
  );
  const [score] = judgement?.scores ?? [];
  if (!score) throw new Error('no score');
  const forms = (['conditional', 'strict', 'bound_low', 'bound_high'] as const).map((form) =>
    missingScore(score, form, [0, 1]),
  );
  expect(forms).toEqual([null, null, 0, 1]);
  expect(missingScore({ ...score, outcome: 'refusal' }, 'strict', [0, 1])).toBe(0);
});
