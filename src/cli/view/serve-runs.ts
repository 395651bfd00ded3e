import { createReadStream, existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { ProbityError } from '../../errors.js';
import { type Manifest, readManifest } from '../../records/manifest.js';
import { readRun } from '../../records/stored-run.js';
import { reportHtml } from '../../reports/html/report-html.js';
import { type ListedRun, runsHtml } from '../../reports/html/runs-html.js';
import { answeredSoFar, partialReport } from './partial-report.js';

/** Files of a run folder that are given out; no other path leads to the disk. */
const TABLES: Readonly<Record<string, string>> = {
  'metrics.csv': 'text/csv; charset=utf-8',
  'items.csv': 'text/csv; charset=utf-8',
  'scores.csv': 'text/csv; charset=utf-8',
  'completions.csv': 'text/csv; charset=utf-8',
  'manifest.json': 'application/json; charset=utf-8',
};
/** Seconds after which a page about a run under way is asked for again. */
const REFRESH_SECONDS = 10;

/** Serves the reports of run folders. Only requests that name the host as it is served are answered, so that a page
 *  elsewhere cannot read them by pointing its own name at this machine.
 *  @param hosts allowed in the Host header, without port */
export function serveRuns(folders: readonly string[], hosts: readonly string[]): Server {
  return createServer((request, response) => {
    answer(request, response, folders, hosts).catch((error: unknown) => {
      if (!response.headersSent)
        send(
          response,
          500,
          'text/plain; charset=utf-8',
          error instanceof ProbityError ? error.message : 'an error',
        );
      else response.destroy();
    });
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  folders: readonly string[],
  hosts: readonly string[],
): Promise<void> {
  const host = (request.headers.host ?? '').replace(/:\d+$/u, '');
  if (!hosts.includes(host))
    return send(response, 421, 'text/plain; charset=utf-8', 'not served under this name');
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return send(response, 405, 'text/plain; charset=utf-8', 'GET only');
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (path === '/') {
    const runs = await Promise.all(folders.map(listed));
    const isLive = runs.some(({ manifest }) => manifest?.status === 'running');
    return sendPage(response, runsHtml(runs), isLive);
  }
  const [, index, file = ''] = /^\/run\/(\d+)\/([a-z.]+)$/u.exec(path) ?? [];
  const folder = index === undefined ? undefined : folders[Number(index)];
  if (folder === undefined) return send(response, 404, 'text/plain; charset=utf-8', 'no such page');
  if (file === 'report.html') {
    const manifest = await readManifest(folder);
    if (manifest.status === 'running') return sendPage(response, await partialReport(folder, manifest), true);
    return sendPage(response, await reportHtml(await readRun(folder)), false);
  }
  const type = TABLES[file];
  if (type === undefined || !existsSync(join(folder, file)))
    return send(response, 404, 'text/plain; charset=utf-8', 'no such file');
  response.writeHead(200, { ...SAFE, 'content-type': type });
  createReadStream(join(folder, file))
    .on('error', () => response.destroy())
    .pipe(response);
}

async function listed(folder: string): Promise<ListedRun> {
  let manifest: Manifest;
  try {
    manifest = await readManifest(folder);
  } catch {
    return { folder, manifest: null, answered: null };
  }
  // A journal that cannot be read hides its count, not the other runs.
  const answered =
    manifest.status === 'running' ? await answeredSoFar(folder, manifest).catch(() => null) : null;
  return { folder, manifest, answered };
}

const SAFE = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store', 'x-frame-options': 'DENY' };

function sendPage(response: ServerResponse, page: string, isLive: boolean): void {
  if (isLive) response.setHeader('refresh', String(REFRESH_SECONDS));
  send(response, 200, 'text/html; charset=utf-8', page);
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { ...SAFE, 'content-type': type });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
