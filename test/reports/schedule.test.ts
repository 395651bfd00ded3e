import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { emitUnit } from '../../src/cli/schedule/emit-units.js';
import { onCalendar } from '../../src/cli/schedule/on-calendar.js';
import { postWebhook, runHook } from '../../src/cli/schedule/tell-of-drift.js';
import { nextDue, readCron, waitUntil } from '../../src/cli/schedule/wait-until-due.js';

const home = mkdtempSync(join(tmpdir(), 'probity-schedule-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const NEWS = { suite: 's', run: 'r', verdict: 'moved', moved: [1], newly_moved: [1] } as const;
const at = (text: string) => new Date(text);

test('runs that were missed while the machine slept are made up by one', () => {
  const cron = readCron('0 3 * * *', 'UTC');
  const woken = at('2026-05-10T09:00:00Z');
  expect(nextDue(cron, at('2026-05-06T03:00:00Z'), woken)).toEqual(woken);
  expect(nextDue(cron, woken, woken)).toEqual(at('2026-05-11T03:00:00Z'));
});

test('summer time: a skipped hour is run after the gap, a doubled hour once', () => {
  const cron = readCron('30 2 * * *', 'Europe/Berlin');
  const days = (from: string) => {
    const first = cron.nextRun(at(from));
    return [first, first && cron.nextRun(first)].map((moment) => moment?.toISOString());
  };
  // On 29 March 2026 the clock goes from 2:00 to 3:00; on 25 October from 3:00 back to 2:00.
  expect(days('2026-03-28T12:00:00Z')[0]?.slice(0, 11)).toBe('2026-03-29T');
  expect(days('2026-10-24T12:00:00Z').map((moment) => moment?.slice(0, 10))).toEqual([
    '2026-10-25',
    '2026-10-26',
  ]);
});

test.each([
  ['0 25 * * *', 'UTC', /cannot read --cron/u],
  ['0 0 30 2 *', 'UTC', /never comes/u],
  ['0 3 * * *', 'Mars/Olympus', /cannot read --cron .* in Mars/u],
])('%s in %s is refused', (expression, zone, reason) => {
  expect(() => readCron(expression, zone)).toThrow(reason);
});

test('waiting ends at once when stopped', async () => {
  const stop = new AbortController();
  const waiting = waitUntil(new Date(Date.now() + 3_600_000), stop.signal);
  stop.abort();
  expect(await waiting).toBe(false);
});

test('the hook gets the verdict on its standard input, and its failure is told', async () => {
  const file = join(home, 'news.json');
  expect(await runHook(`cat > '${file}'`, NEWS)).toBeNull();
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(NEWS);
  expect(await runHook('exit 3', NEWS)).toBe('hook ended with 3');
});

test('the webhook is tried again after a failure, and signed', async () => {
  const seen: { readonly body: string; readonly signature: string | string[] | undefined }[] = [];
  const answers = [503, 200];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      seen.push({ body, signature: request.headers['x-probity-signature'] });
      response.writeHead(answers.shift() ?? 404).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/`;
  expect(await postWebhook(url, 'secret', NEWS, [1, 1])).toBeNull();
  expect(seen).toHaveLength(2);
  const [first] = seen;
  const hmac = createHmac('sha256', 'secret')
    .update(first?.body ?? '')
    .digest('hex');
  expect(first?.signature).toBe(`sha256=${hmac}`);
  expect(await postWebhook(url, undefined, NEWS, [1, 1])).toBe('webhook answered 404');
  expect(seen).toHaveLength(3);
  await new Promise((resolve) => server.close(resolve));
});

const UNIT = { cron: '*/15 3 * * 1-5', timezone: null, command: 'probity schedule ci --once', name: 'ci' };
const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

test.skipIf(!hasSystemd)('systemd takes the timer and its times', () => {
  const [service = '', timer = ''] = emitUnit('systemd', UNIT)
    .split(/^# probity-ci\.(?:service|timer)\n/mu)
    .slice(1);
  writeFileSync(join(home, 'probity-ci.service'), service);
  writeFileSync(join(home, 'probity-ci.timer'), timer);
  const { status, stderr } = spawnSync(
    'systemd-analyze',
    ['verify', '--man=no', join(home, 'probity-ci.timer')],
    {
      encoding: 'utf8',
    },
  );
  expect([status, stderr]).toEqual([0, '']);
  const calendar = /OnCalendar=(.*)/u.exec(timer)?.[1] ?? '';
  expect(spawnSync('systemd-analyze', ['calendar', calendar]).status).toBe(0);
});

test.each([
  ['0 3 * * *', '*-*-* 03:00:00'],
  ['*/20 1-3 1,15 * *', '*-*-01,15 01,02,03:00,20,40:00'],
  ['5 4 * 6 mon-wed', 'Mon,Tue,Wed *-06-* 04:05:00'],
  ['0 0 * * 7', 'Sun *-*-* 00:00:00'],
])('%s is %s', (cron, calendar) => {
  expect(onCalendar(cron)).toBe(calendar);
});

test('what systemd cannot say is refused', () => {
  expect(() => onCalendar('0 3 1 * 1')).toThrow(/has no "or"/u);
  expect(() => onCalendar('0 3 L * *')).toThrow(/cannot say "L"/u);
});

test('the workflow and the GitLab job are YAML with the schedule and the command', () => {
  const workflow = parseYaml(emitUnit('github', UNIT));
  expect(workflow.on.schedule).toEqual([{ cron: UNIT.cron }]);
  expect(workflow.jobs.run.steps[2].run).toContain(UNIT.command);
  expect(parseYaml(emitUnit('gitlab', UNIT))['probity-ci'].script[0]).toContain(UNIT.command);
  expect(() => emitUnit('github', { ...UNIT, timezone: 'Europe/Berlin' })).toThrow(/in UTC/u);
  expect(emitUnit('crontab', UNIT)).toBe('*/15 3 * * 1-5 probity schedule ci --once\n');
});
