import { readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readRun } from '../../src/records/stored-run.js';
import { writeReports } from '../../src/reports/write-reports.js';
import { NO_BROWSER, openBrowser } from './chromium.js';
import { writeRun } from './run-fixture.js';

if (NO_BROWSER !== null) console.warn(`tests of report.html in a browser are skipped: ${NO_BROWSER}`);

const violations = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
});

describe.skipIf(NO_BROWSER !== null)('report.html in Chromium', () => {
  let browser: Browser;
  let folder: string;
  // One for all: a page of its own costs each test more than what it looks at.
  let page: Page;
  let complaints: string[] = [];
  beforeAll(async () => {
    folder = writeRun({
      groups: ['alpha', 'beta', 'gamma', 'delta', 'epsilon', '<b>bold</b>'],
      completion: (group, set) =>
        set === 2 ? `</script><script>document.title='broken'</script> ${group}` : 'Yes.',
      row: (group) => ({
        noise_floor: 0.05,
        margin: 0.1,
        flags: group === 'beta' ? 'few_clusters' : null,
        shrunk_estimate: 0.1,
      }),
    });
    await writeReports(await readRun(folder));
    browser = await openBrowser();
    page = await browser.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) complaints.push(`asked for ${request.url()}`);
    });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(options: { readonly dark?: boolean; readonly width?: number } = {}): Promise<{
    page: Page;
    complaints: string[];
  }> {
    complaints = [];
    await page.emulateMedia({ colorScheme: options.dark ? 'dark' : 'light' });
    await page.setViewportSize({ width: options.width ?? 1280, height: 900 });
    await page.goto(pathToFileURL(join(folder, 'report.html')).href);
    return { page, complaints };
  }

  test('opens from disk without a word on the console and with its own title', async () => {
    const { page, complaints } = await open();
    expect(complaints).toEqual([]);
    expect(await page.title()).toBe('sketch: bias report');
    expect(await page.locator('svg.plot').count()).toBeGreaterThan(2);
  });

  test('shows the first paint within a second', async () => {
    const { page } = await open();
    const paint = await page.evaluate(
      `performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null`,
    );
    // A headless page without a screen may report no paint; one that does must be quick.
    expect(Number(paint ?? 0)).toBeLessThan(1000);
  });

  test('filters sets by outcome and says how many are left', async () => {
    const { page } = await open();
    await page.selectOption('select[name=outcome]', 'refusal');
    expect(await page.locator('#shown').textContent()).toBe('1 set shown');
    expect(await page.locator('#sets > li:not([hidden])').count()).toBe(1);
    await page.selectOption('select[name=probe]', { index: 1 });
    await page.selectOption('select[name=outcome]', 'unparsed');
    expect(await page.locator('#shown').textContent()).toBe('No set fits these filters');
  });

  test('sorts sets with a missing answer to the front', async () => {
    const { page } = await open();
    await page.selectOption('select[name=sort]', 'missing');
    expect(await page.locator('#sets > li').first().getAttribute('data-missing')).toBe('1');
  });

  test('expands a set by keyboard, and marks what differs between its groups', async () => {
    const { page } = await open();
    await page.locator('#sets summary').first().focus();
    await page.keyboard.press('Enter');
    const marked = page.locator('#sets li').first().locator('mark');
    expect(await marked.first().textContent()).toBe('alpha?');
  });

  test('texts are blurred, and hidden from screen readers, until asked for', async () => {
    const { page } = await open();
    await page.locator('#sets summary').first().click();
    const text = page.locator('#sets .veil').first();
    const filter = () => page.evaluate(`getComputedStyle(document.querySelector('#sets .veil')).filter`);
    expect(await filter()).toContain('blur');
    expect(await text.getAttribute('aria-hidden')).toBe('true');
    await page.locator('.uncover-set').first().click();
    expect(await filter()).toBe('none');
    expect(await text.getAttribute('aria-hidden')).toBeNull();
    await page.click('#uncover');
    expect(await page.locator('#sets .veil[aria-hidden]').count()).toBe(0);
  });

  test.each([
    ['light, wide', { width: 1280 }],
    ['dark, wide', { width: 1280, dark: true }],
    ['light, narrow', { width: 390 }],
    ['dark, narrow', { width: 390, dark: true }],
  ])('passes axe, %s, with everything open, and never scrolls sideways', async (_, options) => {
    const { page } = await open(options);
    await page.evaluate(`document.querySelectorAll('details').forEach((one) => { one.open = true; })`);
    await page.click('#uncover');
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    await page.evaluate(axe);
    const found = violations.parse(await page.evaluate('axe.run()')).violations;
    expect(found.map(({ id, nodes }) => [id, nodes[0]?.html.slice(0, 200)])).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
  });
});
