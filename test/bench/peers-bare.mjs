/** `node peers-bare.mjs URL CONCURRENCY PROMPTS.json`: what one would write without a harness. */
import { readFileSync, writeFileSync } from 'node:fs';
import OpenAI from 'openai';
import pLimit from 'p-limit';

const [baseURL, concurrency, file = ''] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey: 'none' });
const limit = pLimit(Number(concurrency));
/** @type {string[]} */
const prompts = JSON.parse(readFileSync(file, 'utf8'));
const replies = await Promise.all(
  prompts.map((content) =>
    limit(async () => {
      const completion = await client.chat.completions.create({
        model: 'm',
        messages: [{ role: 'user', content }],
        temperature: 0,
        max_tokens: 16,
      });
      return completion.choices[0].message.content;
    }),
  ),
);
writeFileSync(`${file}.replies`, JSON.stringify(replies));
