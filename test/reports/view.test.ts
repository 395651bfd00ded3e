import { rmSync, truncateSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveRuns } from '../../src/cli/view/serve-runs.js';
import { writeRun } from './run-fixture.js';

const done = writeRun();
const under = writeRun({ manifest: { status: 'running' } });
const server = serveRuns([done, under, join(done, 'nothing-here')], ['127.0.0.1', 'localhost']);
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  for (const folder of [done, under]) rmSync(folder, { recursive: true, force: true });
});

function get(
  path: string,
  host = `127.0.0.1:${port}`,
  method = 'GET',
): Promise<{ status: number | undefined; body: string; headers: IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers: { host } }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += String(chunk);
      });
      response.on('end', () => resolve({ status: response.statusCode, body, headers: response.headers }));
    });
    asked.on('error', reject);
    asked.end();
  });
}

test('lists runs, one under way as partial and one that is unreadable as such', async () => {
  const { status, body, headers } = await get('/');
  expect(status).toBe(200);
  expect(body).toContain('running, figures are partial');
  expect(body).toContain('no manifest that can be read');
  expect(headers.refresh).toBe('10');
});

test('gives the report and the tables of a run that is done, without asking again', async () => {
  const { body, headers } = await get('/run/0/report.html');
  expect(body).toContain('A made-up run.');
  expect(headers.refresh).toBeUndefined();
  expect((await get('/run/0/metrics.csv')).body.startsWith('schema_version,')).toBe(true);
});

test.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example'])(
  'a request for host "%s" gets nothing',
  async (host) => {
    const { status, body } = await get('/', host);
    expect(status).toBe(421);
    expect(body).not.toContain('sketch');
  },
);

test.each([
  '/run/0/../manifest.json',
  '/run/0/..%2f..%2fetc%2fpasswd',
  '/run/9/report.html',
  '/run/0/run.lock',
  '/x',
])('%s leads nowhere', async (path) => {
  expect((await get(path)).status).toBe(404);
});

test('nothing can be changed', async () => {
  expect((await get('/', undefined, 'POST')).status).toBe(405);
});

test('a torn row of a run under way hinders nothing, and its figures are called partial', async () => {
  truncateSync(join(under, 'completions.csv'), 1_500);
  const { status, body, headers } = await get('/run/1/report.html');
  expect(status).toBe(200);
  expect(body).toContain('The run is running: its figures are partial');
  expect(headers.refresh).toBe('10');
});

test('a run that cannot be scored says so, and the others are still served', async () => {
  truncateSync(join(under, 'completions.csv'), 0);
  writeFileSync(join(under, 'completions.csv'), 'not,ours\n');
  expect((await get('/run/1/report.html')).status).toBe(500);
  expect((await get('/')).status).toBe(200);
});
