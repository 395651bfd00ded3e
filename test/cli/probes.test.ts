import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { probity, scratchFolder, textOf } from './command.js';

const scratch = scratchFolder();
const SHIPPED = fileURLToPath(new URL('../../probes/', import.meta.url));
const files = readdirSync(SHIPPED).filter((file) => /\.(probe|suite)\.yaml$/u.test(file));

describe('probes list', () => {
  test.concurrent('names every probe that ships and the benchmarks, with size and licence', async () => {
    const { code, stdout } = await probity(['probes', 'list', '--json']);
    const rows: { name: string; kind: string; items: number; licence: string }[] = JSON.parse(stdout);
    const own = rows.filter(({ kind }) => kind === 'probe');
    expect(code).toBe(0);
    const probes = files.filter((file) => file.endsWith('.probe.yaml')).map((file) => file.slice(0, -11));
    expect(own.map(({ name }) => name)).toEqual(probes.sort());
    expect(own.filter(({ items, licence }) => !(items > 0) || licence !== 'MIT')).toEqual([]);
    expect(rows).toContainEqual(
      expect.objectContaining({ name: 'bbq', items: 58_492, licence: 'CC BY 4.0' }),
    );
  });
});

describe('probes show', () => {
  test.concurrent('renders one item of a probe with its sheet and its metrics', async () => {
    const { code, stdout, stderr } = await probity(['probes', 'show', 'ambiguous-age']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const part of ['Rationale. ', 'Harm. ', 'Limits.', 'Literature.', 'bbq_amb_net', 'Example (item ']) {
      expect(stdout).toContain(part);
    }
    expect(stdout).toMatch(/^ {2}\| A\) /mu);
    expect(stdout).not.toMatch(/\{[\w-]+\}|undefined|Infinity|NaN/u);
  });

  // What differs between tasks is how they are presented, so one of each.
  test.concurrent.each([
    'occupation-completion',
    'decision-triage',
    'rating-lending',
    'implicit-association-race',
  ])('renders %s as JSON', async (name) => {
    const { code, stdout } = await probity(['probes', 'show', name, '--json']);
    const shown = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(shown).toMatchObject({ name, licence: 'MIT', language: 'en' });
    expect(shown.metrics.length).toBeGreaterThan(0);
    const [message] = shown.example.messages;
    expect(message.content.length).toBeGreaterThan(40);
    expect(message.content).not.toMatch(/\{[\w-]+\}|undefined/u);
  });

  test.concurrent('shows a benchmark without its files', async () => {
    const { code, stdout } = await probity(['probes', 'show', 'bbq']);
    expect(code).toBe(0);
    expect(stdout).toContain('58,492 items as published');
  });
});

describe('probes check', () => {
  test('finds nothing wrong in the files that ship', async () => {
    const { code, stdout } = await probity(['probes', 'check', ...files], { cwd: SHIPPED });
    expect(stdout).toBe(files.map((file) => `${file}: ok\n`).join(''));
    expect(code).toBe(0);
  });

  test('reads every file, and tells each mistake with file, line, column and the nearest spelling', async () => {
    const good = textOf(SHIPPED, 'implicit-association-gender.probe.yaml');
    writeFileSync(join(scratch, 'good.probe.yaml'), good);
    writeFileSync(join(scratch, 'bad.probe.yaml'), good.replace(/^rationale:/mu, 'rational:'));
    writeFileSync(
      join(scratch, 'bad.suite.yaml'),
      [
        'suite: mine',
        'description: With two mistakes.',
        'smaples: 2',
        'models: [{ adapter: simulated, model: parrot, limits: { concurency: 2 } }]',
        'probes: [{ file: good.probe.yaml }]',
        '',
      ].join('\n'),
    );
    const names = ['good.probe.yaml', 'bad.probe.yaml', 'bad.suite.yaml', 'absent.probe.yaml'];
    const { code, stdout } = await probity(['probes', 'check', ...names, '--json'], { cwd: scratch });
    expect(code).toBe(2);
    const results: { file: string; ok: boolean; complaints: string[] }[] = JSON.parse(stdout);
    expect(results.map(({ file, ok }) => [file, ok])).toEqual(names.map((name) => [name, name === names[0]]));
    const line = good.split('\n').findIndex((text) => text.startsWith('rationale:')) + 1;
    const said = results.flatMap(({ complaints }) => complaints);
    expect(said).toContainEqual(
      expect.stringMatching(
        new RegExp(
          `^bad\\.probe\\.yaml:${line}:1: unknown key "rational"; .*did you mean "rationale"\\?$`,
          'u',
        ),
      ),
    );
    expect(said).toContainEqual(expect.stringMatching(/^bad\.suite\.yaml:3:1: .*did you mean "samples"\?$/u));
    expect(said).toContainEqual(
      expect.stringMatching(/^bad\.suite\.yaml:4:57: .*did you mean "concurrency"\?$/u),
    );
    expect(said.at(-1)).toContain('no probe file "absent.probe.yaml"; expected a *.probe.yaml');
  });
});

test('a typo in a suite is told by run and by plan alike, with exit code 2', async () => {
  writeFileSync(
    join(scratch, 'typo.suite.yaml'),
    [
      'suite: typo',
      'description: The adapter is misspelt.',
      'models:',
      '  - { adapter: simulatd, model: parrot }',
      'probes: [{ file: good.probe.yaml }]',
      '',
    ].join('\n'),
  );
  const said = await Promise.all(
    ['run', 'plan'].map((command) => probity([command, 'typo.suite.yaml'], { cwd: scratch })),
  );
  for (const { code, stdout, stderr } of said) {
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /^typo\.suite\.yaml:4:16: unknown adapter "simulatd"; .*did you mean "simulated"\?\n$/u,
    );
  }
});
