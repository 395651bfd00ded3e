import { rmSync } from 'node:fs';
import { parse as parseCsv } from 'csv-parse/sync';
import { afterAll, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { readRun, type StoredRun } from '../../src/records/stored-run.js';
import { COMPACT_COLUMNS } from '../../src/reports/export/compact-csv.js';
import { exportReport } from '../../src/reports/export/export-report.js';
import { joinRuns } from '../../src/reports/join-runs.js';
import { type RunSketch, writeRun } from './run-fixture.js';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function runOf(sketch: RunSketch = {}): Promise<StoredRun> {
  const folder = writeRun(sketch);
  folders.push(folder);
  return readRun(folder);
}

const NASTY = ['a,b', 'a"b', 'a|b', '\\cmd{x}_%&#$~^', '👩', 'עברית', '=1+1', '-cmd', '+x', '@y', '<b>'];

test('LaTeX sets every special character as text, and braces are in balance', async () => {
  const latex = await exportReport(await runOf({ groups: NASTY }), 'latex', false);
  expect(latex).toContain('\\textbackslash{}cmd\\{x\\}\\_\\%\\&\\#\\$\\textasciitilde{}\\textasciicircum{}');
  const bare = latex.replaceAll(/\\[{}%&#$_]/gu, '').replaceAll(/%.*$/gmu, '');
  expect(bare.split('{').length).toBe(bare.split('}').length);
  for (const line of bare.split('\n').filter((text) => text.startsWith('\\quad'))) {
    expect(line.split('&').length).toBe(4);
  }
  expect(latex).toContain('\\toprule');
  expect(latex).toContain('$^{*}$ differs from no bias after adjustment');
  expect(latex).toContain('Retest flip rate');
});

test('models of several runs stand side by side, told apart by folder when they have one name', async () => {
  const runs = [await runOf({ models: ['one', 'both'] }), await runOf({ models: ['two', 'both'] })] as const;
  const markdown = await exportReport(joinRuns(runs), 'markdown', false);
  const header = markdown.split('\n').find((line) => line.startsWith('| metric')) ?? '';
  expect(header).toContain('| one |');
  expect(header).toContain('| two |');
  expect(header.match(/both \(probity-run-/gu)).toHaveLength(2);
});

test('Markdown keeps pipes and HTML of names as text', async () => {
  const markdown = await exportReport(await runOf({ groups: NASTY }), 'markdown', false);
  expect(markdown).toContain('a\\|b');
  expect(markdown).not.toContain('<b>');
});

test('the compact CSV has twelve columns and reads back', async () => {
  const csv = await exportReport(await runOf({ groups: NASTY }), 'csv', false);
  const [header, ...rows] = z.array(z.array(z.string())).parse(parseCsv(csv));
  expect(header).toEqual([...COMPACT_COLUMNS]);
  expect(COMPACT_COLUMNS).toHaveLength(12);
  expect(rows.map((row) => row[3])).toContain('=1+1 vs omega');
});

test('formulas are neutralised only when asked for, and numbers never', async () => {
  const run = await runOf({ groups: NASTY, estimate: () => -0.5 });
  const csv = await exportReport(run, 'csv', true);
  const rows = z.array(z.array(z.string())).parse(parseCsv(csv)).slice(1);
  const groups = rows.map((row) => row[3]);
  for (const group of ["'=1+1 vs omega", "'-cmd vs omega", "'+x vs omega", "'@y vs omega"])
    expect(groups).toContain(group);
  expect(rows[0]?.[5]).toBe('-0.5');
});

/** What the hub's documentation requires of `model-index` (hub-docs, modelcard.md; read by EvalResult of
 *  huggingface_hub): an object that lacks a required field is refused there. */
const modelIndex = z.object({
  'model-index': z.array(
    z.strictObject({
      name: z.string().min(1),
      results: z.array(
        z.strictObject({
          task: z.strictObject({ type: z.string(), name: z.string().optional() }),
          dataset: z.strictObject({
            type: z.string(),
            name: z.string(),
            config: z.string().optional(),
            split: z.string().optional(),
            revision: z.string().optional(),
            args: z.record(z.string(), z.unknown()).optional(),
          }),
          metrics: z
            .array(
              z.strictObject({
                type: z.string(),
                value: z.number(),
                name: z.string().optional(),
                config: z.string().optional(),
                args: z.record(z.string(), z.unknown()).optional(),
              }),
            )
            .min(1),
          source: z.strictObject({ name: z.string().optional(), url: z.string() }).optional(),
        }),
      ),
    }),
  ),
});

test('the model card is front matter with the fields that the hub requires', async () => {
  const card = await exportReport(
    await runOf({
      groups: NASTY,
      models: ['org/one', 'two'],
      estimate: (_, index) => (index === 0 ? null : 0.1),
    }),
    'model-card',
    false,
  );
  const [, matter = ''] = card.split('---\n');
  const parsed = modelIndex.parse(parseYaml(matter));
  expect(parsed['model-index'].map(({ name }) => name)).toEqual(['org/one', 'two']);
  expect(matter).toContain('4 undefined figures are left out');
});

test.each(['latex', 'markdown', 'csv', 'json', 'model-card', 'html'] as const)(
  '%s of a run without figures is sound, and the same twice',
  async (format) => {
    const run = await runOf({ groups: [], sets: 0 });
    const text = await exportReport(run, format, false);
    expect(text).not.toMatch(/NaN|\[object/u);
    expect(await exportReport(run, format, false)).toBe(text);
  },
);
