import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Ended, probity, probityProcess, scratchFolder, tableOf, textOf } from './command.js';

const scratch = scratchFolder();
const at = (name: string) => join(scratch, name);
const shards = [1, 2, 3].map((index) => at(`shard-${index}`));

const PLAN = ['run', '--probe', 'implicit-association-race', '--probe', 'decision-hiring', '--limit', '56'];
const merge = (folders: readonly string[], out: string, ...flags: readonly string[]) =>
  probityProcess(['merge', ...folders, '--out', at(out), ...flags]);

describe('shards', () => {
  let ran: Ended[];
  beforeAll(async () => {
    ran = await Promise.all([
      probity([...PLAN, '--out', at('whole')]),
      probity(['run', '--probe', 'decision-hiring', '--limit', '7', '--out', at('foreign')]),
      ...shards.map((folder, index) => probity([...PLAN, '--out', folder, '--shard', `${index + 1}/3`])),
    ]);
  });

  test('are each a run of a part', () => {
    expect(ran.map(({ code, stderr }) => ({ code, stderr }))).toEqual(Array(5).fill({ code: 0, stderr: '' }));
    const rows = shards.map((folder) => tableOf(folder, 'completions.csv').length);
    expect(rows.every((count) => count > 0)).toBe(true);
    expect(rows.reduce((a, b) => a + b)).toBe(tableOf(at('whole'), 'completions.csv').length);
  });

  test('merged in any order give the metrics.csv of the run that was never split, byte for byte', async () => {
    const [one, other] = await Promise.all([
      merge(shards, 'merged', '--json'),
      merge(shards.toReversed(), 'merged-back'),
    ]);
    const { folder, status, missing } = JSON.parse(one.stdout);
    expect({ folder, status, missing }).toEqual({ folder: at('merged'), status: 'complete', missing: 0 });
    expect([one.code, one.stderr, other.code, other.stderr]).toEqual([0, '', 0, '']);
    const whole = textOf(at('whole'), 'metrics.csv');
    expect(textOf(at('merged'), 'metrics.csv')).toBe(whole);
    expect(textOf(at('merged-back'), 'metrics.csv')).toBe(whole);
  });

  test('of which one is absent exit with 4 and say how much is missing', async () => {
    const absent = tableOf(shards[1] ?? '', 'completions.csv').length;
    const { code, stdout, stderr } = await merge(shards.toSpliced(1, 1), 'gap', '--json');
    const { status, missing } = JSON.parse(stdout);
    expect({ code, status, missing }).toEqual({ code: 4, status: 'incomplete', missing: absent });
    expect(stderr).toContain(
      `${absent} of the suite's requests have no answer in these folders; absent: shard 2/3`,
    );
    expect(textOf(at('gap'), 'metrics.csv')).toMatch(/[,;]partial,/u);
    expect(textOf(at('merged'), 'metrics.csv')).not.toMatch(/[,;]partial,/u);
  });

  test('that overlap are refused, with the folder', async () => {
    const { code, stdout, stderr } = await merge([at('whole'), ...shards.slice(0, 1)], 'overlap');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`${shards[0]}: request `);
  });

  test('of another run are refused, with both runs', async () => {
    const { code, stdout, stderr } = await merge([...shards.slice(0, 1), at('foreign')], 'mixed');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('only parts of one run (same suite, models and settings) can be merged');
  });
});
