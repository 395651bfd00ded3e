import type { IncomingHttpHeaders } from 'node:http';
import { type Dispatcher, Pool } from 'undici';
import { LeanHeaders, LeanResponse, ReplyTooLarge } from './lean-response.js';

/** Bytes of a reply body that are held at most: a thousand times a long completion. */
const MAX_REPLY_BYTES = 32 * 1024 * 1024;

/** Milliseconds without a byte after which a connection is given up. The runner's own time-out comes long before. */
const SILENCE_LIMIT_MS = 600_000;

/** Connections beyond the requests in flight. undici lets a socket rest for one turn of the event loop after a reply;
 *  with exactly as many sockets as requests, the next request waits until every reply of a burst is read, and bursts
 *  stay together. A quarter more halves the mean wait for a socket (test/bench/throughput.mjs: from 5.1 to 2.4 ms at
 *  20 ms latency and 64 in flight, from 16 to 9 ms at 200 ms and 256); twice as many gains no more. */
const SPARE_SHARE = 0.25;

interface LeanRequest {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly signal: AbortSignal;
}

/** HTTP with nothing that a JSON API does not need: no redirects, no streams, no proxy, no global dispatcher. */
export interface LeanFetch {
  /** Resolves when the headers are there. @throws the signal's reason, ReplyTooLarge, or an error of undici */
  send(url: string, request: LeanRequest): Promise<LeanResponse>;
  /** Destroys all sockets. */
  close(): Promise<void>;
}

/** Opens connections as they are needed, up to what `concurrency` requests in flight can use. */
export function openLeanFetch({
  concurrency,
  maxReplyBytes = MAX_REPLY_BYTES,
}: {
  readonly concurrency: number;
  readonly maxReplyBytes?: number;
}): LeanFetch {
  const connections = Math.ceil(concurrency * (1 + SPARE_SHARE));
  const pools = new Map<string, Pool>();
  const targets = new Map<string, { readonly pool: Pool; readonly path: string }>();

  const targetOf = (url: string) => {
    const known = targets.get(url);
    if (known !== undefined) return known;
    const { origin, pathname, search } = new URL(url);
    const pool = pools.get(origin) ?? new Pool(origin, { connections, ...POOL_OPTIONS });
    pools.set(origin, pool);
    const target = { pool, path: pathname + search };
    targets.set(url, target);
    return target;
  };

  return {
    send(url, { method, headers, body, signal }) {
      return new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const { pool, path } = targetOf(url);
        const exchange = new Exchange(url, signal, maxReplyBytes, resolve, reject);
        pool.dispatch({ method, path, headers: { ...headers }, body }, exchange);
      });
    },
    async close() {
      await Promise.all(Array.from(pools.values(), (pool) => pool.destroy()));
    },
  };
}

const POOL_OPTIONS: Pool.Options = {
  headersTimeout: SILENCE_LIMIT_MS,
  bodyTimeout: SILENCE_LIMIT_MS,
};

/** One request and its reply, from the queue to the last byte. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #url: string;
  readonly #signal: AbortSignal;
  readonly #maxReplyBytes: number;
  readonly #resolve: (response: LeanResponse) => void;
  readonly #reject: (error: unknown) => void;
  readonly #onAbort = () => this.#abort();
  #controller: Dispatcher.DispatchController | null = null;
  #response: LeanResponse | null = null;
  #bytes = 0;

  constructor(
    url: string,
    signal: AbortSignal,
    maxReplyBytes: number,
    resolve: (response: LeanResponse) => void,
    reject: (error: unknown) => void,
  ) {
    this.#url = url;
    this.#signal = signal;
    this.#maxReplyBytes = maxReplyBytes;
    this.#resolve = resolve;
    this.#reject = reject;
    signal.addEventListener('abort', this.#onAbort);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#signal.aborted) this.#abort();
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    // 1xx: the final reply is still to come.
    if (status < 200) return;
    this.#response = new LeanResponse(this.#url, status, new LeanHeaders(headers));
    this.#resolve(this.#response);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#maxReplyBytes) {
      controller.abort(new ReplyTooLarge(`a reply of more than ${this.#maxReplyBytes} bytes`));
      return;
    }
    this.#response?.append(chunk);
  }

  onResponseEnd(): void {
    this.#signal.removeEventListener('abort', this.#onAbort);
    this.#response?.end();
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#signal.removeEventListener('abort', this.#onAbort);
    if (this.#response === null) this.#reject(error);
    else this.#response.end(error);
  }

  /** A request still queued has no controller yet: it is refused here, and dropped when its turn comes. */
  #abort(): void {
    const { reason } = this.#signal;
    const error = reason instanceof Error ? reason : new Error('aborted', { cause: reason });
    this.#reject(reason);
    this.#controller?.abort(error);
  }
}
