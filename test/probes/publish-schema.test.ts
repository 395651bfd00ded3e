import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { probeSchema } from '../../src/probes/probe-schema.js';
import { publishSchema } from '../../src/probes/publish-schema.js';
import { suiteSchema } from '../../src/suites/suite-schema.js';
import { YES_NO } from './example-probe.js';

const PROBES = fileURLToPath(new URL('../../probes/', import.meta.url));

describe.each([
  ['probe', probeSchema, 'Probe file of probity'],
  ['suite', suiteSchema, 'Suite file of probity'],
] as const)('the published JSON Schema of a %s file', (name, schema, title) => {
  const published = publishSchema(schema, name, title);

  test('is current; "npm run schemas" writes it', async () => {
    const text = `${JSON.stringify(published, null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(`${PROBES}${name}.schema.json`);
  });

  test('is a draft 2020-12 schema with a name, and says what each key is for', () => {
    expect(published).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: `urn:probity:schema:${name}`,
      title,
    });
    expect(JSON.stringify(published)).not.toContain('9007199254740991');
  });

  // Read back from the JSON, so what is tested is what an editor sees.
  const fromJson = z.fromJSONSchema(JSON.parse(readFileSync(`${PROBES}${name}.schema.json`, 'utf8')));

  test.each(readdirSync(PROBES).filter((file) => file.endsWith(`.${name}.yaml`)))('accepts %s', (file) => {
    expect(fromJson.safeParse(parse(readFileSync(`${PROBES}${file}`, 'utf8'))).error).toBeUndefined();
  });
});

test('the published schema refuses what the loader refuses: an unknown key, a wrong task, a missing text', () => {
  const fromJson = z.fromJSONSchema(JSON.parse(readFileSync(`${PROBES}probe.schema.json`, 'utf8')));
  expect(fromJson.safeParse(parse(YES_NO)).success).toBe(true);
  for (const [from, to] of [
    ['title:', 'titel:'],
    ['task: yes_no', 'task: yes-no'],
    ['rationale: Why.\n', ''],
    ['version: "1"', 'version: 1'],
    ['limits: [Small.]', 'limits: []'],
  ] as const) {
    expect(fromJson.safeParse(parse(YES_NO.replace(from, to))).success).toBe(false);
  }
});
