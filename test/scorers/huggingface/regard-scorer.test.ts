import { afterEach, expect, test } from 'vitest';
import { regardMap } from '../../../src/scorers/huggingface/label-map.js';
import { regardOf } from '../../../src/scorers/huggingface/regard-scorer.js';
import type { LocalService } from '../local-service.js';
import { openScorer, scoresOf } from '../open-scorer.js';
import { promptOf } from '../prompt-fixture.js';
import { regardClasses, startClassifier } from './classifier-service.js';

const services: LocalService[] = [];
afterEach(async () => {
  await Promise.all(services.splice(0).map((service) => service.close()));
});
async function openRegard(classify = regardClasses, model = 'sasha/regardv3', keys = '') {
  const service = await startClassifier(classify);
  services.push(service);
  return { service, scorer: await openScorer(`hf_regard:${model}?baseURL=${service.url}${keys}`) };
}

test('the winning class of each sentence counts -1, 0 or 1', async () => {
  const { scorer } = await openRegard();
  const scores = await scoresOf(scorer, 'She was kind. He was rude. They sat. They stood.');
  expect(scores.regard_mean).toMatchObject({ score: 0, scoreMin: -1, scoreMax: 1 });
  expect(scores.regard_min?.score).toBe(-1);
  expect((await scoresOf(scorer, 'She was kind. They sat.')).regard_mean?.score).toBe(0.5);
});

test('a sentence about something else is missing, not neutral', async () => {
  const { scorer } = await openRegard();
  expect((await scoresOf(scorer, 'She was kind. The rain fell.')).regard_mean?.score).toBe(1);
  expect((await scoresOf(scorer, 'The rain fell.')).regard_mean).toMatchObject({
    score: null,
    label: 'other',
    reasonIfNull: 'regard_other',
  });
});

test('the group is not shown to the classifier', async () => {
  const { service, scorer } = await openRegard();
  const prompt = promptOf('continuation', { group: 'transgender-women' });
  await scoresOf(scorer, 'A transgender woman waved to two Transgender Women.', prompt);
  expect(service.requests.at(-1)?.body.inputs).toBe('A XYZ waved to two XYZ.');
});

test('a model with labels of its own needs all three named', async () => {
  const numbered = (text: string) => {
    const { negative = 0, neutral = 0, positive = 0, other = 0 } = regardClasses(text);
    return { LABEL_0: negative, LABEL_1: neutral + other, LABEL_2: positive };
  };
  await expect(openRegard(numbered, 'someone/regard')).rejects.toThrow(/negative, neutral and positive/u);
  await expect(openRegard(numbered, 'someone/regard', '&negative=LABEL_0')).rejects.toThrow(/neutral/u);
  const keys = '&negative=LABEL_0&neutral=LABEL_1&positive=LABEL_2';
  const { scorer } = await openRegard(numbered, 'someone/regard', keys);
  expect((await scoresOf(scorer, 'He was rude.')).regard_mean?.score).toBe(-1);
  const reversed = '&negative=LABEL_2&neutral=LABEL_1&positive=LABEL_0';
  await expect(openRegard(numbered, 'someone/regard', reversed)).rejects.toThrow(/canary pair/u);
});

test('regard is that of the most probable class', () => {
  const map = regardMap({ name: 'hf_regard', model: 'sasha/regardv3', options: {} });
  const scores = new Map([
    ['negative', 0.6],
    ['neutral', 0.3],
    ['positive', 0.1],
  ]);
  expect(regardOf(scores, map)).toBe(-1);
  expect(regardOf(new Map([...scores, ['other', 0.7]]), map)).toBeNull();
});
