import { expect, test } from 'vitest';
import { TooManyRequests } from '../../src/adapters/too-many-requests.js';
import { AdapterError } from '../../src/errors.js';
import { openForJobs } from '../../src/runner/queue/allowed-model.js';
import {
  errorOf,
  jobModel,
  jobOf,
  jobResultSchema,
  jobSchema,
  resultOf,
} from '../../src/runner/queue/job.js';
import { exampleRequest, exampleSettings } from '../adapters/prompt-fixture.js';
import { reply } from './scripted-adapter.js';

const throughRedis = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const MODEL = jobModel(exampleSettings({ baseURL: 'http://elsewhere:1/v1', apiKeyEnv: 'A_KEY' }));

test('a request comes out of the queue as it went in, and nothing else does', () => {
  const request = exampleRequest({ system: 'Be brief.' });
  const job = throughRedis(jobOf(MODEL, request, 1_000));
  expect(jobSchema.parse(job)).toEqual({ version: 1, model: MODEL, timeoutMs: 1_000, request });
  expect(jobSchema.safeParse({ ...Object(job), extra: 1 }).success).toBe(false);
  expect(jobSchema.safeParse({ ...Object(job), timeoutMs: -1 }).success).toBe(false);
});

test('what became of an attempt comes back whole: a reply, or an error with what the server said of its limits', () => {
  const at = new Date(0);
  const answered = jobResultSchema.parse(throughRedis(resultOf(at, 5, reply('Yes'))));
  expect(answered).toEqual({ startedAt: at.toISOString(), latencyMs: 5, outcome: { reply: reply('Yes') } });
  const rates = { requests: { perMinute: 60, remaining: 0, resetMs: null }, tokens: null };
  for (const error of [
    new AdapterError('no', { code: 'server_error', status: 500, retryable: true, requestId: 'r' }),
    new TooManyRequests('slower', { requestId: null, retryAfterMs: 2_000, rates }),
  ]) {
    const { outcome } = jobResultSchema.parse(throughRedis(resultOf(at, 5, error)));
    expect('error' in outcome && errorOf(outcome.error)).toEqual(error);
  }
});

test('a job cannot make a worker send a key to an address that nobody allowed, or read its files', async () => {
  const allowance = { environment: { A_KEY: 'secret' }, allow: new Set<string>(), concurrency: 1 };
  await expect(openForJobs(MODEL, allowance)).rejects.toThrow(
    "http://elsewhere:1 is not the provider's own address",
  );
  const { baseURL: _, ...own } = MODEL;
  await expect(openForJobs({ ...own, adapter: 'replay', model: '/etc/passwd' }, allowance)).rejects.toThrow(
    'the adapter "replay" cannot be asked by workers',
  );
  const allowed = await openForJobs(MODEL, { ...allowance, allow: new Set(['http://elsewhere:1']) });
  expect(allowed.host).toBe('elsewhere:1');
  await allowed.close?.();
});
