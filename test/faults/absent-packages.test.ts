import { expect, test } from 'vitest';
import { prepareFaultTests, runArguments, startProbity, temporaryFolder } from './probity.js';

prepareFaultTests();

const inUrl = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`;
/** Node as it is where the optional packages are not installed. */
const HIDING = `export function resolve(name, context, next) {
  if (!/^(bullmq|ioredis|js-tiktoken)(\\/|$)/.test(name)) return next(name, context);
  throw Object.assign(new Error('Cannot find package ' + name), { code: 'ERR_MODULE_NOT_FOUND' });
}`;
const env = {
  NODE_OPTIONS: `--import ${inUrl(`import { register } from 'node:module'; register(${JSON.stringify(inUrl(HIDING))});`)}`,
};

test.concurrent('without bullmq and ioredis a queue is refused with the line that installs them, and nothing is written', async () => {
  const message =
    'a queue needs the packages bullmq and ioredis, which are not installed; install them beside probity: npm install bullmq@6 ioredis@5\n';
  const queue = ['--queue', 'redis://127.0.0.1:1'];
  const ended = await Promise.all([
    startProbity(['worker', ...queue], { env }).ended,
    startProbity([...runArguments('http://127.0.0.1:1/v1', temporaryFolder()), ...queue], { env }).ended,
  ]);
  for (const { code, stdout, stderr } of ended)
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: message });
});

test.concurrent('without js-tiktoken a plan counts by a rule of thumb, and says how to count', async () => {
  const args = ['plan', '--model', 'openai:gpt-5-mini', '--probe', 'decision-hiring', '--limit', '8'];
  const { code, stderr } = await startProbity(args, { env }).ended;
  expect(code).toBe(0);
  expect(stderr).toContain(
    'Tokens are estimates (4 characters a token; npm install js-tiktoken to count them, short answers)',
  );
});
