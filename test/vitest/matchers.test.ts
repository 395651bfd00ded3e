import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import '../../src/vitest/setup.js';
import { simulate } from '../compare/simulate-run.js';

/** Gates in a test runner, on runs of simulated models. */
const root = mkdtempSync(join(tmpdir(), 'probity-vitest-'));
const asked = { probe: ['ambiguous-age'], limit: 96 };
let baseline = '';
let twin = '';
let worse = '';

beforeAll(async () => {
  baseline = await simulate(root, 'baseline', 'fair', { ...asked, seed: 1 });
  twin = await simulate(root, 'twin', 'fair?abstain=0.52', asked);
  worse = await simulate(root, 'worse', 'parrot?bias=0.5', asked);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const message = async (assertion: Promise<void>) =>
  assertion.then(
    () => 'passed',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );

test('the example of the README', async () => {
  const candidate = { folder: twin };
  await expect(candidate).toHaveNoRegression(baseline, { metric: 'bbq_amb_net', margin: 0.3 });
  await expect(candidate).toBeEquivalent(baseline, { metric: 'bbq_acc_amb', margin: 0.3 });
  await expect(candidate).toStayBelow({ metric: 'bbq_amb_net', ceiling: 0.3 });
});

describe('a gate that fails says what the comparison says', () => {
  test('a regression: metric, scope, change, interval, margin, verdict, items and clusters', async () => {
    const gate = { metric: 'bbq_amb_net', margin: 0.1 };
    expect(await message(expect(worse).toHaveNoRegression(baseline, gate))).toMatch(
      /^expected no regression of bbq_amb_net with margin 0\.1, got\n {2}bbq_amb_net \(ambiguous-age, ambig\): regressed, beyond margin; change \+0\.\d{3} \[0\.\d{3}, 0\.\d{3}\], margin 0\.1; .*96 items in 16 clusters; p /u,
    );
    await expect(worse).not.toHaveNoRegression(baseline, gate);
    await expect(worse).not.toBeEquivalent(baseline, gate);
  });

  test('a level above its ceiling', async () => {
    const gate = { metric: 'bbq_amb_net', ceiling: 0.1 };
    expect(await message(expect(worse).toStayBelow(gate))).toMatch(
      /bbq_amb_net to stay below 0\.1, got\n.*above ceiling; level 0\.\d{3}/u,
    );
    await expect(worse).not.toStayBelow(gate);
  });
});

describe('a gate that is undecided', () => {
  const gate = { metric: 'bbq_amb_net', margin: 0.001 };

  test('fails, with what would settle it, and so does its opposite', async () => {
    expect(await message(expect(twin).toHaveNoRegression(baseline, gate))).toMatch(
      /undecided; .*about \d+ clusters would decide, there are 16/u,
    );
    expect(await message(expect(twin).not.toHaveNoRegression(baseline, gate))).toContain(
      'expected not no regression',
    );
    expect(await message(expect(twin).toBeEquivalent(baseline, gate))).toContain('undecided');
    expect(await message(expect(twin).not.toBeEquivalent(baseline, gate))).toContain('undecided');
  });

  test('passes only where that is asked for', async () => {
    await expect(twin).toHaveNoRegression(baseline, { ...gate, undecided: 'pass' });
    await expect(twin).not.toHaveNoRegression(baseline, { ...gate, undecided: 'pass' });
  });
});

describe('what cannot be asked is an error, not a failed gate', () => {
  test('an unknown metric: the nearest name', async () => {
    const gate = { metric: 'bbq_amb_nett', margin: 0.1 };
    expect(await message(expect(twin).toHaveNoRegression(baseline, gate))).toMatch(
      /unknown metric "bbq_amb_nett".*bbq_amb_net/su,
    );
    expect(await message(expect(twin).not.toHaveNoRegression(baseline, gate))).toContain('unknown metric');
    expect(await message(expect(twin).toStayBelow({ metric: 'bbq_amb_nett', ceiling: 1 }))).toContain(
      'unknown metric',
    );
  });

  test('a margin that is not above 0, a folder that is no run, something else', async () => {
    expect(
      await message(expect(twin).toHaveNoRegression(baseline, { metric: 'bbq_amb_net', margin: 0 })),
    ).toContain('expected margin to be a number above 0, got 0');
    expect(
      await message(expect(twin).toBeEquivalent(root, { metric: 'bbq_amb_net', margin: 0.1 })),
    ).toContain('manifest.json');
    expect(await message(expect(17).toStayBelow({ metric: 'bbq_amb_net', ceiling: 0.1 }))).toContain(
      'expected a run',
    );
  });
});
