import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'probity-action-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** What GitHub requires of a composite action: a shell for each `run`, an expression for each output. */
const action = z
  .strictObject({
    name: z.string(),
    description: z.string(),
    inputs: z.record(z.string(), z.strictObject({ description: z.string(), default: z.string() })),
    outputs: z.record(
      z.string(),
      z.strictObject({ description: z.string(), value: z.string().startsWith('${{') }),
    ),
    runs: z.strictObject({
      using: z.literal('composite'),
      steps: z.array(
        z.union([
          z.strictObject({
            id: z.string().optional(),
            if: z.string().optional(),
            shell: z.literal('bash'),
            env: z.record(z.string(), z.string()).optional(),
            run: z.string(),
          }),
          z.strictObject({
            if: z.string().optional(),
            uses: z.string(),
            with: z.record(z.string(), z.union([z.string(), z.boolean()])),
          }),
        ]),
      ),
    }),
  })
  .parse(parse(readFileSync(join(ROOT, '.github/actions/probity/action.yml'), 'utf8')));

const scripts = action.runs.steps.flatMap((step) => ('run' in step ? [step] : []));

test('no input is pasted into a script: what a pull request names cannot run', () => {
  for (const { run } of scripts) expect(run).not.toContain('${{');
});

test.each(scripts.map(({ run }, index) => [index, run] as const))('script %i is sound bash', (_, run) => {
  expect(spawnSync('bash', ['-n'], { input: run }).status).toBe(0);
});

test('outputs are verdict and report', () => {
  expect(Object.keys(action.outputs)).toEqual(['verdict', 'report']);
});

function judge(compareExit: number, baseline: string): { status: number | null; output: string } {
  const [step] = scripts.filter(({ id }) => id === 'judge');
  const command = join(home, 'probity');
  writeFileSync(command, `#!/bin/sh\necho compared > "${home}/comparison.md"\nexit ${compareExit}\n`);
  chmodSync(command, 0o755);
  writeFileSync(join(home, 'report.md'), '# report\n');
  const output = join(home, 'output');
  writeFileSync(output, '');
  const { status } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', step?.run ?? 'exit 99'], {
    env: {
      PATH: process.env.PATH,
      RUNNER_TEMP: home,
      GITHUB_OUTPUT: output,
      RUN: home,
      BASELINE: baseline,
      UNDECIDED: 'fail',
      COMMAND: command,
    },
  });
  return { status, output: readFileSync(output, 'utf8') };
}

test.each([
  [0, 'passed'],
  [1, 'regressed'],
  [3, 'undecided'],
])('exit code %i of compare is the verdict %s, kept for the last step', (code, verdict) => {
  expect(judge(code, home)).toEqual({ status: 0, output: `verdict=${verdict}\ncode=${code}\n` });
});

test('without a baseline the run becomes one, and wrong input ends the job', () => {
  expect(judge(0, '').output).toBe('verdict=baseline\n');
  expect(existsSync(join(home, 'probity-comment.md'))).toBe(true);
  expect(judge(2, home).status).toBe(2);
});
