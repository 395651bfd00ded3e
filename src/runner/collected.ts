import type { Request } from '../adapters/adapter.js';
import type { Reply } from '../adapters/completion.js';
import type { AdapterError } from '../errors.js';

/** What became of one request after all its attempts. */
export type Collected = {
  readonly request: Request;
  readonly attempts: number;
  /** Of the last attempt. */
  readonly startedAt: Date;
  readonly latencyMs: number;
} & (
  | { readonly reply: Reply; readonly error: null }
  | { readonly reply: null; readonly error: AdapterError }
);
