import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import type { Adapter } from '../../src/adapters/adapter.js';
import { AdapterError } from '../../src/errors.js';
import { type ChatServer, type ChatServerOptions, startChatServer } from '../servers/chat-server.js';
import { FAILURES } from './known-failures.js';
import { exampleRequest, quietSignal } from './prompt-fixture.js';

/** A key of a form that no pattern knows: only its value can give it away. */
export const CONTRACT_KEY = 'vErY.sEcReT.0123456789';

/** What every adapter that asks a server must do; run against a real one.
 *  @param open the adapter under test, for this base URL, with CONTRACT_KEY as its key */
export function adapterContract(name: string, open: (baseURL: string) => Promise<Adapter>): void {
  describe(`${name}, asking a real server`, () => {
    const closing: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const close of closing.splice(0).reverse()) await close();
    });
    const start = async (
      options: ChatServerOptions = {},
    ): Promise<{ server: ChatServer; adapter: Adapter }> => {
      const server = await startChatServer(options);
      const adapter = await open(server.url);
      closing.push(
        () => server.close(),
        async () => adapter.close?.(),
      );
      return { server, adapter };
    };
    const failure = async (adapter: Adapter): Promise<AdapterError> => {
      const error: unknown = await adapter.complete(exampleRequest(), quietSignal()).then(
        () => 'a reply',
        (reason: unknown) => reason,
      );
      if (!(error instanceof AdapterError))
        throw new Error(`expected an AdapterError, got ${inspect(error)}`);
      return error;
    };

    test('a reply comes back whole, with model, fingerprint and usage', async () => {
      const { adapter } = await start({
        key: CONTRACT_KEY,
        script: () => ({ kind: 'reply', text: ' (B).\n' }),
      });
      expect(await adapter.complete(exampleRequest(), quietSignal())).toMatchObject({
        text: ' (B).\n',
        status: 'ok',
        finishReason: 'stop',
        modelReturned: 'test-model-2026-01-01',
        systemFingerprint: 'fp_test',
        inputTokens: expect.any(Number),
        outputTokens: expect.any(Number),
        labelProbabilities: null,
      });
    });

    test.each([
      ['control characters', 'A\u0000\u0007\u001b[31m\r\n\u2028\u202e"'],
      ['lone surrogates', 'A \ud800 and \udfff'],
      ['a megabyte', 'long '.repeat(210_000)],
      ['nothing', ''],
    ])('a reply of %s is not edited', async (_, text) => {
      const { adapter } = await start({ script: () => ({ kind: 'reply', text }) });
      expect((await adapter.complete(exampleRequest(), quietSignal())).text).toBe(text);
    });

    test('a reply cut by the token limit is truncated, one stopped by the provider is filtered', async () => {
      const reasons = ['length', 'content_filter'];
      const { adapter } = await start({
        script: () => ({ kind: 'reply', text: 'The', finishReason: reasons.shift() ?? 'stop' }),
      });
      const cut = await adapter.complete(exampleRequest(), quietSignal());
      const stopped = await adapter.complete(exampleRequest(), quietSignal());
      expect([cut.status, cut.text]).toEqual(['truncated', 'The']);
      expect([stopped.status, stopped.text]).toEqual(['filtered', 'The']);
    });

    test('a prompt that the provider filters is a filtered reply without text, not a failure', async () => {
      const error = { message: 'The response was filtered', code: 'content_filter', param: 'prompt' };
      const { adapter } = await start({ script: () => ({ kind: 'status', status: 400, body: { error } }) });
      const reply = await adapter.complete(exampleRequest(), quietSignal());
      expect([reply.status, reply.text]).toEqual(['filtered', null]);
    });

    test.each(FAILURES)('$when is $code', async ({ answer, code, retryable, fatal, retryAfterMs }) => {
      const { server, adapter } = await start({ script: () => answer });
      const error = await failure(adapter);
      expect(error).toMatchObject({ code, retryable, fatal, retryAfterMs: retryAfterMs ?? null });
      expect(server.stats().received, 'attempts').toBe(1);
      expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(CONTRACT_KEY);
    });

    test('a server that is not there is a connection failure, worth another try', async () => {
      const { server, adapter } = await start();
      await server.close();
      expect(await failure(adapter)).toMatchObject({ code: 'connection', retryable: true, fatal: false });
    });

    test('a refused key is fatal, and the key that the server echoes stays out of the error', async () => {
      const { adapter } = await start({ key: 'another' });
      const error = await failure(adapter);
      expect(error).toMatchObject({ code: 'unauthorized', status: 401, fatal: true, requestId: 'req_test' });
      expect(error.message).toContain('was refused');
      expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(CONTRACT_KEY);
    });

    test('an abort rejects with its reason at once and frees the socket', async () => {
      const { server, adapter } = await start({ script: () => ({ kind: 'hang' }) });
      const controller = new AbortController();
      const pending = adapter.complete(exampleRequest(), controller.signal);
      await expect.poll(() => server.stats().received).toBe(1);
      const reason = new Error('enough');
      controller.abort(reason);
      await expect(pending).rejects.toBe(reason);
      // The server saw its connection go. undici opens a fresh one in its place, idle, until the adapter is closed.
      await expect.poll(() => server.stats().aborted).toBe(1);
      await adapter.close?.();
      await expect.poll(() => server.openSockets()).toBe(0);
    });

    test('an abort in the middle of a body rejects with its reason and frees the socket', async () => {
      const { server, adapter } = await start({ script: () => ({ kind: 'trickle' }) });
      const controller = new AbortController();
      const pending = adapter.complete(exampleRequest(), controller.signal);
      await expect.poll(() => server.stats().received).toBe(1);
      await sleep(50);
      controller.abort(new Error('enough'));
      await expect(pending).rejects.toThrow('enough');
      await expect.poll(() => server.stats().aborted).toBe(1);
    });

    test('nothing is sent under a signal that is aborted already', async () => {
      const { server, adapter } = await start();
      await expect(adapter.complete(exampleRequest(), AbortSignal.abort('too late'))).rejects.toBe(
        'too late',
      );
      expect(server.stats().received).toBe(0);
    });

    test('a connection that the server closed after its reply is not used again', async () => {
      const { adapter } = await start({ script: () => ({ kind: 'reply', thenHalfClose: true }) });
      for (let i = 0; i < 3; i++) {
        expect((await adapter.complete(exampleRequest(), quietSignal())).status).toBe('ok');
        await sleep(30);
      }
    });

    test('a hundred requests under one signal share the connections and leave no listener behind', async () => {
      const warnings: Error[] = [];
      const note = (warning: Error) => warnings.push(warning);
      process.on('warning', note);
      const { server, adapter } = await start({ latencyMs: 5 });
      const { signal } = new AbortController();
      const texts = Array.from({ length: 100 }, (_, i) => `Question ${i}\nA) x\nB) y\n`);
      const replies = await Promise.all(
        texts.map((text) => adapter.complete(exampleRequest({ text }), signal)),
      );
      process.off('warning', note);
      expect(replies.every(({ text }) => text === 'A' || text === 'B')).toBe(true);
      expect(server.stats()).toMatchObject({ received: 100, answered: 100, distinct: 100 });
      // Four in flight, and a quarter more sockets.
      expect(server.stats().maxInFlight).toBeLessThanOrEqual(5);
      expect(warnings).toEqual([]);
    });
  });
}
