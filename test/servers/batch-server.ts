import { createServer, type IncomingMessage } from 'node:http';
import { chatCompletion } from './chat-answers.mjs';

interface BatchLine {
  readonly custom_id: string;
  readonly url: string;
  readonly body: Record<string, unknown>;
}

/** What becomes of one line of a batch. */
export type LineFate =
  | 'answered'
  | 'expired'
  | 'missing'
  | { readonly status: number; readonly body: object }
  | { readonly text: string };

/** A step of the conversation, told before it is answered. */
export type Step = 'upload' | 'create' | 'retrieve' | 'list' | 'content';

export interface BatchServerOptions {
  /** Looks at a batch until it is done; 1 unless told. */
  readonly looks?: number;
  /** `attempt`: batches that this id was in, this one included, from 1. */
  readonly fate?: (line: BatchLine, attempt: number) => LineFate;
  /** Refuses a batch as a whole, at its first look. */
  readonly refuse?: (batches: number) => { readonly code: string; readonly message: string } | undefined;
  /** Lines before and after the results. */
  readonly strangers?: readonly string[];
  /** `drop`: does what is asked and then cuts the connection instead of answering. */
  readonly onStep?: (step: Step, count: number) => 'drop' | { readonly status: number } | undefined;
}

export interface BatchServer {
  readonly url: string;
  readonly files: ReadonlyMap<string, string>;
  /** Batches in the order of their creation. */
  readonly batches: readonly {
    readonly id: string;
    readonly metadata: unknown;
    readonly lines: BatchLine[];
  }[];
  /** Answers that were generated, and so charged, by custom id. */
  readonly answers: ReadonlyMap<string, number>;
  readonly steps: Readonly<Record<Step, number>>;
  close(): Promise<void>;
}

/** A real HTTP server with the endpoints `files` and `batches` of OpenAI. Results come in reverse order. */
export async function startBatchServer(options: BatchServerOptions = {}): Promise<BatchServer> {
  const files = new Map<string, string>();
  const batches: ServedBatch[] = [];
  const answers = new Map<string, number>();
  const attempts = new Map<string, number>();
  const steps: Record<Step, number> = { upload: 0, create: 0, retrieve: 0, list: 0, content: 0 };

  const finish = (batch: ServedBatch) => {
    const output: string[] = [...(options.strangers ?? [])];
    const errors: string[] = [];
    let expired = false;
    for (const line of batch.lines.toReversed()) {
      const attempt = (attempts.get(line.custom_id) ?? 0) + 1;
      attempts.set(line.custom_id, attempt);
      const fate = options.fate?.(line, attempt) ?? 'answered';
      const of = (rest: object) => JSON.stringify({ id: 'batch_req', custom_id: line.custom_id, ...rest });
      if (fate === 'answered') {
        answers.set(line.custom_id, (answers.get(line.custom_id) ?? 0) + 1);
        const response = { status_code: 200, request_id: 'req', body: chatCompletion(line.body) };
        output.push(of({ response, error: null }));
      } else if (fate === 'expired') {
        expired = true;
        errors.push(of({ response: null, error: { code: 'batch_expired', message: 'Too late.' } }));
      } else if (fate !== 'missing') {
        if ('text' in fate) output.push(fate.text);
        else
          errors.push(
            of({ response: { status_code: fate.status, request_id: 'req', body: fate.body }, error: null }),
          );
      }
    }
    batch.status = expired ? 'expired' : 'completed';
    if (output.length > 0) files.set(`${batch.id}-output`, `${output.join('\n')}\n`);
    if (errors.length > 0) files.set(`${batch.id}-errors`, errors.join('\n'));
  };
  const look = (batch: ServedBatch) => {
    if (batch.status !== 'in_progress') return;
    const problem = options.refuse?.(batches.indexOf(batch) + 1);
    if (problem) {
      batch.status = 'failed';
      batch.problem = problem;
    } else if (++batch.looks >= (options.looks ?? 1)) finish(batch);
  };
  const describe = (batch: ServedBatch) => {
    const file = (name: string) => (files.has(`${batch.id}-${name}`) ? `${batch.id}-${name}` : null);
    return {
      id: batch.id,
      object: 'batch',
      status: batch.status,
      endpoint: '/v1/chat/completions',
      input_file_id: batch.file,
      output_file_id: file('output'),
      error_file_id: file('errors'),
      errors: batch.problem ? { object: 'list', data: [batch.problem] } : null,
      created_at: batch.createdAt,
      completed_at: batch.status === 'completed' ? batch.createdAt + 60 : null,
      expired_at: batch.status === 'expired' ? batch.createdAt + 86_400 : null,
      metadata: batch.metadata,
      request_counts: { total: batch.lines.length, completed: 0, failed: 0 },
    };
  };

  const serve = async (request: IncomingMessage): Promise<{ step: Step; body: object | string } | null> => {
    const path = (request.url ?? '').replace(/\?.*/u, '');
    if (request.method === 'POST' && path === '/v1/files') {
      const form = await new Response(await bodyOf(request), {
        headers: { 'content-type': request.headers['content-type'] ?? '' },
      }).formData();
      const file = form.get('file');
      if (!(file instanceof File) || form.get('purpose') !== 'batch') return null;
      const id = `file-${files.size + 1}`;
      files.set(id, await file.text());
      return { step: 'upload', body: { id, object: 'file', purpose: 'batch', filename: file.name } };
    }
    if (request.method === 'POST' && path === '/v1/batches') {
      const asked: { input_file_id: string; metadata?: unknown } = JSON.parse(
        (await bodyOf(request)).toString(),
      );
      const lines = (files.get(asked.input_file_id) ?? '').trim().split('\n');
      const batch: ServedBatch = {
        id: `batch_${batches.length + 1}`,
        file: asked.input_file_id,
        metadata: asked.metadata ?? null,
        lines: lines.map((line): BatchLine => JSON.parse(line)),
        createdAt: Math.floor(Date.now() / 1000),
        status: 'in_progress',
        looks: 0,
        problem: null,
      };
      batches.push(batch);
      return { step: 'create', body: describe(batch) };
    }
    if (path === '/v1/batches')
      return {
        step: 'list',
        body: { object: 'list', data: batches.toReversed().map(describe), has_more: false },
      };
    const content = /^\/v1\/files\/([^/]+)\/content$/u.exec(path)?.[1];
    if (content !== undefined) {
      const text = files.get(content);
      return text === undefined ? null : { step: 'content', body: text };
    }
    const batch = batches.find(({ id }) => path === `/v1/batches/${id}`);
    if (!batch) return null;
    look(batch);
    return { step: 'retrieve', body: describe(batch) };
  };

  const server = createServer(async (request, response) => {
    const served = await serve(request);
    const told = served && options.onStep?.(served.step, ++steps[served.step]);
    if (told === 'drop') {
      request.socket.destroy();
      return;
    }
    const status = told ? told.status : served ? 200 : 404;
    const body = told || !served ? { error: { message: 'no', code: null } } : served.body;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/v1`,
    files,
    batches,
    answers,
    steps,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface ServedBatch {
  readonly id: string;
  readonly file: string;
  readonly metadata: unknown;
  readonly lines: BatchLine[];
  /** In seconds since 1970, as the provider counts. */
  readonly createdAt: number;
  status: 'in_progress' | 'completed' | 'expired' | 'failed';
  looks: number;
  problem: object | null;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
