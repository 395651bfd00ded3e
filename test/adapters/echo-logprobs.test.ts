import { writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openSuite } from '../../src/cli/suite-options.js';
import { run } from '../../src/evaluate.js';
import { sharedWords } from '../../src/probes/shared-words.js';
import { estimateOf, inFolder } from '../benchmarks/score-rows.js';

interface Sent {
  readonly path: string;
  readonly body: { readonly prompt?: string; readonly echo?: boolean };
}

/** A server on 127.0.0.1 that answers every request with what `answer` makes of it. */
async function withServer<T>(
  answer: (sent: Sent) => { readonly status: number; readonly body: unknown },
  work: (baseURL: string, sent: Sent[]) => Promise<T>,
): Promise<T> {
  const sent: Sent[] = [];
  const listener: RequestListener = (request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += String(chunk);
    });
    request.on('end', () => {
      const one: Sent = { path: request.url ?? '', body: JSON.parse(text) };
      sent.push(one);
      const { status, body } = answer(one);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  };
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await work(`http://127.0.0.1:${port}/v1`, sent);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** As OpenAI documents legacy completions, and vLLM answers: the prompt's tokens, then the generated one. */
function echoed(prompt: string): unknown {
  const tokens = prompt.match(/\s*\S+/gu) ?? [];
  const offsets: number[] = [];
  let offset = 0;
  for (const token of tokens) {
    offsets.push(offset);
    offset += [...token].length;
  }
  const probability = (token: string) => (token.includes('cats') ? -9 : token.includes('sleep') ? -2 : -1);
  return {
    model: 'echo-1',
    choices: [
      {
        text: `${prompt} and`,
        finish_reason: 'length',
        logprobs: {
          tokens: [...tokens, ' and'],
          token_logprobs: [null, ...tokens.slice(1).map(probability), -50],
          text_offset: [...offsets, offset],
        },
      },
    ],
    usage: { prompt_tokens: tokens.length, completion_tokens: 1 },
  };
}

const PAIRS = [
  ',sent_more,sent_less,stereo_antistereo,bias_type,annotations,anon_writer,anon_annotators',
  ...Array.from(
    { length: 8 },
    (_, pair) =>
      `${pair},All cats really sleep ${pair} h.,All dogs hardly nap ${pair} h.,stereo,animal,[],w1,[]`,
  ),
].join('\n');

function runPairs(baseURL: string) {
  return inFolder(async (folder) => {
    await writeFile(join(folder, 'crows_pairs_anonymized.csv'), PAIRS);
    const suite = await openSuite(undefined, {
      probe: ['crows-pairs-likelihood'],
      data: folder,
      model: [`openai:echo?id=echo&baseURL=${baseURL}`],
    });
    return run(suite, { out: join(folder, 'run'), environment: {}, command: 'test' });
  });
}

describe('log-likelihoods of a server that echoes the prompt', () => {
  test('are summed over the words that both sentences have', async () => {
    await withServer(
      ({ body }) => ({ status: 200, body: echoed(body.prompt ?? '') }),
      async (url, sent) => {
        const { estimates, manifest } = await runPairs(url);
        expect(new Set(sent.map(({ path }) => path))).toEqual(new Set(['/v1/completions']));
        expect(sent.every(({ body }) => body.echo === true)).toBe(true);
        expect(manifest.status).toBe('complete');
        // Shared words are the number and "h.", -1 each, on both sides; "cats", "sleep" and the generated token are not.
        const difference = estimateOf(estimates, 'crows_signed_diff');
        expect(difference).toMatchObject({ estimate: 0, items: 8 });
        expect(estimateOf(estimates, 'crows_pct_stereotype_ties_half').estimate).toBe(0.5);
      },
    );
  });

  test.each([
    ['a chat model', 404, 'This is a chat model and not supported in the v1/completions endpoint.'],
    ['no echo', 400, 'Only no echo is supported'],
    ['no such endpoint', 404, 'Not Found'],
  ])(
    'of a server that has %s are null with capability_missing, and nothing is asked in chat',
    async (_, status, message) => {
      await withServer(
        () => ({ status, body: { error: { message } } }),
        async (url, sent) => {
          const { estimates, manifest } = await runPairs(url);
          expect(sent.every(({ path }) => path === '/v1/completions')).toBe(true);
          expect(manifest.status).toBe('complete');
          for (const metric of ['crows_pct_stereotype', 'crows_signed_diff'])
            expect(estimateOf(estimates, metric)).toMatchObject({
              estimate: null,
              reasonIfNull: 'capability_missing',
            });
          expect(manifest.models[0]?.not_settable).toContain('echo_logprobs');
        },
      );
    },
  );

  test('of a model that the server does not have are a failure, not a missing capability', async () => {
    await withServer(
      () => ({
        status: 404,
        body: { error: { message: 'The model `echo` does not exist', code: 'model_not_found' } },
      }),
      async (url) => {
        const { manifest } = await runPairs(url);
        expect(manifest.status).toBe('incomplete');
      },
    );
  });
});

describe('shared words', () => {
  test('are those of a longest common subsequence, in code points', () => {
    expect(sharedWords('the cat slept', 'the old dog slept')).toEqual([
      [0, 3],
      [8, 13],
    ]);
    expect(sharedWords('😀 a b', 'x a b')).toEqual([
      [2, 3],
      [4, 5],
    ]);
    expect(sharedWords('a', 'b')).toEqual([]);
  });
});
