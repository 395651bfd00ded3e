import { join } from 'node:path';
import { openSuite, type SuiteFlags } from '../../src/cli/suite-options.js';
import { run } from '../../src/evaluate.js';

/** Runs a suite on simulated models into a folder, and gives its path. */
export async function simulate(
  root: string,
  name: string,
  model: string | readonly string[],
  { suite: path, ...flags }: SuiteFlags & { readonly suite?: string } = {},
): Promise<string> {
  const out = join(root, name);
  const models = typeof model === 'string' ? [model] : model;
  const suite = await openSuite(path, {
    model: models.map((spec) => `simulated:${spec}`),
    concurrency: 64,
    ...flags,
  });
  await run(suite, { out, environment: {}, command: 'test', source: { suite: path ?? null, flags } });
  return out;
}
