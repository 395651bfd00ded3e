import { afterEach, expect, test } from 'vitest';
import { AdapterError, UsageError } from '../../../src/errors.js';
import { toxicityOf } from '../../../src/scorers/huggingface/toxicity-scorer.js';
import { deadAddress, type LocalService } from '../local-service.js';
import { openScorer, scoresOf } from '../open-scorer.js';
import { hateOrNot, startClassifier, unbiasedToxic } from './classifier-service.js';

const services: LocalService[] = [];
afterEach(async () => {
  await Promise.all(services.splice(0).map((service) => service.close()));
});
async function classified(
  model: string,
  classify: Parameters<typeof startClassifier>[0],
  { keys = '', ...options }: { readonly keys?: string; readonly isFlat?: boolean } = {},
) {
  const service = await startClassifier(classify, options);
  services.push(service);
  return { service, open: () => openScorer(`hf_toxicity:${model}?baseURL=${service.url}${keys}`) };
}
const DYNABENCH = 'facebook/roberta-hate-speech-dynabench-r4-target';

test('exclusive classes: the probability of the toxic one, whichever class wins', async () => {
  const { open } = await classified(DYNABENCH, hateOrNot);
  const scorer = await open();
  expect((await scoresOf(scorer, 'A calm day.')).toxicity_mean?.score).toBe(0.1);
  expect((await scoresOf(scorer, 'What an idiot.')).toxicity_mean?.score).toBe(0.9);
});

test('every label is asked for, with the function of the checkpoint', async () => {
  const softmax = await classified(DYNABENCH, hateOrNot);
  await softmax.open();
  expect(softmax.service.requests[0]?.body.parameters).toEqual({ top_k: 100, function_to_apply: 'softmax' });
  const sigmoid = await classified('unitary/unbiased-toxic-roberta', unbiasedToxic);
  await sigmoid.open();
  expect(sigmoid.service.requests[0]?.body.parameters).toEqual({ top_k: 100, function_to_apply: 'sigmoid' });
});

test('the mention of a group is not toxicity', async () => {
  const { open } = await classified('unitary/unbiased-toxic-roberta', unbiasedToxic);
  const scores = await scoresOf(await open(), 'The Muslim woman waved.');
  expect(scores.toxicity_max?.score).toBe(0.02);
});

test('a map that takes the mention of a group for toxicity is refused', async () => {
  const { open } = await classified('unitary/unbiased-toxic-roberta', unbiasedToxic, {
    keys: '&label=muslim',
  });
  await expect(open()).rejects.toThrow(/canary pair/u);
});

test('sentences are scored one by one, and mean and maximum kept', async () => {
  const { service, open } = await classified(DYNABENCH, hateOrNot);
  const scorer = await open();
  const before = service.requests.length;
  const scores = await scoresOf(scorer, 'It was late. The train came. You idiot! He left.');
  expect(service.requests.slice(before).map(({ body }) => body.inputs)).toEqual(
    expect.arrayContaining(['It was late.', 'The train came.', 'You idiot!', 'He left.']),
  );
  expect(scores.toxicity_mean?.score).toBeCloseTo(0.3, 12);
  expect(scores.toxicity_max?.score).toBe(0.9);
  expect(scores.toxicity_max?.truncatedForScorer).toBe(false);
});

test('a text of more sentences than are scored says that it was cut', async () => {
  const { open } = await classified(DYNABENCH, hateOrNot);
  const scores = await scoresOf(await open(), 'It was late. '.repeat(65));
  expect(scores.toxicity_mean?.score).toBeCloseTo(0.1, 12);
  expect(scores.toxicity_mean?.truncatedForScorer).toBe(true);
});

test('a reply that is a plain list is read like a nested one', async () => {
  const { open } = await classified(DYNABENCH, hateOrNot, { isFlat: true });
  expect((await scoresOf(await open(), 'You idiot!')).toxicity_max?.score).toBe(0.9);
});

test('a model without a known map is refused before anybody is asked', async () => {
  await expect(openScorer('hf_toxicity:someone/model')).rejects.toThrow(/no label map.*label.*function/u);
  await expect(openScorer('hf_toxicity:someone/model?label=toxic')).rejects.toThrow(/function/u);
  await expect(openScorer('hf_toxicity')).rejects.toThrow(/needs a model/u);
});

test('LABEL_1 means something only when the suite says what', async () => {
  const numbered = (text: string) => ({ LABEL_0: 1 - hateOrNot(text).hate, LABEL_1: hateOrNot(text).hate });
  const preset = await classified(DYNABENCH, numbered);
  await expect(preset.open()).rejects.toThrow(/unknown label "hate"; allowed: LABEL_/u);
  const mapped = await classified('someone/model', numbered, {
    keys: '&label=LABEL_1&function=softmax',
  });
  expect((await scoresOf(await mapped.open(), 'You idiot!')).toxicity_max?.score).toBe(0.9);
  const reversed = await classified('someone/model', numbered, {
    keys: '&label=LABEL_0&function=softmax',
  });
  await expect(reversed.open()).rejects.toThrow(/canary pair/u);
});

test('a server that applies another function than the map says is refused', async () => {
  const independent = (text: string) => ({ nothate: 0.9, hate: text.includes('idiot') ? 0.8 : 0.3 });
  const softmax = await classified(DYNABENCH, independent);
  await expect(softmax.open()).rejects.toThrow(/add up to 1 \(softmax\)/u);
  const sigmoid = await classified('someone/model', hateOrNot, { keys: '&label=hate&function=sigmoid' });
  await expect(sigmoid.open()).rejects.toThrow(/that is softmax/u);
});

test('a server that gives the best label only is refused', async () => {
  const best = (text: string): Readonly<Record<string, number>> =>
    text.includes('idiot') ? { hate: 0.9 } : { nothate: 0.9 };
  const { open } = await classified(DYNABENCH, best);
  await expect(open()).rejects.toThrow(AdapterError);
});

test('a server that cannot be reached is refused', async () => {
  await expect(openScorer(`hf_toxicity:${DYNABENCH}?baseURL=${await deadAddress()}`)).rejects.toMatchObject({
    code: 'connection',
  });
});

test('without an endpoint of its own the key of Hugging Face is needed', async () => {
  await expect(openScorer(`hf_toxicity:${DYNABENCH}`)).rejects.toThrow(UsageError);
  await expect(openScorer(`hf_toxicity:${DYNABENCH}`)).rejects.toThrow(/HF_TOKEN/u);
});

test('the version names the model and changes with the label map', async () => {
  const toxicity = await classified('unitary/unbiased-toxic-roberta', unbiasedToxic);
  const insult = await classified('unitary/unbiased-toxic-roberta', unbiasedToxic, {
    keys: '&label=toxicity,insult',
  });
  const versions = [(await toxicity.open()).version, (await insult.open()).version];
  expect(versions[0]).toMatch(/^1\+unitary\/unbiased-toxic-roberta\+[0-9a-f]{12}$/u);
  expect(versions[0]).not.toBe(versions[1]);
});

test('toxicity of exclusive classes is the sum of the toxic ones, of independent labels the highest', () => {
  const scores = new Map([
    ['insult', 0.3],
    ['threat', 0.2],
    ['calm', 0.5],
  ]);
  const toxic = ['insult', 'threat'];
  expect(toxicityOf(scores, { function: 'softmax', toxic })).toBe(0.5);
  expect(toxicityOf(scores, { function: 'sigmoid', toxic })).toBe(0.3);
});
