import { describe, expect, test } from 'vitest';
import { SameRequests } from '../../src/evaluation/collection/same-requests.js';
import { exampleRequest } from '../adapters/prompt-fixture.js';
import { exampleCollected } from '../records/completion-fixture.js';
import { failure } from '../runner/scripted-adapter.js';

const asked = (itemId: string, parts: Parameters<typeof exampleRequest>[0] = {}) =>
  exampleRequest({ itemId, sampling: { temperature: 0 }, ...parts });
const answered = (itemId: string) => exampleCollected({ itemId, sampling: { temperature: 0 } });

describe('requests that are the same to the byte', () => {
  test('are sent once at temperature 0; the others take the reply, wherever they stand, and cost nothing', () => {
    const same = new SameRequests();
    expect(same.find(asked('first'))).toBeNull();
    expect(same.find(asked('second'))).toBe('wait');
    const first = answered('first');
    const [second, ...more] = same.settled(first);
    expect(more).toEqual([]);
    for (const taken of [second, same.find(asked('third'))]) {
      expect(taken).toMatchObject({ attempts: 0, error: null });
      expect(taken).toMatchObject({ reply: { ...first.reply, takenFrom: 'same_request' } });
    }
    expect(second?.request.prompt.item.id).toBe('second');
  });

  test.each([
    ['samples of one prompt', { sampleIndex: 1 }],
    ['other seeds', { sampling: { temperature: 0, seed: 8 } }],
    ['other prompts', { text: 'Who was early?' }],
    ['other labels', { labels: ['1', '2'] }],
  ])('are not %s', (_, parts) => {
    const same = new SameRequests();
    same.find(asked('first'));
    expect(same.find(asked('second', parts))).toBeNull();
  });

  test.each([null, 0.7])('are all sent at temperature %s, where answers may differ', (temperature) => {
    const same = new SameRequests();
    const parts = { sampling: { temperature } };
    same.find(asked('first', parts));
    expect(same.find(asked('second', parts))).toBeNull();
  });

  test('share a failure while they wait for it, and are sent again after it', () => {
    const same = new SameRequests();
    same.find(asked('first'));
    same.find(asked('second'));
    const error = failure({ status: 500 });
    const failed = { ...answered('first'), reply: null, error };
    expect(same.settled(failed)).toMatchObject([{ error, request: { prompt: { item: { id: 'second' } } } }]);
    expect(same.find(asked('third'))).toBeNull();
  });
});
