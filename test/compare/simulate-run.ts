import { join } from 'node:path';
import { openSuite, type SuiteFlags } from '../../src/cli/suite-options.js';
import { run } from '../../src/evaluate.js';

/** Runs probes on one simulated model into a folder of its own. @returns the folder */
export async function simulate(
  root: string,
  name: string,
  model: string,
  flags: SuiteFlags,
): Promise<string> {
  const out = join(root, name);
  const asked = { ...flags, model: [`simulated:${model}`], concurrency: 64 };
  const suite = await openSuite(undefined, asked);
  await run(suite, { out, environment: {}, command: 'test', source: { suite: null, flags: asked } });
  return out;
}
