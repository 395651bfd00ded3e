import type { AdapterError } from '../errors.js';
import type { Request } from './adapter.js';
import type { Reply } from './completion.js';

/** Of the price of the same requests asked one by one, and hours within which a batch ends.
 *  Source: platform.openai.com/docs/guides/batch. */
export const BATCH_PRICE_SHARE = 0.5;
export const BATCH_WINDOW_HOURS = 24;

/** How the provider's own word for it is to be understood. `ended`: whatever results there are can be fetched. */
export type BatchPhase = 'waiting' | 'ended' | 'refused';

/** A batch as the provider sees it. */
export interface Batch {
  readonly id: string;
  /** File of requests that it was made of. */
  readonly inputFile: string | null;
  /** Names that it was given when it was made. */
  readonly labels: Readonly<Record<string, string>>;
  readonly phase: BatchPhase;
  /** The provider's own word. */
  readonly status: string;
  readonly createdAt: Date;
  /** null: under way, or not told. */
  readonly endedAt: Date | null;
  /** Files of results: of answers, of errors. */
  readonly resultFiles: readonly string[];
  /** Requests dealt with so far; null where not told. */
  readonly done: number | null;
  /** Why it was refused as a whole. */
  readonly problem: { readonly code: string | null; readonly message: string } | null;
}

/** What a file of results says of one request. */
export type BatchResult = { readonly id: string } & (
  | { readonly reply: Reply; readonly error: null }
  | { readonly reply: null; readonly error: AdapterError }
);

export interface BatchResults {
  readonly results: readonly BatchResult[];
  /** Lines that say nothing of any request. */
  readonly garbage: number;
}

/** Many requests handed over at once, to be answered within a day, at half the price. Each method makes one attempt.
 *  All throw AdapterError, or the signal's reason when aborted. */
export interface Batches {
  /** Of one file: requests and bytes. */
  readonly most: { readonly requests: number; readonly bytes: number };
  /** One request as a line of a file. */
  line(id: string, request: Request): string;
  /** @returns the file's id */
  upload(lines: readonly string[], name: string, signal: AbortSignal): Promise<string>;
  create(file: string, labels: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Batch>;
  retrieve(id: string, signal: AbortSignal): Promise<Batch>;
  /** The newest first. */
  list(signal: AbortSignal): AsyncIterable<Batch>;
  /** @param requestOf the request of an id; undefined: none that was sent */
  fetch(
    file: string,
    requestOf: (id: string) => Request | undefined,
    signal: AbortSignal,
  ): Promise<BatchResults>;
}
