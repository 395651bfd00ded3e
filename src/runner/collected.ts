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
  /** Set when the reply comes from an earlier run, with what it cost then; null when it was sent for now. */
  readonly reused: { readonly costUsd: number | null } | null;
} & (
  | { readonly reply: Reply; readonly error: null }
  | { readonly reply: null; readonly error: AdapterError }
);
