import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { chatCompletion, textCompletion } from './chat-answers.mjs';
import { FAULTS, faultFor, parseFaultRates } from './chat-faults.mjs';
import { RateWindow } from './rate-window.mjs';
import { RequestTally } from './request-tally.mjs';
import { TokenBucket } from './token-bucket.mjs';

/**
 * A real HTTP server on the loopback that answers as an OpenAI-compatible one does; see chat-server.d.mts.
 * @param {import('./chat-server.mjs').ChatServerOptions} [options]
 * @returns {Promise<import('./chat-server.mjs').ChatServer>}
 */
export async function startChatServer(options = {}) {
  const { latencyMs = 0, seed = 1, faults = {}, script, key, keepRequests = false } = options;
  const tally = new RequestTally();
  const { requestsPerMinute, bucketHolds } = options;
  const limit = !requestsPerMinute
    ? null
    : bucketHolds
      ? new TokenBucket(requestsPerMinute, bucketHolds)
      : new RateWindow(requestsPerMinute, options.windowMs ?? 60_000);
  /** @type {import('./chat-server.mjs').SeenRequest[]} */
  const requests = [];

  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      const found = request.url === '/stats' || request.url?.endsWith('/models');
      const body =
        request.url === '/stats' ? tally.snapshot() : { object: 'list', data: [{ id: 'test-model' }] };
      sendJson(response, found ? 200 : 404, found ? body : { error: { message: 'not found' } });
      return;
    }
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => take(request, response, text));
  });

  /** @type {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse, text: string) => void} */
  const take = (request, response, text) => {
    const { hash, entry } = tally.receive(text);
    const body = JSON.parse(text);
    const path = request.url ?? '';
    if (keepRequests) requests.push({ path, headers: request.headers, body });
    response.on('close', () => {
      tally.inFlight--;
      if (!response.writableFinished) tally.aborted++;
    });
    const place = limit?.take();
    if (limit && place) {
      const told = options.silentLimit ? {} : limit.headers(place);
      for (const [name, value] of Object.entries(told)) response.setHeader(name, value);
      if (!place.allowed) {
        tally.rateLimited++;
        if (!options.silentLimit) {
          response.setHeader('retry-after-ms', String(Math.ceil(place.waitMs)));
          response.setHeader('retry-after', String(Math.ceil(place.waitMs / 1000)));
        }
        sendJson(response, 429, { error: { message: 'Rate limit reached', code: 'rate_limit_exceeded' } });
        return;
      }
    }
    if (key !== undefined && request.headers.authorization !== `Bearer ${key}`) {
      const got = request.headers.authorization ?? 'nothing';
      sendJson(response, 401, {
        error: { message: `Incorrect API key provided: ${got}`, code: 'invalid_api_key' },
      });
      return;
    }
    const fault = faultFor(faults, seed, hash, entry.received);
    if (fault !== null) tally.fault(fault);
    /** @type {import('./chat-server.mjs').Answer} */
    const answer =
      fault === null
        ? (script?.({ path, headers: request.headers, body, attempt: entry.received }) ?? { kind: 'reply' })
        : FAULTS[fault]();
    const latency = answer.latencyMs ?? latencyMs;
    const act = () => {
      if (response.destroyed) return;
      if (answer.kind === 'reply') {
        entry.answered++;
        tally.answered++;
      }
      send(response, answer, body, path);
    };
    if (latency > 0) setTimeout(act, latency);
    else act();
  };

  server.keepAliveTimeout = options.keepAliveMs ?? 5_000;
  await new Promise((resolve) =>
    server.listen(options.port ?? 0, '127.0.0.1', 2048, () => resolve(undefined)),
  );
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return {
    origin,
    url: `${origin}/v1`,
    requests,
    stats: () => tally.snapshot(),
    openSockets: () => new Promise((resolve) => server.getConnections((_, count) => resolve(count))),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve(undefined));
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {import('./chat-server.mjs').Answer} answer
 * @param {any} request
 * @param {string} path
 */
function send(response, answer, request, path) {
  const socket = response.socket;
  switch (answer.kind) {
    case 'reply': {
      const body = path.endsWith('/chat/completions')
        ? chatCompletion(request, answer)
        : textCompletion(request, answer);
      if (answer.thenHalfClose) response.on('finish', () => socket?.end());
      return sendJson(response, 200, body, answer.headers);
    }
    case 'status':
      return typeof answer.body === 'string'
        ? sendText(response, answer.status, answer.body, { 'content-type': 'text/html', ...answer.headers })
        : sendJson(response, answer.status, answer.body, answer.headers);
    case 'raw':
      return sendText(response, 200, answer.body, { 'content-type': answer.contentType });
    case 'stream': {
      response.writeHead(200, { 'content-type': 'application/json' });
      const pump = () => {
        while (response.write(answer.chunk));
        response.once('drain', pump);
      };
      return pump();
    }
    case 'trickle':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"choices":');
      return;
    case 'drip': {
      response.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(' '), answer.everyMs ?? 20);
      response.on('close', () => clearInterval(timer));
      return;
    }
    case 'cut':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"choices":[{"message":');
      setTimeout(() => socket?.destroy(), 10);
      return;
    case 'half_close':
      socket?.end();
      return;
    case 'reset':
      socket?.resetAndDestroy();
      return;
    case 'not_http':
      socket?.end('SSH-2.0-OpenSSH_9.2\r\n');
      return;
    case 'hang':
      return;
  }
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {object} body
 * @param {Record<string, string>} [headers]
 */
function sendJson(response, status, body, headers = {}) {
  sendText(response, status, JSON.stringify(body), {
    'content-type': 'application/json',
    'x-request-id': 'req_test',
    ...headers,
  });
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {string} body
 * @param {Record<string, string>} headers
 */
function sendText(response, status, body, headers) {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      latency: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      faults: { type: 'string' },
      rpm: { type: 'string' },
      window: { type: 'string' },
      bucket: { type: 'string' },
      'silent-limit': { type: 'boolean', default: false },
      key: { type: 'string' },
      'until-stdin-ends': { type: 'boolean', default: false },
    },
  });
  const server = await startChatServer({
    port: Number(values.port),
    latencyMs: Number(values.latency),
    seed: Number(values.seed),
    faults: values.faults ? parseFaultRates(values.faults) : {},
    ...(values.rpm ? { requestsPerMinute: Number(values.rpm) } : {}),
    ...(values.bucket ? { bucketHolds: Number(values.bucket) } : {}),
    silentLimit: values['silent-limit'],
    ...(values.window ? { windowMs: Number(values.window) } : {}),
    ...(values.key ? { key: values.key } : {}),
  });
  process.stdout.write(`${JSON.stringify({ url: server.url, stats: `${server.origin}/stats` })}\n`);
  const stop = () => server.close().then(() => process.exit(0));
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // A parent that dies by SIGKILL closes the pipe: the server must not outlive it.
  if (values['until-stdin-ends']) process.stdin.on('end', stop).resume();
}
