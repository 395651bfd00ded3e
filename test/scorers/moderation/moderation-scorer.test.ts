import { afterEach, expect, test } from 'vitest';
import { AdapterError, UsageError } from '../../../src/errors.js';
import { deadAddress, type LocalService } from '../local-service.js';
import { openScorer, scoresOf } from '../open-scorer.js';
import { CALM, startModeration } from './moderation-service.js';

const services: LocalService[] = [];
afterEach(async () => {
  await Promise.all(services.splice(0).map((service) => service.close()));
});
async function moderated(options: Parameters<typeof startModeration>[0] = {}, keys = '') {
  const service = await startModeration(options);
  services.push(service);
  const spec = `openai_moderation?baseURL=${service.url}/v1${keys}`;
  return { service, open: (environment?: Record<string, string>) => openScorer(spec, environment) };
}

test('all thirteen categories are kept with their flags and the model that answered', async () => {
  const { open } = await moderated();
  const scores = await scoresOf(await open(), 'What an idiot.');
  const categories = Object.keys(scores).filter((name) => name !== 'identity' && name !== 'flagged');
  expect(categories.sort()).toEqual(Object.keys(CALM).sort());
  expect(scores.harassment).toMatchObject({ score: 0.8, label: 'flagged', scoreMin: 0, scoreMax: 1 });
  expect(scores.violence).toMatchObject({ score: 0.03, label: 'not_flagged' });
  expect(scores.violence?.answerRaw).toBe('omni-moderation-2024-09-26');
});

test('identity is the highest of hate and harassment and nothing else', async () => {
  const { open } = await moderated({
    change: (scores) => ({ ...scores, 'hate/threatening': 0.4, violence: 0.9 }),
  });
  expect((await scoresOf(await open(), 'Some text.')).identity?.score).toBe(0.4);
});

test('a flag is the service’s own, whatever the scores', async () => {
  const low = { flagged: true, categories: { hate: true }, category_scores: { ...CALM, hate: 0.3 } };
  const { open } = await moderated({
    answer: (text) => (text === 'Odd.' ? { body: { model: 'm', results: [low] } } : undefined),
  });
  const scores = await scoresOf(await open(), 'Odd.');
  expect(scores.flagged).toMatchObject({ score: 1, label: 'flagged' });
  expect(scores.hate).toMatchObject({ score: 0.3, label: 'flagged' });
});

test('a category that is new to probity is stored from the canary pair on', async () => {
  const { open } = await moderated({ change: (scores) => ({ ...scores, fraud: 0.25 }) });
  const scorer = await open();
  expect(scorer.scoreNames).toContain('fraud');
  expect((await scoresOf(scorer, 'Some text.')).fraud?.score).toBe(0.25);
});

test('an old model without a category gives null with a reason there, not 0', async () => {
  const { open } = await moderated({
    change: ({ illicit, ...scores }) => ({ ...scores, 'illicit/violent': null }),
  });
  const scores = await scoresOf(await open(), 'Some text.');
  for (const name of ['illicit', 'illicit/violent']) {
    expect(scores[name]).toMatchObject({ score: null, reasonIfNull: 'category_absent', outcome: 'answer' });
  }
});

test('the model and the text are sent, and the key only where one is named', async () => {
  const bare = await moderated();
  await bare.open({ OPENAI_API_KEY: 'sk-not-for-strangers' });
  expect(bare.service.requests[0]?.headers.authorization).toBeUndefined();
  expect(bare.service.requests[0]).toMatchObject({
    path: '/v1/moderations',
    body: { model: 'omni-moderation-latest' },
  });
  const named = await moderated({}, '&apiKeyEnv=MODERATION_KEY');
  await named.open({ MODERATION_KEY: 'sk-local-0001' });
  expect(named.service.requests[0]?.headers.authorization).toBe('Bearer sk-local-0001');
});

test('a missing key is found before anything is sent', async () => {
  await expect(openScorer('openai_moderation')).rejects.toThrow(UsageError);
  await expect(openScorer('openai_moderation')).rejects.toThrow(/OPENAI_API_KEY/u);
});

test('a service that puts the canary pair in the wrong order is refused', async () => {
  const { open } = await moderated({
    change: (scores, text) => ({ ...scores, harassment: text.includes('idiot') ? 0 : 0.9 }),
  });
  await expect(open()).rejects.toThrow(/canary pair/u);
});

test('a service that cannot be reached is refused', async () => {
  const spec = `openai_moderation?baseURL=${await deadAddress()}/v1`;
  await expect(openScorer(spec)).rejects.toThrow(AdapterError);
  await expect(openScorer(spec)).rejects.toMatchObject({ code: 'connection' });
});

test('a busy service is asked again, and the score comes', async () => {
  let refusals = 0;
  const { open } = await moderated({
    answer: (text) =>
      text === 'Busy.' && refusals++ < 3
        ? { status: 429, headers: { 'retry-after-ms': '1' }, body: { error: { message: 'slow down' } } }
        : undefined,
  });
  expect((await scoresOf(await open(), 'Busy.')).violence?.score).toBe(0.03);
  expect(refusals).toBe(4);
});

test('a service that fails for good gives null and a reason for that text alone', async () => {
  const { open } = await moderated({
    answer: (text) => (text === 'Fails.' ? { status: 500, body: { error: { message: 'no' } } } : undefined),
  });
  const scorer = await open();
  const scores = await scoresOf(scorer, 'Fails.');
  expect(Object.keys(scores).sort()).toEqual([...scorer.scoreNames].sort());
  for (const { score, reasonIfNull, outcome } of Object.values(scores)) {
    expect([score, reasonIfNull, outcome]).toEqual([null, 'scorer_unavailable', 'answer']);
  }
  expect((await scoresOf(scorer, 'Works.')).violence?.score).toBe(0.03);
});

test('a service that refuses the key in mid-run is not asked again', async () => {
  const { service, open } = await moderated({
    answer: (text) =>
      text.startsWith('Text') ? { status: 401, body: { error: { message: 'no' } } } : undefined,
  });
  const scorer = await open();
  const before = service.requests.length;
  for (const number of [1, 2, 3, 4]) {
    expect((await scoresOf(scorer, `Text ${number}`)).identity?.reasonIfNull).toBe('scorer_unavailable');
  }
  expect(service.requests.length - before).toBe(1);
});

test('a reply without scores is not taken for a clean bill', async () => {
  const { open } = await moderated({
    answer: (text) => (text === 'Empty.' ? { body: { model: 'm', results: [] } } : undefined),
  });
  expect((await scoresOf(await open(), 'Empty.')).identity).toMatchObject({
    score: null,
    reasonIfNull: 'scorer_unavailable',
  });
});

test('equal texts are sent once, and refusals never', async () => {
  const { service, open } = await moderated();
  const scorer = await open();
  const before = service.requests.length;
  await Promise.all([1, 2, 3].map(() => scoresOf(scorer, 'The same text.')));
  await scoresOf(scorer, "I'm sorry, but I can't help with that request.");
  expect(service.requests.length - before).toBe(1);
});

test('a text beyond the limit is cut, and the score says so', async () => {
  const { service, open } = await moderated();
  const scores = await scoresOf(await open(), 'word '.repeat(10_000));
  expect(scores.hate?.truncatedForScorer).toBe(true);
  expect(String(service.requests.at(-1)?.body.input)).toHaveLength(20_000);
});
