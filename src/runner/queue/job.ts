import { z } from 'zod';
import type { ModelSettings, Request } from '../../adapters/adapter.js';
import type { Reply } from '../../adapters/completion.js';
import { replySchema } from '../../adapters/reply-schema.js';
import { TooManyRequests } from '../../adapters/too-many-requests.js';
import { AdapterError } from '../../errors.js';
import { type Item, TASKS } from '../../probes/item.js';
import type { Prompt } from '../../probes/prompt.js';

const text = z.string();
const nullable = {
  text: text.nullable(),
  number: z.number().nullable(),
};
const place = z.int().nonnegative();

const itemSchema = z.strictObject({
  id: text,
  ordinal: place,
  probe: text,
  task: z.enum(TASKS),
  templateId: text,
  clusterId: text,
  cluster2Id: nullable.text,
  setId: nullable.text,
  setSize: place,
  axis: nullable.text,
  group: nullable.text,
  groupTerms: z.array(text).exactOptional(),
  reference: nullable.text,
  condition: nullable.text,
  language: text,
  question: text,
  options: z.array(
    z.strictObject({
      id: text,
      text,
      role: z.enum(['stereotyped', 'counter', 'unknown', 'neutral']),
      group: nullable.text,
      correct: z.boolean().nullable(),
    }),
  ),
  scale: z.strictObject({ low: z.number(), high: z.number() }).nullable(),
  wordSort: z
    .strictObject({
      groups: z.tuple([z.array(text), z.array(text)]),
      words: z.array(z.strictObject({ text, valence: z.enum(['negative', 'positive']) })),
    })
    .nullable(),
  favourable: z.enum(['yes', 'no', 'high', 'low']).nullable(),
  facts: z.record(text, z.union([text, z.number()])),
  // A field of items that is missing here is a job that no worker takes.
} satisfies Record<keyof Item, z.ZodType>);

const requestSchema = z.strictObject({
  prompt: z.strictObject({
    item: itemSchema,
    presentationId: text,
    presentationIndex: place,
    optionOrder: z.array(place),
    labels: z.array(text),
    paraphraseId: nullable.text,
    messages: z.array(z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: text })),
    countedSpans: z.array(z.tuple([place, place])).exactOptional(),
  }),
  sampling: z.strictObject({
    temperature: nullable.number,
    topP: nullable.number,
    maxTokens: z.int().positive(),
    seed: nullable.number,
  }),
  sampleIndex: place,
});

/** How a worker reaches a model; what is secret stays in its own environment. */
export const jobModelSchema = z.strictObject({
  id: text,
  adapter: text,
  model: text,
  baseURL: text.exactOptional(),
  apiKeyEnv: text.exactOptional(),
  options: z.record(text, z.union([text, z.number(), z.boolean()])),
});
export type JobModel = z.infer<typeof jobModelSchema>;

/** One attempt of one request, as it lies in the queue. Whoever reaches the queue may have written it. */
export const jobSchema = z.strictObject({
  version: z.literal(1),
  model: jobModelSchema,
  /** Of the attempt. */
  timeoutMs: z
    .number()
    .positive()
    .max(2 ** 31 - 1),
  request: requestSchema,
});

const reading = z
  .strictObject({ perMinute: nullable.number, remaining: nullable.number, resetMs: nullable.number })
  .nullable();
const rates = z.strictObject({ requests: reading, tokens: reading });

/** What became of the attempt, as the worker left it. */
export const jobResultSchema = z.strictObject({
  startedAt: z.iso.datetime(),
  latencyMs: z.number().nonnegative(),
  outcome: z.union([
    z.strictObject({ reply: replySchema.extend({ rates: rates.exactOptional() }) }),
    z.strictObject({
      error: z.strictObject({
        message: text,
        code: text,
        status: nullable.number,
        requestId: nullable.text,
        retryable: z.boolean(),
        fatal: z.boolean(),
        retryAfterMs: nullable.number,
        rates: rates.nullable(),
      }),
    }),
  ]),
});
export type JobResult = z.infer<typeof jobResultSchema>;

/** Written field by field: a prompt may make its messages only when asked. */
export function jobOf(
  model: JobModel,
  { prompt, sampling, sampleIndex }: Request,
  timeoutMs: number,
): unknown {
  const { item, presentationId, presentationIndex, optionOrder, labels, paraphraseId, countedSpans } = prompt;
  const written: Prompt = {
    ...{ item, presentationId, presentationIndex, optionOrder, labels, paraphraseId },
    messages: prompt.messages,
    ...(countedSpans && { countedSpans }),
  };
  return { version: 1, model, timeoutMs, request: { prompt: written, sampling, sampleIndex } };
}

/** What stands in a job of how a model is reached. */
export function jobModel({ id, adapter, model, baseURL, apiKeyEnv, options }: ModelSettings): JobModel {
  return {
    id,
    adapter,
    model,
    options: { ...options },
    ...(baseURL !== undefined && { baseURL }),
    ...(apiKeyEnv !== undefined && { apiKeyEnv }),
  };
}

export function resultOf(startedAt: Date, latencyMs: number, outcome: Reply | AdapterError): unknown {
  const common = { startedAt: startedAt.toISOString(), latencyMs };
  if (!(outcome instanceof AdapterError)) return { ...common, outcome: { reply: outcome } };
  const { message, code, status, requestId, retryable, fatal, retryAfterMs } = outcome;
  const read = outcome instanceof TooManyRequests ? outcome.rates : null;
  const error = { message, code, status, requestId, retryable, fatal, retryAfterMs, rates: read };
  return { ...common, outcome: { error } };
}

/** The error that the worker's adapter threw. */
export function errorOf(told: Extract<JobResult['outcome'], { error: unknown }>['error']): AdapterError {
  const { message, requestId, retryAfterMs, rates: read, ...details } = told;
  return details.code === 'rate_limited'
    ? new TooManyRequests(message, { requestId, retryAfterMs, rates: read })
    : new AdapterError(message, { ...details, requestId, retryAfterMs });
}
