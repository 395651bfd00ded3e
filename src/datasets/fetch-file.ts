import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { type Dispatcher, fetch, type Response } from 'undici';
import type { PinnedFile } from './data-set.js';

/** Transfers of one file that may break off before it is given up. */
const ATTEMPTS = 4;

/** Why a file could not be had. */
export class FetchFailure extends Error {}

interface Transfer {
  readonly url: string;
  readonly file: PinnedFile;
  /** Grows until the file is complete; what an earlier transfer left there is gone on from. */
  readonly partial: string;
  readonly dispatcher: Dispatcher;
  onBytes(received: number): void;
}

interface Coming {
  readonly body: AsyncIterable<Uint8Array>;
  /** The byte of the file that the body begins with. */
  readonly start: number;
}

/** Brings one file to `partial` and checks its SHA-256. Goes on where an earlier transfer stopped when the server
 *  serves ranges, else starts again. A wrong hash removes what came.
 *  @throws FetchFailure */
export async function fetchFile(transfer: Transfer): Promise<void> {
  const { file, partial, url } = transfer;
  const before = await sizeOf(partial);
  for (let attempt = 1; ; attempt++) {
    const response = await ask(transfer, await sizeOf(partial));
    try {
      if (response !== null) await receive(transfer, response);
      break;
    } catch (error) {
      if (error instanceof FetchFailure) throw error;
      if (attempt >= ATTEMPTS) throw new FetchFailure(describe(error, url), { cause: error });
    }
  }
  const hash = createHash('sha256');
  await addFile(hash, partial);
  const digest = hash.digest('hex');
  if (digest === file.sha256) return;
  await rm(partial, { force: true });
  // What lay there may have been of another version: the whole file has to be tried before it is called wrong.
  if (before > 0) return fetchFile(transfer);
  throw new FetchFailure(`${url}: expected SHA-256 ${file.sha256}, got ${digest}; nothing was kept`);
}

/** The rest of a file from a byte on, or all of it; null when nothing is left to send: the hash then tells whether what
 *  is there is the file. */
async function ask({ url, dispatcher }: Transfer, start: number): Promise<Coming | null> {
  const headers: Record<string, string> = {
    // A range of a compressed body is not a range of the file.
    'accept-encoding': 'identity',
    ...(start > 0 && { range: `bytes=${start}-` }),
  };
  let response: Response;
  try {
    response = await fetch(url, { headers, dispatcher });
  } catch (error) {
    throw new FetchFailure(describe(error, url), { cause: error });
  }
  const { status, body } = response;
  const isRest = status === 206 && rangeStart(response.headers.get('content-range')) === start;
  if (status === 200 && body !== null) return { body, start: 0 };
  if (isRest && body !== null) return { body, start };
  await body?.cancel();
  if (status === 416 && start > 0) return null;
  throw new FetchFailure(
    status === 206
      ? `${url}: expected a range from byte ${start}, got another one`
      : `${url}: the server answered ${status}`,
  );
}

async function receive({ url, file, partial, onBytes }: Transfer, { body, start }: Coming): Promise<void> {
  const output = await open(partial, start > 0 ? 'a' : 'w');
  let received = start;
  try {
    for await (const chunk of body) {
      received += chunk.byteLength;
      if (file.bytes !== null && received > file.bytes)
        throw new FetchFailure(`${url}: expected ${file.bytes} bytes, got more`);
      await output.writeFile(chunk);
      onBytes(received);
    }
  } finally {
    await output.close();
  }
}

function rangeStart(header: string | null): number | null {
  const start = /^bytes (\d+)-/u.exec(header ?? '')?.[1];
  return start === undefined ? null : Number(start);
}

async function addFile(hash: Hash, path: string): Promise<void> {
  for await (const chunk of createReadStream(path)) hash.update(chunk);
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}

function describe(error: unknown, url: string): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return `${url}: ${cause instanceof Error ? cause.message : String(cause)}`;
}
