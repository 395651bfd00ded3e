import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { BIN, type Ended, probity, probityProcess, scratchFolder, tableOf, textOf } from './command.js';

const scratch = scratchFolder();
const at = (name: string) => join(scratch, name);
/** Begins every escape sequence of a terminal. */
const ESCAPE = '\u001b[';

describe('"probity run" without arguments', () => {
  let first: Ended;
  let second: Ended;
  let folder: string;

  beforeAll(async () => {
    [first, second] = await Promise.all([
      probityProcess(['run'], { cwd: scratch }),
      probity(['run', '--out', at('again')]),
    ]);
    folder = /^run folder: (.+)$/mu.exec(first.stdout)?.[1] ?? '';
  });

  test('needs no key and no network', () => {
    expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 0, stderr: '' });
    expect(second.code).toBe(0);
  });

  test('prints the table and the run folder on stdout', () => {
    const [header, ...rows] = first.stdout.trim().split('\n');
    expect(header?.trim().split(/ {2,}/u)).toEqual([
      'probe',
      'metric',
      'group',
      'estimate',
      '95% interval',
      'n',
      'unparsed',
      'refused',
    ]);
    expect(rows.length).toBeGreaterThan(5);
    expect(folder).toMatch(/^results\/runs\/quickstart-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d$/u);
  });

  test('writes a run folder with its tables and reports', () => {
    const files = readdirSync(join(scratch, folder));
    const expected =
      'manifest.json completions.csv scores.csv items.csv metrics.csv report.md report.html'.split(' ');
    expect(expected.filter((file) => !files.includes(file))).toEqual([]);
    expect(files.filter((file) => /lock|tmp|draft|reserve/u.test(file))).toEqual([]);
  });

  test('gives the same metrics.csv a second time, byte for byte', () => {
    expect(textOf(at('again'), 'metrics.csv')).toBe(textOf(scratch, folder, 'metrics.csv'));
  });

  test.each(['report.md', 'report.html'])('gives the same %s a second time, but for the folder', (file) => {
    const report = textOf(at('again'), file);
    expect(report.replaceAll(at('again'), folder)).toBe(textOf(scratch, folder, file));
  });

  test('says nothing of the machine that it ran on', () => {
    const report = textOf(scratch, folder, 'report.md') + textOf(scratch, folder, 'manifest.json');
    expect(report).not.toContain(scratch);
    expect(report).not.toContain(process.cwd());
  });
});

const PROBE = ['--probe', 'implicit-association-gender'];
/** A run of four requests. */
const small = (out: string, ...flags: readonly string[]) => [
  ...['run', ...PROBE, '--limit', '4', '--out', at(out)],
  ...flags,
];

describe('what a run says', () => {
  test('with --json is one document on stdout, with the figures of metrics.csv', async () => {
    const { code, stdout } = await probity(small('json', '--json'));
    const { folder, status, estimates } = JSON.parse(stdout);
    expect({ code, folder, status }).toEqual({ code: 0, folder: at('json'), status: 'complete' });
    expect(estimates).toHaveLength(tableOf(at('json'), 'metrics.csv').length);
  });

  test('when it goes on is how much was answered before; nothing is asked again', async () => {
    const before = textOf(at('json'), 'completions.csv');
    const { code, stderr } = await probity(small('json'));
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'parrot: 4 of 4 answered before; going on\n' });
    expect(textOf(at('json'), 'completions.csv')).toBe(before);
  });

  test('with --quiet is only the result', async () => {
    const { stdout, stderr } = await probity(small('json', '--quiet'));
    expect(stderr).toBe('');
    expect(stdout).toContain(`run folder: ${at('json')}`);
  });

  test('is rebuilt by report from the tables, byte for byte, and given as JSON', async () => {
    const reports = ['report.md', 'report.html'].map((file) => ({ file, text: textOf(at('json'), file) }));
    for (const { file } of reports) rmSync(join(at('json'), file));
    const { code, stdout, stderr } = await probity(['report', at('json'), '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject([{ folder: at('json'), status: 'complete' }]);
    for (const { file, text } of reports) expect(textOf(at('json'), file)).toBe(text);
  });

  test('has no colour outside a terminal, nor with NO_COLOR, --no-color or CI', async () => {
    const plan = ['plan', ...PROBE];
    const said = await Promise.all([
      probity(plan),
      probity([...plan, '--no-color'], { env: { FORCE_COLOR: '1' } }),
      probity(plan, { env: { NO_COLOR: '1', FORCE_COLOR: '1' } }),
      probity(plan, { env: { CI: 'true' } }),
    ]);
    expect(
      said.filter(({ code, stdout, stderr }) => code !== 0 || `${stdout}${stderr}`.includes(ESCAPE)),
    ).toEqual([]);
  });

  test('goes nowhere when the reader closes the pipe, which is no crash', async () => {
    const child = spawn(process.execPath, [BIN, 'probes', 'list'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    const [code] = await once(child, 'close');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});

describe('the flag', () => {
  const asked = async (line: readonly string[]) => {
    const { code, stderr } = await probity(line);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return tableOf(line[line.indexOf('--out') + 1] ?? '', 'completions.csv');
  };
  const values = (rows: readonly Record<string, string>[], column: string) =>
    [...new Set(rows.map((row) => row[column]))].sort();

  test('--model takes the place of the suite’s models, --limit bounds items, --samples multiplies calls', async () => {
    const models = [
      '--model',
      'simulated:parrot?id=biased&bias=0.4',
      '--model',
      'simulated:parrot?id=fair&bias=0',
    ];
    const rows = await asked(small('models', '--samples', '3', ...models));
    expect(rows).toHaveLength(2 * 4 * 3);
    expect(values(rows, 'model_requested')).toEqual(['biased', 'fair']);
    expect(values(rows, 'item_id')).toHaveLength(4);
    expect(values(rows, 'sample_index')).toEqual(['0', '1', '2']);
  });

  test('--seed draws other items', async () => {
    const other = await asked(small('seed-2', '--seed', '2'));
    const usual = tableOf(at('json'), 'completions.csv');
    expect(values(other, 'item_id')).not.toEqual(values(usual, 'item_id'));
  });

  test.concurrent('--probe takes the place of the suite’s probes, by file or by name', async () => {
    const file = join(import.meta.dirname, '../../probes/implicit-association-gender.probe.yaml');
    const plans = await Promise.all(
      [PROBE, ['--probe', file]].map((flags) => probity(['plan', 'quickstart', ...flags, '--json'])),
    );
    const probes = plans.map(({ stdout }) =>
      JSON.parse(stdout).probes.map(({ probe }: { probe: string }) => probe),
    );
    expect(probes).toEqual([['implicit-association-gender'], ['implicit-association-gender']]);
  });

  test.concurrent('--max-requests ends the run with 4, keeps what was answered and says how to go on', async () => {
    const line = small('budget', '--max-requests', '3');
    const { code, stderr } = await probity(line);
    expect(code).toBe(4);
    expect(stderr).toContain(`To go on with a larger budget:\n  probity ${line.join(' ')}`);
    expect(tableOf(at('budget'), 'completions.csv')).toHaveLength(3);
  });

  test('--reuse takes over the answers of an earlier run', async () => {
    const rows = await asked(['run', ...PROBE, '--limit', '6', '--out', at('reuse'), '--reuse', at('json')]);
    expect(rows).toHaveLength(6);
    expect(rows.filter((row) => row.cached === 'true')).toHaveLength(4);
  });
});

describe('a mistake in what is to be run is found before anything is sent', () => {
  test('a key that is not in the environment is named', async () => {
    const { code, stdout, stderr } = await probity(small('keyless', '--model', 'openai:gpt-5-mini'));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('OPENAI_API_KEY');
    expect(existsSync(at('keyless'))).toBe(false);
  });

  test('a folder that holds another run is not mixed with this one', async () => {
    const before = textOf(at('json'), 'completions.csv');
    const { code, stderr } = await probity(small('json', '--seed', '9'));
    expect(code).toBe(2);
    expect(stderr).toContain(at('json'));
    expect(textOf(at('json'), 'completions.csv')).toBe(before);
  });
});
