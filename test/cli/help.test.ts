import { describe, expect, test } from 'vitest';
import { VERSION } from '../../src/records/version.js';
import { probity, probityProcess } from './command.js';

const COMMANDS = [
  ['run'],
  ['plan'],
  ['score'],
  ['report'],
  ['merge'],
  ['probes'],
  ['probes', 'list'],
  ['probes', 'show'],
  ['probes', 'check'],
  ['init'],
];

describe('--help', () => {
  test.concurrent.each([[], ...COMMANDS].map((words) => [words.join(' '), words]))(
    'of "probity %s" says what it does and shows an example, on stdout',
    async (_, words) => {
      const { code, stdout, stderr } = await probity([...words, '--help']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(new RegExp(`\\nExamples?:\\n {2}probity ${words.join(' ')}`, 'u'));
      expect(stdout).toContain('--json');
    },
  );

  test.concurrent('names the flags that other people’s scripts use', async () => {
    const { stdout } = await probity(['run', '--help']);
    const flags =
      '--model --probe --data --limit --samples --out --concurrency --max-usd --max-requests --reuse --shard --seed';
    expect(flags.split(' ').filter((flag) => !stdout.includes(`${flag} <`))).toEqual([]);
  });
});

test.concurrent('--version is that of the package', async () => {
  expect(await probityProcess(['--version'])).toEqual({ code: 0, stdout: `${VERSION}\n`, stderr: '' });
});

test.concurrent('the exit code of the process is that of the command', async () => {
  const { code, stdout, stderr } = await probityProcess(['plan', 'quikstart']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('did you mean "quickstart"?');
});

describe('a mistake on the command line exits with 2, says nothing on stdout, and names what was meant', () => {
  test.concurrent.each([
    ['rnu', 'Did you mean run?'],
    ['probes lst', 'Did you mean list?'],
    ['run --modle openai:gpt-5-mini', 'Did you mean --model?'],
    ['merge --out x --qiet', 'Did you mean --quiet?'],
    ['run quikstart', 'did you mean "quickstart"?'],
    ['run --probe ambigous-age', 'did you mean "ambiguous-age"?'],
    ['run --probe bqb', 'did you mean "bbq"?'],
    ['run --model opnai:gpt-5-mini', 'did you mean "openai"?'],
    ['run --model parrot', 'adapter:model[?key=value&...]'],
    ['probes show ambiguous-aeg', 'did you mean "ambiguous-age"?'],
    ['run --limit 0', 'Expected a whole number from 1 up'],
    ['run --limit 1e1000', 'Expected a whole number from 1 up'],
    ['run --seed -1', 'Expected a whole number from 0 up'],
    ['run --max-usd 0', 'Expected an amount above 0'],
    ['run --shard 4/3', 'Expected i/n with i from 1 to n, for example 1/4'],
    ['run --shard 1/', 'Expected i/n'],
    ['run --probe bbq', 'give their folder with --data DIR'],
    ['score bbq', '--completions <file>'],
    ['merge somewhere', '--out <dir>'],
    ['report nowhere', 'nowhere is not a run folder'],
    ['probes show', "missing required argument 'name'"],
  ])('probity %s', async (line, said) => {
    const { code, stdout, stderr } = await probity(line.split(' '));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(said);
    expect(stderr).not.toContain('    at ');
  });
});
