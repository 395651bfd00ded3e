/** Runs `node ARGS` in a child and says what it took. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * @param {string[]} args of node
 * @returns {{ seconds: number, cpu: number, megabytes: number }}
 */
export function measure(args) {
  const script = fileURLToPath(new URL('./measure-child.mjs', import.meta.url));
  const { stdout, status } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`failed: node ${args.join(' ')}\n${stdout}`);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}
