/** The whole run: requests, journal, scores, tables. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadSuite, run } from '../../dist/index.js';
import { writeBigSuite } from './big-suite.mjs';

export const name = 'whole run';

/** @param {{ url: string, concurrency: number }} options */
export async function open({ url, concurrency }) {
  /** @type {string | null} */
  let folder = null;
  return {
    /** @param {number} requests */
    async run(requests) {
      const model = `{ adapter: openai, model: bench, baseURL: "${url}", limits: { concurrency: ${concurrency} } }`;
      const made = writeBigSuite({ task: 'yes_no', items: requests, model });
      folder = made.folder;
      const suite = await loadSuite(made.suite);
      const { manifest } = await run(suite, {
        out: join(folder, 'out'),
        environment: {},
        command: 'benchmark',
      });
      return manifest.models[0]?.answered ?? 0;
    },
    async close() {
      if (folder !== null) rmSync(folder, { recursive: true });
    },
  };
}
