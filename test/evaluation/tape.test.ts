import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openaiAdapter } from '../../src/adapters/openai-adapter.js';
import { openSuite } from '../../src/cli/suite-options.js';
import { AdapterError } from '../../src/errors.js';
import { run } from '../../src/evaluate.js';
import { openTape, type TapeFiles } from '../../src/evaluation/tapes/open-tape.js';
import { CassetteWriter, exchangeKey, readCassette } from '../../src/records/cassette.js';
import { exampleRequest, exampleSettings, quietSignal } from '../adapters/prompt-fixture.js';
import { type ChatServer, startChatServer } from '../servers/chat-server.js';

let server: ChatServer;
let folder = '';
let refuses = false;
const file = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'probity-tape-'));
  server = await startChatServer({
    key: 'sk-secret-value',
    script: ({ body }) => {
      const text = body.messages?.at(-1)?.content ?? '';
      if (refuses) return { kind: 'reset' };
      if (text.includes('flagged'))
        return { kind: 'status', status: 400, body: { error: { message: 'no', code: 'content_filter' } } };
      if (text.includes('too long'))
        return { kind: 'status', status: 400, body: { error: { message: 'context length' } } };
      return { kind: 'reply', text: `You said: ${text}` };
    },
  });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

/** A model through a tape, and what it says. */
async function through(
  files: TapeFiles,
  environment: Record<string, string> = { MY_KEY: 'sk-secret-value' },
) {
  const tape = await openTape(files);
  const settings = exampleSettings({ baseURL: server.url, apiKeyEnv: 'MY_KEY' });
  const adapter = await tape.adapter(openaiAdapter).open(settings, tape.environment(environment));
  return {
    ask: (parts: Parameters<typeof exampleRequest>[0]) =>
      adapter.complete(exampleRequest(parts), quietSignal()),
    adapter,
    close: async () => {
      await adapter.close?.();
      await tape.close();
    },
  };
}
const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );
const entriesOf = async (path: string) => {
  const entries = [];
  for await (const entry of readCassette(path)) entries.push(entry);
  return entries;
};

describe('a cassette', () => {
  test('gives back what was recorded, without the server and without a key', async () => {
    const cassette = file('whole.cassette');
    const recording = await through({ record: cassette });
    const said = await recording.ask({ text: 'Hello' });
    const filtered = await recording.ask({ text: 'flagged' });
    const wrong = await errorOf(recording.ask({ text: 'too long' }));
    await recording.close();
    const before = server.stats().received;
    const replaying = await through({ replay: cassette }, {});
    const { rates: _, ...recorded } = said;
    expect(await replaying.ask({ text: 'Hello', itemId: 'another item' })).toEqual({
      ...recorded,
      takenFrom: 'recording',
    });
    expect(filtered.status).toBe('filtered');
    expect(await replaying.ask({ text: 'flagged' })).toMatchObject({ status: 'filtered', text: null });
    expect(wrong).toBeInstanceOf(AdapterError);
    expect(await errorOf(replaying.ask({ text: 'too long' }))).toMatchObject({
      code: 'bad_request',
      status: 400,
    });
    expect(replaying.adapter.host).toBe(recording.adapter.host);
    await replaying.close();
    expect(server.stats().received).toBe(before);
  });

  test('makes a run again to the byte, for nothing', async () => {
    const cassette = file('run.cassette');
    const suite = await openSuite(undefined, {
      probe: ['ambiguous-religion'],
      model: [`openai:m?baseURL=${server.url}&apiKeyEnv=MY_KEY&temperature=0`],
      limit: 12,
    });
    const metricsOf = async (name: string, options: object) => {
      const { folder: out, manifest } = await run(suite, {
        out: file(name),
        command: 'test',
        environment: {},
        ...options,
      });
      return { manifest, metrics: readFileSync(join(out, 'metrics.csv'), 'utf8') };
    };
    const live = await metricsOf('live', { record: cassette, environment: { MY_KEY: 'sk-secret-value' } });
    const before = server.stats().received;
    const replayed = await metricsOf('replayed', { replay: cassette });
    expect(replayed.metrics).toBe(live.metrics);
    expect(replayed.manifest.status).toBe('complete');
    expect(readFileSync(file('replayed/completions.csv'), 'utf8')).toMatch(/,true\n$/u);
    expect(server.stats().received).toBe(before);
    const more = await openSuite(undefined, {
      probe: ['ambiguous-religion'],
      model: suite.models.map(() => `openai:m?baseURL=${server.url}&apiKeyEnv=MY_KEY&temperature=1`),
      limit: 12,
    });
    const { manifest } = await run(more, {
      out: file('more'),
      command: 'test',
      environment: {},
      replay: cassette,
    });
    expect(manifest.status).toBe('incomplete');
    expect(manifest.models[0]?.stopped).toContain('parameters.temperature: recorded 0, asked 1');
  });

  test('that lacks a request names the nearest one and what differs', async () => {
    const cassette = file('lacking.cassette');
    const recording = await through({ record: cassette });
    await recording.ask({ text: 'Emily is a nurse. Is she kind?', sampling: { temperature: 0 } });
    await recording.ask({ text: 'What is the capital of France?', sampling: { temperature: 0 } });
    await recording.close();
    const replaying = await through({ replay: cassette }, {});
    const error = await errorOf(
      replaying.ask({
        text: 'Jamal is a nurse. Is he kind?',
        sampling: { temperature: 0.7 },
        sampleIndex: 2,
      }),
    );
    await replaying.close();
    expect(error).toMatchObject({ code: 'not_recorded', fatal: true });
    const { message } = error as AdapterError;
    expect(message).toContain('messages.0.content: recorded "Emily is a nurse');
    expect(message).toContain('asked "Jamal is a nurse');
    expect(message).toContain('parameters.temperature: recorded 0, asked 0.7');
    expect(message).toContain('sample_index: recorded 0, asked 2');
    expect(message).not.toContain('France');
  });

  test('holds no key, no failure on the way, and each request once', async () => {
    const cassette = file('clean.cassette');
    for (let times = 0; times < 2; times++) {
      const recording = await through({ record: cassette });
      await recording.ask({ text: 'Hello' });
      refuses = true;
      expect(await errorOf(recording.ask({ text: 'lost' }))).toMatchObject({ retryable: true });
      refuses = false;
      await recording.close();
    }
    expect(gunzipSync(readFileSync(cassette)).toString()).not.toContain('secret');
    expect((await entriesOf(cassette)).length).toBe(1);
  });

  test('that a killed process left torn reads up to there, and is gone on with', async () => {
    const cassette = file('torn.cassette');
    const writer = await CassetteWriter.open(cassette);
    for (const word of ['one', 'two', 'three']) {
      writer.append({ word }, { word });
      // Each turn of the event loop is a member of its own.
      await new Promise((resolve) => setImmediate(resolve));
    }
    // Killed: never closed.
    const whole = readFileSync(cassette);
    for (let cut = whole.length - 1; cut > whole.length - 40; cut -= 7) {
      writeFileSync(cassette, whole.subarray(0, cut));
      const words = (await entriesOf(cassette)).map(({ request }) => request);
      expect(words.slice(0, 2)).toEqual([{ word: 'one' }, { word: 'two' }]);
    }
    expect((await entriesOf(cassette)).length).toBe(2);
    const again = await CassetteWriter.open(cassette);
    again.append({ word: 'three' }, { word: 'three' });
    await again.close();
    expect((await entriesOf(cassette)).length).toBe(3);
    truncateSync(cassette, statSync(cassette).size);
    appendFileSync(cassette, '\0\0\0');
    expect((await entriesOf(cassette)).length).toBe(3);
  });

  test('that is none is refused', async () => {
    writeFileSync(file('text.cassette'), 'not a cassette');
    expect(await errorOf(openTape({ replay: file('text.cassette') }))).toMatchObject({ code: 'unreadable' });
    expect(await errorOf(openTape({ replay: file('absent.cassette') }))).toMatchObject({ code: 'usage' });
    expect(await errorOf(openTape({ record: file('a'), replay: file('b') }))).toMatchObject({
      code: 'usage',
    });
  });

  test('is keyed by content: the order of fields is no part of it', () => {
    expect(exchangeKey({ model: 'a', messages: [{ role: 'user', content: 'b' }] })).toBe(
      exchangeKey({ messages: [{ content: 'b', role: 'user' }], model: 'a' }),
    );
    expect(exchangeKey({ sample_index: 0 })).not.toBe(exchangeKey({ sample_index: 1 }));
  });

  test('answers the services of scorers too', async () => {
    const cassette = file('service.cassette');
    const url = 'https://service.example/v1/judge';
    const init = { method: 'POST', body: '{"text":"Hello"}' };
    const recording = await openTape({ record: cassette });
    const send = recording.fetch(async () => new Response('{"score":0.5}'));
    expect(await (await send(`${url}?key=sk-secret-value`, init)).json()).toEqual({ score: 0.5 });
    await recording.close();
    const replaying = await openTape({ replay: cassette });
    const replayed = replaying.fetch(() => Promise.reject(new Error('sent')));
    expect(await (await replayed(`${url}?key=other`, init)).json()).toEqual({ score: 0.5 });
    expect(await errorOf(replayed(url, { ...init, body: '{"text":"Bye"}' }))).toMatchObject({
      code: 'not_recorded',
    });
    expect(gunzipSync(readFileSync(cassette)).toString()).not.toContain('secret');
  });
});
