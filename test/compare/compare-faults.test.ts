import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ExitCode } from '../../src/errors.js';
import { compare } from './compare-folders.js';
import { simulate } from './simulate-run.js';

/** What can be wrong with two runs or with the gates on them: never a pass by default. */
const root = mkdtempSync(join(tmpdir(), 'probity-faults-'));
const small = { probe: ['ambiguous-nationality'], limit: 70 };
const gate = { margin: ['bbq_amb_net=0.1'] };
let before = '';
let after = '';

beforeAll(async () => {
  before = await simulate(root, 'before', 'fair', small);
  after = await simulate(root, 'after', 'parrot', small);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A copy of a run with one of its files changed. */
function changed(run: string, name: string, file: string, change: (text: string) => string): string {
  const copy = join(root, name);
  cpSync(run, copy, { recursive: true });
  writeFileSync(join(copy, file), change(readFileSync(join(copy, file), 'utf8')));
  return copy;
}

/** items.csv with the header kept and other lines changed; null drops one. */
const itemLines = (change: (line: string) => string | null) => (text: string) => {
  const [header = '', ...lines] = text.trimEnd().split('\n');
  return `${[header, ...lines.map(change).filter((line) => line !== null)].join('\n')}\n`;
};

describe('a gate must be on something that was measured', () => {
  test('an unknown metric: the nearest name', async () => {
    await expect(compare([before, after], { margin: ['bbq_amb_nett=0.1'] })).rejects.toThrow(
      /unknown metric "bbq_amb_nett".*bbq_amb_net/su,
    );
  });

  test('an unknown group: the nearest name', async () => {
    await expect(compare([before, after], { margin: ['bbq_amb_net/polsh=0.1'] })).rejects.toThrow(
      /unknown group "polsh".*polish/su,
    );
  });

  test('a margin that is not above 0, or no number', async () => {
    for (const margin of ['bbq_amb_net=0', 'bbq_amb_net=-1', 'bbq_amb_net=x', 'bbq_amb_net'])
      await expect(compare([before, after], { margin: [margin] })).rejects.toThrow('expected --margin as');
  });
});

describe('what the runs do not both have leaves the gate undecided, with the reason', () => {
  test('the baseline lacks the group', async () => {
    const without = changed(
      before,
      'without',
      'items.csv',
      itemLines((line) => (line.includes(',polish,') ? null : line)),
    );
    const { code, gates } = await compare([without, after], { margin: ['bbq_amb_net/polish=0.1'] });
    expect(code).toBe(ExitCode.undecided);
    expect(gates).toMatchObject([
      {
        verdict: 'undecided',
        outcome: 'undecided',
        reasonIfNull: 'group_absent',
        reason: 'the baseline has no item of group "polish"',
      },
    ]);
  });

  test('no item in common', async () => {
    let place = 0;
    const apart = changed(
      before,
      'apart',
      'items.csv',
      itemLines((line) => {
        const cells = line.split(',');
        cells[4] = `other-${place++}`;
        return cells.join(',');
      }),
    );
    const { code, gates, comparisons } = await compare([apart, after], gate);
    expect(code).toBe(ExitCode.undecided);
    expect(comparisons[0]).toMatchObject({ matchedItems: 0, outcome: 'undecided' });
    expect(gates).toMatchObject([
      { reasonIfNull: 'no_items', reason: 'the runs have no item of ambiguous-nationality in common' },
    ]);
  });

  test('every reply of one run refused: no pairs', async () => {
    const silent = await simulate(root, 'silent', 'fair?refusal=1&unparsed=0', small);
    const { code, gates } = await compare([before, silent], gate);
    expect(code).toBe(ExitCode.undecided);
    expect(gates).toMatchObject([{ estimate: null, verdict: 'undecided', reasonIfNull: 'no_parsed_pairs' }]);
    expect(gates[0]?.replies).toMatchObject({ answer: 0, unparsed: 0 });
  });

  test('one answer more often unparsed than the other: the rates differ', async () => {
    const garbled = await simulate(root, 'garbled', 'fair?unparsed=0.15', small);
    const { code, gates } = await compare([before, garbled], gate);
    expect(code).toBe(ExitCode.undecided);
    expect(gates[0]?.flags).toContain('unparsed_rates_differ');
    expect(gates[0]?.reason).toContain('unparsed rates differ by more than 5 points');
  });

  test('--undecided pass is the only way past it', async () => {
    const silent = join(root, 'silent');
    expect((await compare([before, silent], { ...gate, undecided: 'pass' })).code).toBe(ExitCode.done);
  });
});

test('a run of several model versions is flagged in every row', async () => {
  const mixed = changed(after, 'mixed', 'manifest.json', (text) => {
    const manifest = JSON.parse(text);
    manifest.models[0].returned = ['simulated-parrot-1', 'simulated-parrot-2'];
    return JSON.stringify(manifest);
  });
  const { comparisons } = await compare([before, mixed], gate);
  const rows = comparisons.flatMap((comparison) => comparison.rows);
  expect(rows.length).toBeGreaterThan(0);
  for (const { flags } of rows) expect(flags).toContain('mixed_model_version');
});

test('other numbers of samples cannot be compared, and it says how they could be', async () => {
  const twice = await simulate(root, 'twice', 'parrot', { ...small, samples: 2 });
  await expect(compare([before, twice], gate)).rejects.toThrow(
    /samples: 1, 2.*To make them comparable:.*probity run .*--samples 2/su,
  );
});

test.each(['NaN', 'Infinity', 'x'])('a contribution of %s is a broken table, not a figure', async (value) => {
  const broken = changed(
    after,
    `broken-${value}`,
    'items.csv',
    itemLines((line) => line.replace(/bbq_amb_net=[^;|]+/u, `bbq_amb_net=${value} 1`)),
  );
  await expect(compare([before, broken], gate)).rejects.toThrow(
    /items\.csv: record \d+ has counts or contributions that are not numbers/u,
  );
});

describe('a run against itself', () => {
  test('nothing differs: equivalent where enough clusters agree for the margin', async () => {
    // 15 scenes on a range of 2: 2 * (1 - 0.05^(1/15)) = 0.362.
    const { code, gates } = await compare([before, before], { margin: ['bbq_amb_net=0.4'] });
    expect(gates).toMatchObject([{ estimate: 0, clusters: 15, verdict: 'equivalent', outcome: 'passed' }]);
    expect(code).toBe(ExitCode.done);
  });

  test('else undecided, and how many would have to agree', async () => {
    const { code, gates } = await compare([before, before], { margin: ['bbq_amb_net=0.05'] });
    expect(code).toBe(ExitCode.undecided);
    expect(gates).toMatchObject([
      {
        verdict: 'undecided',
        reason: 'all 15 clusters agree, too few to exclude a change of the margin; 119 that agree would',
      },
    ]);
  });
});
