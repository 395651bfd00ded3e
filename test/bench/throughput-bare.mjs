import OpenAI from 'openai';
import pLimit from 'p-limit';
import { MAX_TOKENS, MODEL, promptText } from './throughput-prompts.mjs';

/** What one would write without a harness: the SDK as it comes, and a limit on requests in flight. */
export const name = 'bare loop';

/** @param {{url: string, concurrency: number}} options */
export async function open({ url, concurrency }) {
  const client = new OpenAI({ baseURL: url, apiKey: 'none' });
  const limit = pLimit(concurrency);
  return {
    /** @param {number} requests */
    async run(requests) {
      const replies = await Promise.all(
        Array.from({ length: requests }, (_, index) =>
          limit(async () => {
            const completion = await client.chat.completions.create({
              model: MODEL,
              messages: [{ role: 'user', content: promptText(index) }],
              temperature: 0,
              max_tokens: MAX_TOKENS,
              seed: 7,
            });
            return completion.choices[0].message.content;
          }),
        ),
      );
      return replies.filter((text) => text !== null).length;
    },
    async close() {},
  };
}
