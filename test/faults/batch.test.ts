import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { openSuite } from '../../src/cli/suite-options.js';
import { loadSuite, type RunResult, run } from '../../src/evaluate.js';
import type { RunEvent } from '../../src/runner/run-event.js';
import { type BatchServer, type BatchServerOptions, startBatchServer } from '../servers/batch-server.js';
import {
  atTheEnd,
  chatServer,
  completionsOf,
  metricsOf,
  modelSpec,
  prepareFaultTests,
  probity,
  runArguments,
  startProbity,
  temporaryFolder,
  withoutRunId,
} from './probity.js';

prepareFaultTests();

const TOTAL = 56;
const PROBE = fileURLToPath(new URL('../../probes/decision-hiring.probe.yaml', import.meta.url));

async function batchServer(options: BatchServerOptions = {}): Promise<BatchServer> {
  const server = await startBatchServer(options);
  atTheEnd(() => server.close());
  return server;
}

/** A run in this process. */
async function runBatches(
  server: Pick<BatchServer, 'url'>,
  out: string,
  options: { readonly stop?: AbortSignal; readonly maxRequests?: number } = {},
): Promise<RunResult & { readonly notes: readonly string[] }> {
  const { stop, maxRequests } = options;
  const suite = await openSuite(undefined, {
    model: [modelSpec(server.url)],
    probe: [PROBE],
    limit: TOTAL,
    ...(maxRequests !== undefined && { maxRequests }),
  });
  const notes: string[] = [];
  const onEvent = (event: RunEvent) => {
    if (event.type === 'note') notes.push(event.text);
  };
  const result = await run(suite, {
    out,
    environment: {},
    command: 'test',
    route: { by: 'batch', pollMs: 5 },
    onEvent,
    ...(stop && { stop }),
  });
  return { ...result, notes };
}

/** Every Nth request, by the end of its id. */
const oneIn = (n: number, id: string) => Number.parseInt(id.slice(-6), 16) % n === 0;

let oneByOne = '';
beforeAll(async () => {
  const server = await chatServer();
  const out = temporaryFolder();
  expect(await probity(runArguments(server.url, out))).toMatchObject({ code: 0 });
  oneByOne = withoutRunId(metricsOf(out));
});

describe('a run by batches', () => {
  test('gives the metrics.csv of the run one by one, whatever order the results come in', async () => {
    const server = await batchServer({ looks: 3 });
    const out = temporaryFolder();
    const { manifest, notes } = await runBatches(server, out);
    expect(manifest.status).toBe('complete');
    expect(withoutRunId(metricsOf(out))).toBe(oneByOne);
    expect(server.batches).toMatchObject([{ metadata: { probity_run: manifest.run_id } }]);
    expect(server.answers.size).toBe(TOTAL);
    expect(notes.at(-1)).toBe('batch batch_1: 56 answered');
  });

  test('sends expired, failed, missing and broken lines again, and only those; counts and tells them', async () => {
    const server = await batchServer({
      strangers: [
        'not JSON at all',
        '{"custom_id":"ffffffffffffffff","response":{"status_code":200,"body":{}}}',
        '',
        '[1,2]',
      ],
      fate({ custom_id: id }, attempt) {
        if (attempt > 1) return 'answered';
        if (oneIn(5, id)) return 'expired';
        if (oneIn(7, id)) return 'missing';
        if (oneIn(11, id)) return { status: 500, body: { error: { message: 'broken' } } };
        return oneIn(13, id)
          ? { text: `{"custom_id":"${id}","response":{"status_code":200,"body":"` }
          : 'answered';
      },
    });
    const out = temporaryFolder();
    const { manifest, notes } = await runBatches(server, out);
    expect(manifest).toMatchObject({ status: 'complete', models: [{ answered: TOTAL, errors: 0 }] });
    expect([...server.answers.values()].every((count) => count === 1)).toBe(true);
    expect(server.batches.length).toBe(2);
    const [first, second] = server.batches;
    const again = second?.lines.length ?? 0;
    expect(again).toBeGreaterThan(10);
    expect(first?.lines.length).toBe(TOTAL);
    expect(notes.join('\n')).toMatch(
      new RegExp(
        `batch_1: ${TOTAL - again} answered, ${again} to be sent again, \\d+ without a line, 1 lines of no request in it, \\d+ lines that cannot be read`,
      ),
    );
    expect(withoutRunId(metricsOf(out))).toBe(oneByOne);
    const attempts = (await completionsOf(out)).map((row) => row.attempts);
    expect(attempts.filter((count) => count === 2).length).toBe(again);
  });

  test('gives a request up after three batches, and one that is refused for itself at once', async () => {
    let refused = '';
    const server = await batchServer({
      fate({ custom_id: id }) {
        refused ||= id;
        if (id === refused) return { status: 400, body: { error: { message: 'context too long' } } };
        return oneIn(9, id) ? 'expired' : 'answered';
      },
    });
    const out = temporaryFolder();
    const { manifest } = await runBatches(server, out);
    expect(server.batches.length).toBe(3);
    const rows = (await completionsOf(out)).filter(({ status }) => status === 'error');
    expect(manifest).toMatchObject({ status: 'incomplete', models: [{ errors: rows.length }] });
    expect(rows.filter(({ completionId }) => completionId === refused)).toMatchObject([
      { attempts: 1, errorCode: 'bad_request' },
    ]);
    const expired = rows.filter(({ completionId }) => completionId !== refused);
    expect(expired.length).toBeGreaterThan(0);
    expect(new Set(expired.map(({ attempts, errorCode }) => `${errorCode} ${attempts}`))).toEqual(
      new Set(['batch_expired 3']),
    );
  });

  test('that is stopped leaves its batch to the provider, and the next start collects it without paying again', async () => {
    const stop = new AbortController();
    const server = await batchServer({
      looks: 3,
      onStep: (step, count) => {
        if (step === 'retrieve' && count === 2) stop.abort();
        return undefined;
      },
    });
    const out = temporaryFolder();
    const stopped = await runBatches(server, out, { stop: stop.signal });
    expect(stopped.manifest).toMatchObject({ status: 'interrupted', models: [{ requests: 0 }] });
    expect(stopped.notes.at(-1)).toBe(
      '1 batches go on at the provider (batch_1); the next start collects them',
    );
    expect((await runBatches(server, out)).manifest.status).toBe('complete');
    expect(server.batches.length).toBe(1);
    expect(withoutRunId(metricsOf(out))).toBe(oneByOne);
  });

  test('finds a batch again whose creation was never answered, instead of creating a second', async () => {
    const server = await batchServer({
      onStep: (step, count) => (step === 'create' && count === 1 ? 'drop' : undefined),
    });
    const out = temporaryFolder();
    expect((await runBatches(server, out)).manifest.status).toBe('complete');
    expect(server.batches.length).toBe(1);
    expect(server.steps.list).toBe(1);
  });

  test('outlasts errors of every endpoint', async () => {
    const server = await batchServer({
      onStep: (_, count) => (count === 1 ? { status: 503 } : undefined),
    });
    const out = temporaryFolder();
    expect((await runBatches(server, out)).manifest.status).toBe('complete');
    expect([...server.answers.values()].every((count) => count === 1)).toBe(true);
    expect(withoutRunId(metricsOf(out))).toBe(oneByOne);
  });

  test('waits where the provider has no room for a batch, and ends with its words where it refuses one', async () => {
    const room = await batchServer({
      refuse: (count) =>
        count === 1 ? { code: 'token_limit_exceeded', message: 'Enqueued token limit' } : undefined,
    });
    expect((await runBatches(room, temporaryFolder())).manifest.status).toBe('complete');
    const strict = await batchServer({
      refuse: () => ({ code: 'invalid_json_line', message: 'Line 1 is odd' }),
    });
    const { manifest } = await runBatches(strict, temporaryFolder());
    expect(manifest).toMatchObject({ status: 'incomplete' });
    expect(manifest.models[0]?.stopped).toMatch(
      /refused batch batch_1 as a whole \(invalid_json_line\): Line 1 is odd/u,
    );
  });

  test('never passes a budget of requests, and says so', async () => {
    const server = await batchServer();
    const out = temporaryFolder();
    const { manifest } = await runBatches(server, out, { maxRequests: 20 });
    expect(manifest.models[0]).toMatchObject({ answered: 20 });
    expect(manifest.models[0]?.stopped).toMatch(/the budget is spent \(20 of 20 requests sent\)/u);
    expect(server.batches.map(({ lines }) => lines.length)).toEqual([20]);
    expect((await runBatches(server, out, { maxRequests: TOTAL })).manifest.status).toBe('complete');
    expect(server.batches.map(({ lines }) => lines.length)).toEqual([20, 36]);
  });

  test('costs half of what the suite says', async () => {
    const server = await batchServer();
    const folder = temporaryFolder();
    const path = join(folder, 'priced.suite.yaml');
    const model = `{ id: test, adapter: openai, model: test, baseURL: "${server.url}", price: { input: 3, output: 8 } }`;
    writeFileSync(
      path,
      `suite: priced\ndescription: Half the price.\nmodels: [${model}]\nprobes: [{ benchmark: placeholder }]\n`,
    );
    const { manifest } = await run(await loadSuite(path, { probes: [PROBE], limit: 14 }), {
      out: join(folder, 'run'),
      environment: {},
      command: 'test',
      route: { by: 'batch', pollMs: 5 },
    });
    const [told] = manifest.models;
    expect(told?.price).toMatchObject({ input: 1.5, output: 4 });
    const { input_tokens: input, output_tokens: output } = told ?? {};
    expect(told?.cost_usd).toBeCloseTo(((input ?? 0) * 1.5 + (output ?? 0) * 4) / 1e6, 12);
    expect(input).toBeGreaterThan(0);
  });

  test('at a server without batches says what to do instead', async () => {
    const server = await batchServer();
    const { manifest } = await runBatches({ url: `${server.url}/elsewhere` }, temporaryFolder());
    expect(manifest.models[0]?.stopped).toMatch(
      /HTTP 404: .*no batch interface at all.*run without --batch there/u,
    );
  });
});

describe('a run by batches that is killed by kill -9', () => {
  const kill = async (step: 'upload' | 'create' | 'content') => {
    let now = () => {};
    const server = await batchServer({
      onStep: (reached, count) => {
        if (reached !== step || count > 1) return undefined;
        now();
        return 'drop';
      },
    });
    const out = temporaryFolder();
    const args = [...runArguments(server.url, out), '--batch', '--poll', '0.02'];
    const first = startProbity(args);
    now = () => first.child.kill('SIGKILL');
    expect((await first.ended).signal).toBe('SIGKILL');
    expect((await runBatches(server, out)).manifest.status).toBe('complete');
    expect(server.batches.length).toBe(1);
    expect([...server.answers.values()].every((count) => count === 1)).toBe(true);
    expect(withoutRunId(metricsOf(out))).toBe(oneByOne);
    expect(JSON.parse(readFileSync(join(out, 'batches.json'), 'utf8'))).toMatchObject({
      batches: [{ batch: 'batch_1', keys: [], tally: { answered: TOTAL } }],
    });
  };
  test('goes on after its upload, its creation or its results were never heard of, and pays for nothing twice', async () => {
    await Promise.all([kill('upload'), kill('create'), kill('content')]);
  });

  test('Ctrl-C while it waits exits with 130 and says how to go on', async () => {
    let now = () => {};
    const server = await batchServer({
      looks: 1_000,
      onStep: (step, count) => {
        if (step === 'retrieve' && count === 2) now();
        return undefined;
      },
    });
    const first = startProbity([...runArguments(server.url, temporaryFolder()), '--batch', '--poll', '0.02']);
    now = () => first.child.kill('SIGINT');
    const ended = await first.ended;
    expect(ended.code).toBe(130);
    expect(ended.stderr).toMatch(
      /interrupted; everything answered is kept. To go on:\n {2}probity run .*--batch/u,
    );
  });
});

test('log-likelihoods are refused as batches before anything is sent', async () => {
  const data = temporaryFolder();
  const header = ',sent_more,sent_less,stereo_antistereo,bias_type,annotations,anon_writer,anon_annotators';
  const row = '0,Cats sleep.,Dogs sleep.,stereo,animal,[],w0,[]';
  writeFileSync(join(data, 'crows_pairs_anonymized.csv'), `${header}\n${row}\n`);
  const out = join(temporaryFolder(), 'run');
  const model = ['--model', 'openai:m?baseURL=http://127.0.0.1:1/v1'];
  const args = [
    'run',
    '--probe',
    'crows-pairs-likelihood',
    '--data',
    data,
    ...model,
    '--out',
    out,
    '--batch',
  ];
  const { code, stderr } = await probity(args);
  expect(code).toBe(2);
  expect(stderr).toContain(
    '--batch: "crows-pairs-likelihood" asks for log-likelihoods of the prompt, which are asked one by one only; run it without --batch',
  );
  expect(existsSync(out)).toBe(false);
});

test('an adapter without batches is refused before anything is sent', async () => {
  const suite = await openSuite('quickstart', { limit: 4 });
  await expect(
    run(suite, {
      out: temporaryFolder(),
      environment: {},
      command: 'test',
      route: { by: 'batch', pollMs: 5 },
    }),
  ).rejects.toThrow('--batch: the adapter of "parrot" has no batch interface');
});
