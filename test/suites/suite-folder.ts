import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { registry } from '../../src/evaluation/registry.js';
import { loadSuite, type SuiteOverrides } from '../../src/suites/load-suite.js';
import type { Suite } from '../../src/suites/suite.js';
import { YES_NO } from '../probes/example-probe.js';

/** Line numbers matter to the tests. */
export const SUITE = `suite: example
description: An example.
seed: 3
models:
  - { id: one, adapter: simulated, model: parrot }
probes:
  - { file: example.probe.yaml }
`;

/** A folder, gone after the test, with a suite, one probe and whatever else is given. */
export async function suiteFolder(
  suite: string,
  files: Readonly<Record<string, string>> = {},
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'suite-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const all = { 'example.suite.yaml': suite, 'example.probe.yaml': YES_NO, ...files };
  for (const [name, text] of Object.entries(all)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

export async function openSuite(
  suite: string,
  files: Readonly<Record<string, string>> = {},
  overrides: SuiteOverrides = {},
): Promise<Suite> {
  return loadSuite(join(await suiteFolder(suite, files), 'example.suite.yaml'), registry, overrides);
}

/** What is said against a suite, without the folder's path. */
export async function complaintsOf(
  suite: string,
  files: Readonly<Record<string, string>> = {},
  overrides: SuiteOverrides = {},
): Promise<string[]> {
  const folder = await suiteFolder(suite, files);
  try {
    await loadSuite(join(folder, 'example.suite.yaml'), registry, overrides);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return error.message.replaceAll(`${folder}/`, '').replaceAll(folder, '.').split('\n');
  }
  return [];
}
