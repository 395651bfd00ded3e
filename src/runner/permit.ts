import type { Request } from '../adapters/adapter.js';
import type { Reply } from '../adapters/completion.js';

/** What one attempt came to, for those who count: a reply; `free` when nothing can have been charged; `unknown` when
 *  the provider may have charged for an answer that never arrived. */
export type AttemptOutcome = Reply | 'free' | 'unknown';

/** Leave to make one attempt. Who holds it says once what came of it. */
export interface Permit {
  settle(outcome: AttemptOutcome): void;
}

/** Asked before every attempt; may take its time. null: send nothing more. */
export type Admission = (request: Request, signal: AbortSignal) => Promise<Permit | null>;
