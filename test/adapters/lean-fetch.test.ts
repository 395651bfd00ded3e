import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type LeanFetch, openLeanFetch } from '../../src/adapters/lean-fetch.js';
import { ReplyTooLarge } from '../../src/adapters/lean-response.js';
import { quietSignal } from './prompt-fixture.js';

describe('the lean fetch', () => {
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });
  /** A server that writes these bytes to whoever connects and sends something. */
  const serve = async (bytes: string | Buffer, end = true): Promise<string> => {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('data', () => {
        if (end) socket.end(bytes);
        else socket.write(bytes);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('expected a port');
    return `http://127.0.0.1:${address.port}/`;
  };
  const open = (options: { maxReplyBytes?: number } = {}): LeanFetch => {
    const lean = openLeanFetch({ concurrency: 2, ...options });
    closing.push(() => lean.close());
    return lean;
  };
  const get = (lean: LeanFetch, url: string, signal = quietSignal()) =>
    lean.send(url, { method: 'GET', headers: {}, body: null, signal });

  test('gives status and headers before the body is there', async () => {
    const url = await serve(
      'HTTP/1.1 201 Created\r\nX-Request-Id: r1\r\nContent-Length: 10\r\n\r\nhalf',
      false,
    );
    const response = await get(open(), url);
    expect([response.status, response.ok, response.headers.get('x-request-ID')]).toEqual([201, true, 'r1']);
    expect([...response.headers]).toContainEqual(['x-request-id', 'r1']);
    expect(response.headers.has('retry-after')).toBe(false);
  });

  test('decodes a character that two chunks share, and drops a byte order mark, as fetch does', async () => {
    const latin = (text: string) => Buffer.from(text, 'latin1');
    const url = await serve(
      Buffer.concat([
        latin('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'),
        latin('5\r\n\xef\xbb\xbf"\xc3\r\n2\r\n\xa9"\r\n0\r\n\r\n'),
      ]),
    );
    expect(await (await get(open(), url)).json()).toBe('é');
  });

  test('an interim reply is not the reply', async () => {
    const url = await serve('HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
    const response = await get(open(), url);
    expect([response.status, await response.text()]).toEqual([200, 'ok']);
  });

  test('a body beyond the limit is given up, and the connection with it', async () => {
    const url = await serve(`HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n${'x'.repeat(2000)}`);
    const response = await get(open({ maxReplyBytes: 1000 }), url);
    await expect(response.text()).rejects.toThrow(ReplyTooLarge);
  });

  test('a body that nobody reads breaks nothing when its connection breaks', async () => {
    const url = await serve('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf');
    await get(open(), url);
    await new Promise((resolve) => setTimeout(resolve, 30));
  });

  test('a request that waits for a connection can be aborted', async () => {
    const url = await serve('', false);
    const lean = open();
    const controller = new AbortController();
    const pending = Array.from({ length: 5 }, () => get(lean, url, controller.signal));
    const settled = Promise.allSettled(pending);
    controller.abort(new Error('enough'));
    for (const outcome of await settled) expect(outcome).toMatchObject({ reason: { message: 'enough' } });
  });
});
