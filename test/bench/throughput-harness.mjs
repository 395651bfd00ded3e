/** A run of the harness until its last answer is journalled; scoring, which asks nobody, follows unmeasured. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadSuite, run } from '../../dist/index.js';
import { writeBigSuite } from './big-suite.mjs';

export const name = 'run with journal';

/** @param {{ url: string, concurrency: number }} options */
export async function open({ url, concurrency }) {
  const model = `{ adapter: openai, model: bench, baseURL: "${url}", limits: { concurrency: ${concurrency} } }`;
  /** @type {ReturnType<typeof writeBigSuite> | undefined} */
  let made;
  /** @type {Awaited<ReturnType<typeof loadSuite>> | undefined} */
  let suite;
  /** @type {Promise<unknown> | undefined} */
  let whole;
  return {
    /** @param {number} requests */
    async prepare(requests) {
      made = writeBigSuite({ task: 'yes_no', items: requests, model });
      suite = await loadSuite(made.suite);
      // The SDK is loaded when an adapter is opened; the other contenders load theirs before they are measured.
      await import('../../dist/adapters/chat-completions.js');
    },
    async run() {
      let answered = 0;
      await new Promise((resolve, reject) => {
        if (!suite || !made) throw new Error('expected prepare first');
        whole = run(suite, {
          out: join(made.folder, 'out'),
          environment: {},
          command: 'benchmark',
          onEvent: (event) => {
            if (event.type === 'settled' && event.answered) answered++;
            if (event.type === 'scoring') resolve(undefined);
          },
        }).catch(reject);
      });
      return answered;
    },
    async close() {
      await whole;
      if (made) rmSync(made.folder, { recursive: true });
    },
  };
}
