import pLimit from 'p-limit';
import { openaiAdapter } from '../../dist/adapters/openai-adapter.js';
import { MAX_TOKENS, MODEL, promptText } from './throughput-prompts.mjs';

/** The same loop through the adapter: what is gained or lost below the runner. */
export const name = 'adapter';

/** @param {{url: string, concurrency: number}} options */
export async function open({ url, concurrency }) {
  const settings = {
    id: 'bench',
    adapter: 'openai',
    model: MODEL,
    baseURL: url,
    options: {},
    concurrency,
    directory: '.',
  };
  const adapter = await openaiAdapter.open(settings, {});
  const limit = pLimit(concurrency);
  const { signal } = new AbortController();
  return {
    /** @param {number} requests */
    async run(requests) {
      const replies = await Promise.all(
        Array.from({ length: requests }, (_, index) =>
          limit(async () => (await adapter.complete(request(index), signal)).text),
        ),
      );
      return replies.filter((text) => text !== null).length;
    },
    close: async () => adapter.close?.(),
  };
}

/** @param {number} index */
function request(index) {
  return {
    prompt: {
      item: { id: String(index) },
      presentationId: 'order-0',
      presentationIndex: 0,
      optionOrder: [0, 1, 2],
      labels: ['A', 'B', 'C'],
      paraphraseId: null,
      messages: [{ role: 'user', content: promptText(index) }],
    },
    sampling: { temperature: 0, topP: null, maxTokens: MAX_TOKENS, seed: 7 },
    sampleIndex: 0,
  };
}
