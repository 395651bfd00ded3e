import { AdapterError } from '../errors.js';
import type { Request } from './adapter.js';
import { adapterFailure, badReply } from './adapter-failure.js';
import { readBatchLine } from './batch-result.js';
import {
  BATCH_WINDOW_HOURS,
  type Batch,
  type Batches,
  type BatchPhase,
  type BatchResult,
} from './batches.js';
import { readChatReply } from './chat-reply.js';
import { type ChatForm, chatParameters } from './chat-request.js';
import type { Reply } from './completion.js';
import type { Endpoint } from './endpoint.js';
import { countOrNull, isObject, type JsonObject, stringOrNull } from './json-value.js';
import { openClient } from './openai-client.js';
import { serverText } from './server-text.js';
import { StatusFailure } from './status-failure.js';

/** Limits of one file: platform.openai.com/docs/guides/batch. */
const MOST = { requests: 50_000, bytes: 200_000_000 };
/** Batches of one page of the list; the most that OpenAI gives. */
const PAGE = 100;

/** OpenAI's words for where a batch is (docs/api-reference/batch/object). */
const PHASES: Readonly<Record<string, BatchPhase>> = {
  completed: 'ended',
  expired: 'ended',
  cancelled: 'ended',
  failed: 'refused',
};

/** The Batch API of OpenAI, at any server that has its endpoints `files` and `batches`. */
export function openBatches(
  endpoint: Endpoint,
  form: ChatForm,
  headers: Readonly<Record<string, string>>,
): Batches {
  const client = openClient(endpoint, (url, init) => fetchWhole(String(url), init, headers));
  const attempt = async <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw batchFailure(error, endpoint);
    }
  };
  const replyTo = (request: Request | undefined, body: string): Reply =>
    readChatReply(
      body,
      {
        labels: request?.prompt.labels ?? [],
        logprobs: form.logprobs,
        notSettable: request ? chatParameters(request, form).notSettable : [],
      },
      endpoint,
    );
  return {
    most: MOST,
    line(id, request) {
      const { parameters } = chatParameters(request, form);
      const body = { model: endpoint.model, messages: request.prompt.messages, ...parameters };
      return JSON.stringify({ custom_id: id, method: 'POST', url: CHAT, body });
    },
    upload: (lines, name, signal) =>
      attempt(signal, async () => {
        const file = new File(
          lines.map((line) => `${line}\n`),
          `${name}.jsonl`,
          { type: 'application/jsonl' },
        );
        const made: unknown = await client.files.create({ file, purpose: 'batch' }, { signal });
        const id = isObject(made) ? stringOrNull(made.id) : null;
        if (id === null) throw badReply('expected the id of the uploaded file, got none', endpoint);
        return id;
      }),
    create: (file, labels, signal) =>
      attempt(signal, async () =>
        readBatch(
          await client.batches.create(
            {
              input_file_id: file,
              endpoint: CHAT,
              completion_window: `${BATCH_WINDOW_HOURS}h`,
              metadata: { ...labels },
            },
            { signal },
          ),
          endpoint,
        ),
      ),
    retrieve: (id, signal) =>
      attempt(signal, async () => readBatch(await client.batches.retrieve(id, { signal }), endpoint)),
    async *list(signal) {
      const pages = await attempt(signal, async () => client.batches.list({ limit: PAGE }, { signal }));
      const iterator = pages[Symbol.asyncIterator]();
      while (true) {
        const next = await attempt(signal, () => iterator.next());
        if (next.done) return;
        yield readBatch(next.value, endpoint);
      }
    },
    fetch: (file, requestOf, signal) =>
      attempt(signal, async () => {
        const response = await client.files.content(file, { signal });
        const results: BatchResult[] = [];
        let garbage = 0;
        for await (const line of linesOf(response)) {
          if (line.trim() === '') continue;
          const result = readBatchLine(line, (id, body) => replyTo(requestOf(id), body), endpoint);
          if (result) results.push(result);
          else garbage++;
        }
        return { results, garbage };
      }),
  };
}

const CHAT = '/v1/chat/completions';

async function fetchWhole(
  url: string,
  init: RequestInit | undefined,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const isJson = typeof init?.body === 'string';
  const response = await fetch(url, {
    ...init,
    // A form names its own boundary.
    headers: { ...headers, ...(isJson && { 'content-type': 'application/json' }) },
    // A key is never sent after a redirect.
    redirect: 'manual',
  });
  if (response.ok) return response;
  throw new StatusFailure(response.status, response.headers, await response.text());
}

/** A file of results may be larger than any text that Node can hold. */
async function* linesOf(response: Response): AsyncGenerator<string> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

function batchFailure(error: unknown, endpoint: Endpoint): AdapterError {
  const failure = adapterFailure(error, endpoint);
  if (failure.status !== 404) return failure;
  return new AdapterError(
    `${endpoint.provider}:${endpoint.model}: HTTP 404: ${endpoint.url} has no such file or batch, or no batch interface at all (files, batches); run without --batch there`,
    { code: 'no_batches', status: 404, fatal: true, cause: error },
  );
}

function readBatch(value: unknown, endpoint: Endpoint): Batch {
  const batch: JsonObject = isObject(value) ? value : {};
  const id = stringOrNull(batch.id);
  const status = stringOrNull(batch.status);
  if (id === null || status === null) throw badReply('expected a batch with id and status', endpoint);
  const ended =
    momentOf(batch.completed_at) ??
    momentOf(batch.expired_at) ??
    momentOf(batch.cancelled_at) ??
    momentOf(batch.failed_at);
  const counts = isObject(batch.request_counts) ? batch.request_counts : {};
  const completed = countOrNull(counts.completed);
  return {
    id,
    status: serverText(status, endpoint.secret),
    inputFile: stringOrNull(batch.input_file_id),
    labels: isObject(batch.metadata)
      ? Object.fromEntries(
          Object.entries(batch.metadata).flatMap(([name, text]) =>
            typeof text === 'string' ? [[name, text]] : [],
          ),
        )
      : {},
    phase: PHASES[status] ?? 'waiting',
    createdAt: momentOf(batch.created_at) ?? new Date(),
    endedAt: ended,
    resultFiles: [batch.output_file_id, batch.error_file_id].flatMap((file) => stringOrNull(file) ?? []),
    done: completed === null ? null : completed + (countOrNull(counts.failed) ?? 0),
    problem: status === 'failed' ? problemOf(batch.errors, endpoint) : null,
  };
}

function problemOf(errors: unknown, endpoint: Endpoint): NonNullable<Batch['problem']> {
  const [first]: unknown[] = isObject(errors) && Array.isArray(errors.data) ? errors.data : [];
  const { code, message } = isObject(first) ? first : {};
  return {
    code: stringOrNull(code),
    message: serverText(stringOrNull(message) ?? 'the provider gives no reason', endpoint.secret),
  };
}

/** The provider counts in seconds since 1970. */
function momentOf(value: unknown): Date | null {
  return typeof value === 'number' && value > 0 && value < 1e11 ? new Date(value * 1000) : null;
}
