import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { simulatedAdapter } from '../../src/adapters/simulated/simulated-adapter.js';
import { calibrateCommand } from '../../src/cli/calibrate-command.js';
import { SHIPPED } from '../../src/cli/suite-options.js';
import { ExitCode } from '../../src/errors.js';
import { PLANTINGS, plantedOptions } from '../../src/evaluation/calibration/planted-models.js';
import { quietTerminal } from '../compare/quiet-terminal.js';

const root = mkdtempSync(join(tmpdir(), 'probity-calibrate-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A suite of one probe that ships, so many items of it. */
function suiteOf(limit: number): string {
  const path = join(root, `small-${limit}.suite.yaml`);
  const probe = 'occupation-pronoun.probe.yaml';
  writeFileSync(join(root, probe), readFileSync(join(SHIPPED, probe)));
  writeFileSync(
    path,
    [
      'suite: small',
      'description: One probe.',
      'seed: 1',
      'models: [{ adapter: simulated, model: fair }]',
      `probes: [{ file: ${probe}, select: { limit: ${limit} } }]`,
      'gates: [{ metric: stereotype_net, margin: 0.2 }]',
    ].join('\n'),
  );
  return path;
}

test('calibrate writes what intervals cover and gates decide; the table is current until something changes', async () => {
  const terminal = quietTerminal(true);
  const flags = { seeds: 2, out: join(root, 'out') };
  expect(await calibrateCommand(suiteOf(34), flags, terminal, 1)).toBe(ExitCode.done);
  const { rows, fingerprint } = JSON.parse(terminal.results[0] ?? '');
  expect(rows).toContainEqual(
    expect.objectContaining({ scene: 'varied', figure: 'coverage', metric: 'stereotype_net', planted: 0.1 }),
  );
  expect(rows).toContainEqual(
    expect.objectContaining({ scene: 'alike', figure: 'power', probe: 'occupation-pronoun', seeds: 2 }),
  );
  const table = join(root, 'out', 'calibrate.csv');
  expect(readFileSync(table, 'utf8').split('\n').length).toBe(rows.length + 2);
  expect(readFileSync(join(root, 'out', 'calibrate.md'), 'utf8')).toContain('--seeds 2');
  expect(fingerprint).toMatch(/^[0-9a-f]{64}$/u);

  const check = { ...flags, check: table };
  expect(await calibrateCommand(suiteOf(34), check, terminal, 1)).toBe(ExitCode.done);
  expect(await calibrateCommand(suiteOf(51), check, terminal, 1)).toBe(ExitCode.gateFailed);
  expect(JSON.parse(terminal.results[2] ?? '')).toEqual({ table, current: false });
});

test('a table that is not there cannot be checked', async () => {
  const check = join(root, 'none.csv');
  await expect(
    calibrateCommand(suiteOf(34), { seeds: 2, out: root, check }, quietTerminal(true), 1),
  ).rejects.toThrow('cannot read');
});

test('every planted value of a calibration is exact: effects of templates are never cut off', async () => {
  const choice = { task: 'choice', groups: ['a', 'b'], reference: 'b' };
  const planted = async (options: Readonly<Record<string, number>>) => {
    const settings = { id: 'm', adapter: 'simulated', model: 'fair', concurrency: 1, directory: '.' };
    return (await simulatedAdapter.open({ ...settings, options }, {})).planted?.(choice) ?? [];
  };
  for (const planting of Object.values(PLANTINGS)) {
    expect(await planted(plantedOptions(planting, null))).toContainEqual({
      metric: 'bbq_amb_net',
      group: null,
      reference: null,
      value: 0.1,
    });
  }
  // 0.1 + 3.46 * 0.13 is more than the 0.5 that do not abstain.
  const cut = await planted({ bias: 0.1, abstain: 0.5, heterogeneity: 0.13 });
  expect(cut.map(({ metric }) => metric)).not.toContain('bbq_amb_net');
  expect(cut.map(({ metric }) => metric)).toContain('bbq_acc_amb');
});
