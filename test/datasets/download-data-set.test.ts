import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DataSet } from '../../src/datasets/data-set.js';
import { type DownloadedFile, downloadDataSet } from '../../src/datasets/download-data-set.js';
import { inFolder } from '../benchmarks/score-rows.js';
import { ranged, withFileServer } from './file-server.js';

const CONTENT = Buffer.from('line of a file\n'.repeat(20_000));
const sha256 = createHash('sha256').update(CONTENT).digest('hex');
const COMMIT = 'a'.repeat(40);

const setOf = (bytes: number | null = CONTENT.length): DataSet => ({
  name: 'small',
  benchmarks: [],
  licence: 'MIT',
  note: '',
  origins: [
    {
      repository: 'owner/name',
      commit: COMMIT,
      files: [{ path: 'data/a file.txt', bytes, sha256, flat: 'a file.txt' }],
    },
  ],
});

const silent = { onFile: () => {}, onBytes: () => {} };
const get = (directory: string, baseUrl: string, bytes?: number | null): Promise<DownloadedFile[]> =>
  downloadDataSet(setOf(bytes), { directory, baseUrl, progress: silent });
const placeIn = (folder: string) => join(folder, 'data', 'a file.txt');
const leavePart = (folder: string, content: Buffer) => {
  mkdirSync(join(folder, 'data'));
  writeFileSync(`${placeIn(folder)}.part`, content);
};

describe('a download', () => {
  test.each([CONTENT.length, null])(
    'brings a file of %s bytes to its place and tells how far it is',
    (bytes) =>
      inFolder((folder) =>
        withFileServer(ranged(CONTENT), async ({ url, requests }) => {
          const told: number[] = [];
          const progress = { onFile: () => {}, onBytes: (received: number) => told.push(received) };
          const files = await downloadDataSet(setOf(bytes), {
            directory: folder,
            baseUrl: `${url}/`,
            progress,
          });
          expect(files).toEqual([{ path: 'data/a file.txt', state: 'downloaded', message: null }]);
          expect(readFileSync(placeIn(folder)).equals(CONTENT)).toBe(true);
          expect(existsSync(`${placeIn(folder)}.part`)).toBe(false);
          expect(told.at(-1)).toBe(CONTENT.length);
          expect(requests).toEqual([`/owner/name/${COMMIT}/data/a file.txt whole`]);
        }),
      ),
  );

  test('asks for nothing that is there', () =>
    inFolder((folder) =>
      withFileServer(ranged(CONTENT), async ({ url, requests }) => {
        await get(folder, url);
        expect(await get(folder, url)).toMatchObject([{ state: 'present' }]);
        expect(requests).toHaveLength(1);
      }),
    ));

  test('leaves a file with another content as it is, and says so', () =>
    inFolder((folder) =>
      withFileServer(ranged(CONTENT), async ({ url, requests }) => {
        mkdirSync(join(folder, 'data'));
        writeFileSync(placeIn(folder), 'mine');
        const [file] = await get(folder, url);
        expect(file?.state).toBe('changed');
        expect(file?.message).toContain('was left as it is');
        expect(readFileSync(placeIn(folder), 'utf8')).toBe('mine');
        expect(requests).toEqual([]);
      }),
    ));

  test('goes on where an earlier one stopped', () =>
    inFolder((folder) =>
      withFileServer(ranged(CONTENT), async ({ url, requests }) => {
        leavePart(folder, CONTENT.subarray(0, 1000));
        expect(await get(folder, url)).toMatchObject([{ state: 'downloaded' }]);
        expect(requests.map((request) => request.split(' ').at(-1))).toEqual(['bytes=1000-']);
        expect(readFileSync(placeIn(folder)).equals(CONTENT)).toBe(true);
      }),
    ));

  test('starts again where the server serves no ranges', () =>
    inFolder((folder) =>
      withFileServer(
        (_, response) => response.end(CONTENT),
        async ({ url }) => {
          leavePart(folder, CONTENT.subarray(0, 1000));
          expect(await get(folder, url)).toMatchObject([{ state: 'downloaded' }]);
        },
      ),
    ));

  test('starts again where what lay there was of another version, and takes a complete part as it is', () =>
    inFolder((folder) =>
      withFileServer(ranged(CONTENT), async ({ url, requests }) => {
        leavePart(folder, Buffer.from('another version'));
        expect(await get(folder, url)).toMatchObject([{ state: 'downloaded' }]);
        expect(requests).toHaveLength(2);
        await inFolder(async (other) => {
          leavePart(other, CONTENT);
          expect(await get(other, url)).toMatchObject([{ state: 'downloaded' }]);
        });
      }),
    ));

  test('takes up a transfer that breaks off, from the byte where it broke', () =>
    inFolder((folder) => {
      let breaks = 2;
      return withFileServer(
        (request, response) => {
          if (breaks-- <= 0) return ranged(CONTENT)(request, response);
          const start = Number(/bytes=(\d+)-/u.exec(request.headers.range ?? '')?.[1] ?? 0);
          response.writeHead(start === 0 ? 200 : 206, {
            'content-length': CONTENT.length - start,
            ...(start > 0 && { 'content-range': `bytes ${start}-${CONTENT.length - 1}/${CONTENT.length}` }),
          });
          response.write(CONTENT.subarray(start, start + 50_000), () => response.destroy());
        },
        async ({ url, requests }) => {
          expect(await get(folder, url)).toMatchObject([{ state: 'downloaded' }]);
          expect(requests).toHaveLength(3);
          expect(readFileSync(placeIn(folder)).equals(CONTENT)).toBe(true);
        },
      );
    }));

  test('keeps what came of a body that always breaks off, so that the next one goes on', () =>
    inFolder((folder) => {
      let breakOff = () => {};
      return withFileServer(
        (_, response) => {
          response.writeHead(200, { 'content-length': CONTENT.length });
          response.write(CONTENT.subarray(0, 50_000));
          breakOff = () => response.destroy();
        },
        async ({ url }) => {
          // Broken by what has arrived: not before something has.
          const progress = { onFile: () => {}, onBytes: () => breakOff() };
          const [file] = await downloadDataSet(setOf(), { directory: folder, baseUrl: url, progress });
          expect(file?.state).toBe('failed');
          expect(existsSync(placeIn(folder))).toBe(false);
          expect(readFileSync(`${placeIn(folder)}.part`).length).toBeGreaterThan(0);
        },
      );
    }));

  test.each([
    ['another content', CONTENT.length, Buffer.from('x'.repeat(CONTENT.length)), 'expected SHA-256'],
    ['more than was published', CONTENT.length, Buffer.concat([CONTENT, CONTENT]), 'got more'],
    ['an empty body', null, Buffer.alloc(0), 'expected SHA-256'],
  ])('refuses %s and keeps nothing under the name', (_, bytes, body, message) =>
    inFolder((folder) =>
      withFileServer(
        (__, response) => response.end(body),
        async ({ url }) => {
          const [file] = await get(folder, url, bytes);
          expect(file?.state).toBe('failed');
          expect(file?.message).toContain(message);
          expect(existsSync(placeIn(folder))).toBe(false);
        },
      ),
    ),
  );

  test.each([404, 500])('tells the status %s', (status) =>
    inFolder((folder) =>
      withFileServer(
        (_, response) => response.writeHead(status).end(),
        async ({ url }) => {
          const [file] = await get(folder, url);
          expect([file?.state, file?.message]).toEqual([
            'failed',
            expect.stringContaining(`answered ${status}`),
          ]);
        },
      ),
    ),
  );

  test('tells of a server that is down, and of a folder that is none', () =>
    inFolder(async (folder) => {
      const url = await withFileServer(ranged(CONTENT), async (server) => server.url);
      const [down] = await get(folder, url);
      expect([down?.state, down?.message]).toEqual(['failed', expect.stringContaining('ECONNREFUSED')]);
      writeFileSync(join(folder, 'file'), '');
      const [none] = await get(join(folder, 'file'), url);
      expect([none?.state, none?.message]).toEqual(['failed', expect.stringContaining('ENOTDIR')]);
    }));
});
