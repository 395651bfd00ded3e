import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHTML } from 'linkedom/worker';
import { afterAll, expect, test } from 'vitest';
import { METRIC_COLUMNS } from '../../src/records/metrics-csv.js';
import { readRun } from '../../src/records/stored-run.js';
import { reportHtml } from '../../src/reports/html/report-html.js';
import { reportMarkdown } from '../../src/reports/report-markdown.js';
import { type RunSketch, writeRun } from './run-fixture.js';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function folderOf(sketch: RunSketch): string {
  const folder = writeRun(sketch);
  folders.push(folder);
  return folder;
}

async function report(sketch: RunSketch): Promise<{ page: string; readonly document: Document }> {
  const page = await reportHtml(await readRun(folderOf(sketch)));
  return {
    page,
    // Parsed when asked for: of the largest pages that takes longer than writing them.
    get document() {
      return parseHTML(page).document;
    },
  };
}
type Document = ReturnType<typeof parseHTML>['document'];

test('the same run folder gives the same bytes', async () => {
  const folder = folderOf({});
  const first = await reportHtml(await readRun(folder));
  expect(await reportHtml(await readRun(folder))).toBe(first);
});

test('the page allows one script and one style sheet, by hash, and loads nothing', async () => {
  const { page, document } = await report({});
  const policy = document.querySelector('meta[http-equiv]')?.getAttribute('content') ?? '';
  expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'/u);
  expect(document.querySelectorAll('script')).toHaveLength(1);
  expect(page).not.toMatch(/<[^>]+\s(?:on\w+|style|src)=/u);
});

const hostile: readonly (readonly [string, string])[] = [
  ['a script', '<script>document.title="broken"</script>'],
  ['an end of the style sheet', '</style><style>main{display:none}</style>'],
  ['an end of the script', '</script><img src=x onerror=alert(1)>'],
  ['an attribute', '" onmouseover="alert(1)'],
  ['terminal escapes', '\u001b[31mred\u001b[0m\u001b]8;;http://x\u0007link'],
  ['NUL bytes', 'a\u0000b\u0000'],
  ['right-to-left overrides', 'safe\u202eelbasrever\u202c\u2067\u200f'],
  ['half a surrogate pair', 'x\ud800y'],
  ['a comment and a CDATA section', '<!-- --><![CDATA[x]]>'],
];

test.each(hostile)('%s in answers, prompts and names stays text', async (_, text) => {
  const { page, document } = await report({
    groups: ['alpha', `g${text}`],
    completion: () => text,
    prompt: () => text,
    manifest: { suite: text, description: text },
  });
  expect(document.querySelectorAll('script')).toHaveLength(1);
  expect(document.querySelectorAll('style')).toHaveLength(1);
  expect(document.querySelectorAll('img')).toHaveLength(0);
  for (const control of ['\u0000', '\u001b', '\u202e', '\u2067']) expect(page).not.toContain(control);
  expect(document.querySelectorAll('main > section').length).toBeGreaterThan(3);
});

test('a word of a million characters is cut, and the page says by how much', async () => {
  const { page } = await report({ completion: (_, set) => (set === 0 ? 'x'.repeat(1_000_000) : 'No.') });
  expect(page.length).toBeLessThan(300_000);
  expect(page).toContain('999,300 more characters in completions.csv');
});

test('names with separators of every format are shown as they are', async () => {
  const groups = ['a,b', 'a"b', 'a|b', '\\textbf{a}_%&#$~^', '👩‍👩‍👧', 'עברית', '=1+1', '@sum', '<b>'];
  const folder = folderOf({ groups });
  const run = await readRun(folder);
  const { document } = parseHTML(await reportHtml(run));
  const shown = [...document.querySelectorAll('.block tbody th')].map((cell) => cell.textContent);
  for (const group of groups) expect(shown).toContain(group);
  const markdown = reportMarkdown(run);
  expect(markdown).toContain('a\\|b');
  expect(markdown).not.toContain('<b>');
});

test('a thousand groups on fifty models stay under 1.5 MB, and the page says what it left out', async () => {
  const { page } = await report({
    groups: Array.from({ length: 60 }, (_, index) => `group-${index}`),
    models: Array.from({ length: 50 }, (_, index) => `model-${index}`),
    sets: 2,
  });
  expect(page.length).toBeLessThan(1_500_000);
  expect(page).toMatch(/\d+ of 3000 rows are not shown/u);
  const wide = await report({
    groups: Array.from({ length: 1000 }, (_, index) => `group-${index}`),
    sets: 4,
  });
  expect(wide.page.length).toBeLessThan(1_500_000);
  expect(wide.page).toMatch(/of 1000 rows are not shown/u);
});

test('figures that are all undefined are drawn nowhere and explained', async () => {
  const { page, document } = await report({ estimate: () => null });
  expect(page).toContain('no_parsed_items');
  expect(page).toContain('10 of 10 figures are undefined');
  expect(document.querySelector('h2')?.textContent).toBe('Nothing stands out');
  expect(page).not.toMatch(/NaN|undefined\b(?! \()|Infinity/u);
});

test('a run without items says so', async () => {
  const { page } = await report({ sets: 0, groups: [] });
  expect(page).toContain('No figure at all');
  expect(page).toContain('No item was answered');
});

test('an incomplete run says so on the first screen', async () => {
  const { document } = await report({ manifest: { status: 'interrupted' } });
  expect(document.querySelector('section')?.textContent).toContain('The run is interrupted');
});

test('a torn last record of a run that was killed does not hinder the report', async () => {
  const folder = folderOf({});
  const path = join(folder, 'completions.csv');
  truncateSync(path, 1_000);
  expect(await reportHtml(await readRun(folder))).toContain('Look at the items');
});

test.each([
  ['a missing folder', () => join(tmpdir(), 'probity-there-is-no-such-run'), /manifest\.json is missing/u],
  ['half a manifest', () => half(), /manifest\.json is not JSON/u],
  ['another header', () => otherHeader(), /not the header of metrics\.csv/u],
])('%s is refused with its reason', async (_, make, reason) => {
  await expect(readRun(make())).rejects.toThrow(reason);
});

function half(): string {
  const folder = mkdtempSync(join(tmpdir(), 'probity-run-'));
  folders.push(folder);
  writeFileSync(join(folder, 'manifest.json'), '{"schema_version": "1", "run_');
  return folder;
}

function otherHeader(): string {
  const folder = folderOf({});
  writeFileSync(join(folder, 'metrics.csv'), `${[...METRIC_COLUMNS].reverse().join(',')}\n`);
  return folder;
}

test('effects, interactions and what is made of the groups stand apart from the groups, whose names they share', async () => {
  const rows: Readonly<Record<string, NonNullable<ReturnType<NonNullable<RunSketch['row']>>>>> = {
    effect: { axis: 'race', group: 'black', reference: 'white' },
    interaction: { axis: 'race*gender', group: 'black-women', reference: 'additive' },
    range: { metric: 'denial_rate_group_range', group: null, reference: null, excess: 0.04 },
  };
  const { document } = await report({
    groups: ['black-women', 'black-men', 'effect', 'interaction', 'range'],
    metrics: ['denial_rate', 'refusal_rate'],
    row: (group) => rows[group] ?? {},
  });
  const blocks = [...document.querySelectorAll('.probe .block')].filter((block) =>
    block.querySelector('h3 code')?.textContent?.includes('denial_rate'),
  );
  const named = blocks.map((block) =>
    [...block.querySelectorAll('tbody th')].map((cell) => cell.textContent?.trim()),
  );
  expect(named).toEqual([
    ['black-women', 'black-men'],
    ['black vs white', 'black-women beyond additive'],
    // The sketch gives a row to each of its two metrics.
    ['group range across axis', 'group range across axis'],
  ]);
  expect(blocks[2]?.textContent).toContain('Over chance');
});
