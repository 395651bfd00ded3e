import type { IncomingHttpHeaders } from 'node:http';

/** A body that would not end; the connection was closed. */
export class ReplyTooLarge extends Error {}

/** Headers of a reply, read where they stand: building a `Headers` for each reply costs more than reading it. */
export class LeanHeaders {
  readonly #values: IncomingHttpHeaders;

  /** @param values names in lower case, as Node and undici give them */
  constructor(values: IncomingHttpHeaders) {
    this.#values = values;
  }

  get(name: string): string | null {
    const value = this.#values[name.toLowerCase()];
    if (value === undefined) return null;
    return typeof value === 'string' ? value : value.join(', ');
  }

  has(name: string): boolean {
    return this.get(name) !== null;
  }

  *entries(): IterableIterator<[string, string]> {
    for (const name of Object.keys(this.#values)) yield [name, this.get(name) ?? ''];
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }
}

/** The part of `Response` that a JSON API needs. Its body is collected as it arrives and decoded when asked for. */
export class LeanResponse {
  readonly url: string;
  readonly status: number;
  readonly headers: LeanHeaders;
  /** Never a stream: probity asks for whole replies. */
  readonly body = null;
  #chunks: Buffer[] = [];
  #state: 'open' | 'ended' | Error = 'open';
  #waiting: (() => void)[] = [];

  constructor(url: string, status: number, headers: LeanHeaders) {
    this.url = url;
    this.status = status;
    this.headers = headers;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  /** @throws Error what broke the connection before the body was whole */
  async text(): Promise<string> {
    if (this.#state === 'open') await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.#state instanceof Error) throw this.#state;
    const text = Buffer.concat(this.#chunks).toString('utf8');
    // As the fetch standard decodes: without a byte order mark.
    return text.startsWith('\ufeff') ? text.slice(1) : text;
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  /** For the connection: one more piece of the body. */
  append(chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  /** For the connection: the body is whole, or will never be. */
  end(failure?: Error): void {
    this.#state = failure ?? 'ended';
    if (failure !== undefined) this.#chunks = [];
    for (const resume of this.#waiting.splice(0)) resume();
  }
}
